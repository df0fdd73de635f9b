#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/sink.h"
#include "text/words.h"

/* The words of `text`, with a | between. */
static const char *split(const char *text)
{
    static char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer - 1);
    struct words words;
    struct span word;

    words_begin(&words, span_of_string(text));
    while (words_next(&words, &word)) {
        if (sink_held(&sink).length > 0)
            LIT(&sink, "|");
        sink_ready(&sink, word);
    }
    assert_int_equal(sink.error, ERROR_NONE);
    *sink.cursor = '\0';
    return buffer;
}

/* The same, as they stand in the text. */
static const char *seen(const char *text)
{
    static char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer - 1);
    struct words words;
    struct span word;

    words_begin(&words, span_of_string(text));
    while (words_next(&words, &word)) {
        if (sink_held(&sink).length > 0)
            LIT(&sink, "|");
        sink_ready(&sink, words.seen);
    }
    assert_int_equal(sink.error, ERROR_NONE);
    *sink.cursor = '\0';
    return buffer;
}

static void splits_at_what_is_no_letter(void **state)
{
    (void)state;
    assert_string_equal(split(""), "");
    assert_string_equal(split(" \t\n-.,;!?"), "");
    assert_string_equal(split("The art, of war"), "the|art|of|war");
    assert_string_equal(split("state-of-the-art"), "state|of|the|art");
    assert_string_equal(split("state\xE2\x80\x94of"), "state|of");
    assert_string_equal(split("S02E07 & 3.5%"), "s02e07|3|5");
    assert_string_equal(split("cut\xFFhere"), "cut|here");
}

static void folds_case_and_typography(void **state)
{
    (void)state;
    assert_string_equal(split("STRASSE"), "strasse");
    assert_string_equal(split("Stra\xC3\x9F"
                              "e"),
                        "strasse");
    assert_string_equal(split("\xEF\xBC\xA1\xEF\xBC\xA9"), "ai"); /* ＡＩ */
    assert_string_equal(split("\xEF\xAC\x81sh"), "fish");         /* ﬁsh */
    assert_string_equal(split("x\xC2\xB2"), "x2");
    assert_string_equal(split("\xCE\xA3\xCE\x91\xCE\xA3"),
                        "\xCF\x83\xCE\xB1\xCF\x83"); /* ΣΑΣ, no final one */
}

static void drops_apostrophes_and_accents(void **state)
{
    (void)state;
    assert_string_equal(split("don't"), "dont");
    assert_string_equal(split("don\xE2\x80\x99t"), "dont");
    assert_string_equal(split("\xE2\x80\x98quoted\xE2\x80\x99"), "quoted");
    assert_string_equal(split("caf\xC3\xA9"), "cafe");
    assert_string_equal(split("cafe\xCC\x81"), "cafe");
    assert_string_equal(split("\xC4\xB0stanbul"), "istanbul");
    assert_string_equal(split("so\xC2\xADlid"), "solid"); /* soft hyphen */
    /* Arabic with and without its points. */
    assert_string_equal(split("\xD9\x83\xD9\x8E\xD8\xAA\xD9\x8E\xD8\xA8"),
                        "\xD9\x83\xD8\xAA\xD8\xA8");
}

static void keeps_what_spells_a_word(void **state)
{
    (void)state;
    /* Hindi: vowel signs and virama. */
    assert_string_equal(split("\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D"
                              "\xE0\xA4\xA6\xE0\xA5\x80"),
                        "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D"
                        "\xE0\xA4\xA6\xE0\xA5\x80");
    /* Voiced kana is another letter; half width and full width are one. */
    assert_string_equal(split("\xE3\x81\x8C"), "\xE3\x81\x8B\xE3\x82\x99");
    assert_string_equal(split("\xEF\xBD\xB6\xEF\xBE\x9E"),
                        "\xE3\x82\xAB\xE3\x82\x99");
}

static void pairs_characters(void **state)
{
    (void)state;
    assert_string_equal(split("\xE6\x9D\xB1"), "\xE6\x9D\xB1"); /* 東 */
    assert_string_equal(split("\xE6\x9D\xB1\xE4\xBA\xAC"),
                        "\xE6\x9D\xB1\xE4\xBA\xAC");
    assert_string_equal(split("\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD"),
                        "\xE6\x9D\xB1\xE4\xBA\xAC|\xE4\xBA\xAC\xE9\x83\xBD");
    /* A break parts pairs, another script too. */
    assert_string_equal(split("\xE6\x9D\xB1\xE3\x80\x81\xE4\xBA\xAC"),
                        "\xE6\x9D\xB1|\xE4\xBA\xAC");
    assert_string_equal(split("AI\xE6\x9D\xB1\xE4\xBA\xAC"
                              "AI\xE9\x83\xBD"),
                        "ai|\xE6\x9D\xB1\xE4\xBA\xAC|ai|\xE9\x83\xBD");
}

/* Hangul composed and decomposed is the same two syllables, one pair. */
static void pairs_syllables(void **state)
{
    char composed[64];

    (void)state;
    strcpy(composed, split("\xEC\x84\x9C\xEC\x9A\xB8"));
    assert_string_equal(split("\xE1\x84\x89\xE1\x85\xA5\xE1\x84\x8B\xE1\x85\xAE"
                              "\xE1\x86\xAF"),
                        composed);
    assert_null(strchr(composed, '|'));
}

static void cuts_long_words(void **state)
{
    char text[2 * WORD_MAX + 1];

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(strlen(split(text)), WORD_MAX);
    text[sizeof text - 2] = ' ';
    assert_int_equal(strlen(split(text)), WORD_MAX);
}

/* Any bytes at all: words end, and none is too long. */
static void takes_any_bytes(void **state)
{
    uint32_t seed = 1;
    char text[257];

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        struct words words;
        struct span word;
        size_t length = round % sizeof text;

        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = (char)(seed >> 24);
        }
        words_begin(&words, (struct span){text, length});
        while (words_next(&words, &word)) {
            assert_in_range(word.length, 1, WORD_MAX);
            assert_true(words.seen.at >= text);
            assert_true(words.seen.at + words.seen.length <= text + length);
        }
    }
}

/* What a reader is shown of a word: its letters as they were written. */
static void tells_where_words_stand(void **state)
{
    (void)state;
    assert_string_equal(seen("The Art, of war."), "The|Art|of|war");
    assert_string_equal(seen("(TSMC’s) dogs' café"), "TSMC’s|dogs|café");
    assert_string_equal(seen("café so­lid"), "café|so­lid");
    assert_string_equal(seen("AI東京都"), "AI|東京|京都");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_at_what_is_no_letter),
        cmocka_unit_test(folds_case_and_typography),
        cmocka_unit_test(drops_apostrophes_and_accents),
        cmocka_unit_test(keeps_what_spells_a_word),
        cmocka_unit_test(pairs_characters),
        cmocka_unit_test(pairs_syllables),
        cmocka_unit_test(cuts_long_words),
        cmocka_unit_test(tells_where_words_stand),
        cmocka_unit_test(takes_any_bytes),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
