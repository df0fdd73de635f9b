#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "text/collate.h"
#include "text/identity.h"

#define ROOM 40000

static int32_t room[ROOM];
static struct points points = {room, ROOM, 0};
static char buffer[NAME_SLUG_MAX + 1];
static size_t count; /* code points in the last normal() */

static const char *normal(const char *text, enum normal_form form)
{
    struct span span = span_of_string(text);
    static char texts[2][4 * ROOM + 1];
    static unsigned turn;
    char *copy = texts[turn++ % 2];

    points.room = normal_room(span, form);
    assert_true(points.room <= ROOM);
    assert_int_equal(normalise(span, form, &points), ERROR_NONE);
    count = points.count;
    span = points_text(&points);
    memcpy(copy, span.at, span.length);
    copy[span.length] = '\0';
    return copy;
}

static const char *slug(const char *name)
{
    struct sink sink = sink_over(buffer, NAME_SLUG_MAX);

    points.room = ROOM;
    assert_int_equal(name_slug(span_of_string(name), &points, &sink),
                     ERROR_NONE);
    assert_int_equal(sink.error, ERROR_NONE);
    *sink.cursor = '\0';
    return buffer;
}

static const char *quote(const char *text, uint64_t number)
{
    points.room = ROOM;
    assert_int_equal(quote_id(span_of_string(text), number, &points, buffer),
                     ERROR_NONE);
    buffer[QUOTE_ID_LENGTH] = '\0';
    return buffer;
}

static void composes(void **state)
{
    (void)state;
    assert_string_equal(normal("", NORMAL_NFC), "");
    assert_string_equal(normal("plain", NORMAL_NFC), "plain");
    assert_string_equal(normal("e\u0301", NORMAL_NFC), "\u00e9");
    assert_string_equal(normal("\u1112\u1161\u11ab", NORMAL_NFC), "\ud55c");
    assert_string_equal(normal("\u212b", NORMAL_NFC), "\u00c5");
    /* Compatibility forms stay in NFC. */
    assert_string_equal(normal("\ufb01", NORMAL_NFC), "\ufb01");
    /* Excluded from composition, so it comes apart for good. */
    assert_string_equal(normal("\u0958", NORMAL_NFC), "\u0915\u093c");
    /* Marks below (220) go before marks above (230). */
    assert_string_equal(normal("q\u0307\u0323", NORMAL_NFC), "q\u0323\u0307");
    /* Of one class, they keep their order. */
    assert_string_equal(normal("q\u0308\u0307\u0323", NORMAL_NFC),
                        "q\u0323\u0308\u0307");
}

static void folds(void **state)
{
    (void)state;
    assert_string_equal(normal("Stra\u00dfe \ufb01n", NORMAL_NFKC_FOLDED),
                        "strasse fin");
    assert_string_equal(normal("\uff26\u212a\u00b2", NORMAL_NFKC_FOLDED),
                        "fk2");
    assert_string_equal(normal("\u0390", NORMAL_NFKC_FOLDED),
                        normal("\u03aa\u0301", NORMAL_NFKC_FOLDED));
    assert_string_equal(normal("\u00c9", NORMAL_NFKD), "E\u0301");
}

static void knows_plain_text(void **state)
{
    (void)state;
    assert_true(normal_is_plain(SPAN("")));
    assert_true(normal_is_plain(SPAN("caf\u00e9 \u02ff")));
    assert_false(normal_is_plain(SPAN("e\u0300")));
    assert_false(normal_is_plain(SPAN("\u4e2d")));
}

static void refuses(void **state)
{
    struct span bad = SPAN("a\xff");
    struct span long_text = SPAN("\ufdfa");

    (void)state;
    points.room = ROOM;
    assert_int_equal(normalise(bad, NORMAL_NFC, &points), ERROR_INPUT);
    points.room = normal_room(long_text, NORMAL_NFKD);
    assert_int_equal(points.room, 2 * NORMAL_EXPANSION);
    points.room--;
    assert_int_equal(normalise(long_text, NORMAL_NFKD, &points), ERROR_FULL);
    points.room = 3;
    assert_int_equal(normalise(long_text, NORMAL_NFKD, &points), ERROR_FULL);
}

/* A thousand marks on one letter, in the worst order, in every form. */
static void orders_many_marks(void **state)
{
    static char text[1 + 4 * 1000 + 1];
    struct sink sink = sink_over(text, sizeof text - 1);
    const char *result;

    (void)state;
    LIT(&sink, "q");
    for (int i = 0; i < 1000; i++)
        LIT(&sink, "\u0301\u0316");
    result = normal(text, NORMAL_NFC);
    assert_int_equal(count, 2001);
    for (size_t i = 0; i < 2000; i++)
        assert_memory_equal(result + 1 + 2 * i, i < 1000 ? "\u0316" : "\u0301",
                            2);
}

/* name_slug needs no more room than its header says, for any code point. */
static void decomposes_within_room(void **state)
{
    char bytes[4];

    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point++) {
        struct span text = {bytes, utf8_put(point, bytes)};
        size_t decomposed;

        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        decomposed = normal_room(text, NORMAL_NFKD);
        assert_true(decomposed <= 2 * NORMAL_EXPANSION);
        assert_true(normal_room(text, NORMAL_NFKC_FOLDED) >= decomposed);
    }
}

/*
 * The tails were worked out apart from this code, with Python's unicodedata
 * and xxhash's own binding.
 */
static void makes_slugs(void **state)
{
    static const struct {
        const char *name;
        const char *slug;
    } rows[] = {
        {"mixture of experts", "mixture-of-experts"},
        {"DeepSeek's Competitive Edge", "deepseeks-competitive-edge"},
        {"DeepSeek\u2019s Competitive Edge", "deepseeks-competitive-edge"},
        {"  US-China   AI: Geopolitics! ", "us-china-ai-geopolitics"},
        {"Caf\u00e9 Nervosa", "cafe-nervosa"},
        {"Cafe\u0301 Nervosa", "cafe-nervosa"},
        {"\uff21\uff29 \u2460", "ai-1"},
        {"Hawai\u02bbi", "hawaii"},
        {"C", "c"},
        {"C#", "c-fphp3b"},
        {"C++", "c-pj4tom"},
        {"R&D", "r-d-mcywey"},
        {"Stra\u00dfe", "stra-e-njjgaq"},
        {"\u00c5ngstr\u00f6m\u2013\u00d8rsted", "angstrom-rsted-dg3gqb"},
        {"\u4e2d\u6587", "-rw6oq7"},
        {"\u0395\u03bb\u03bb\u03ac\u03b4\u03b1", "-mjk4ia"},
        {"\u0663", "-oignhk"},
        /* Signs are no letters, but an address must not be empty. */
        {"\U0001f389", "-n3wnme"},
        {"\u00bd cup \u00bd", "1-2-cup-1-2"},
        {"\u00b5-law", "law-mb2mzv"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(slug(rows[i].name), rows[i].slug);
}

#define A30 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B29 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void cuts_slugs(void **state)
{
    (void)state;
    assert_string_equal(slug(A30 A30), A30 A30);
    assert_string_equal(slug(A30 A30 "!"), A30 A30);
    assert_string_equal(slug(A30 " " B29), A30 "-" B29);
    /* Cut before a hyphen, there is none left over. */
    assert_string_equal(slug(A30 " " B29 " c"), A30 "-" B29 "-hqvifs");
    assert_string_equal(slug(A30 B29 " b"),
                        A30 B29 "-" /* 59 and no room for two */
                                "iyjwbj");
}

static void makes_quote_ids(void **state)
{
    (void)state;
    /* XXH3-64 of nothing is 2d06800538d394c2. */
    assert_string_equal(quote("", 1), "fudiabjy");
    assert_string_equal(quote("\u2026!", 1), "fudiabjy");
    assert_string_equal(quote("The money does not exist.", 1), "576puxda");
    assert_string_equal(quote("the MONEY \u2014 does not, exist", 1),
                        "576puxda");
    assert_string_equal(quote("The money does not exist.", 2), "cx7j3suv");
    assert_string_equal(quote("Stra\u00dfe \u2014 \ufb01n!", 1), "t7wrh2qv");
    assert_string_equal(quote("STRASSE FIN", 1), "t7wrh2qv");
    assert_string_equal(quote("\u0390", 1), "kght5yp7");
    assert_string_equal(quote("\u03aa\u0301", 1), "kght5yp7");
    assert_string_equal(quote("\u0939\u093f\u0928\u094d\u0926\u0940", 1),
                        "cekdeeqv");
    assert_string_equal(quote("DeepSeek is doing fantastic work for "
                              "disseminating understanding of AI.",
                              1),
                        "fg7hv46x");
}

static void identities_need_room(void **state)
{
    struct sink sink = sink_over(buffer, NAME_SLUG_MAX);
    char id[QUOTE_ID_LENGTH];

    (void)state;
    points.room = 3;
    assert_int_equal(name_slug(SPAN("ab"), &points, &sink), ERROR_FULL);
    assert_int_equal(quote_id(SPAN("ab"), 1, &points, id), ERROR_FULL);
    points.room = ROOM;
    assert_int_equal(name_slug(SPAN("\xff"), &points, &sink), ERROR_INPUT);
    assert_int_equal(quote_id(SPAN("\xff"), 1, &points, id), ERROR_INPUT);
}

/* As Intl.Collator has it: base letters, no punctuation, numeric. */
static void texts_sort_by_their_letters(void **state)
{
    static const char *const texts[] = {"+",
                                        "<",
                                        "\xF0\x9F\x9A\x80",
                                        "$",
                                        "1",
                                        "9",
                                        "10x",
                                        "0011",
                                        "a b",
                                        "ab",
                                        "\u00C6b",
                                        "C++",
                                        "\u0110",
                                        "e",
                                        "H\u0127",
                                        "I",
                                        "\u0131",
                                        "k",
                                        "lexfridman",
                                        "n",
                                        "\u014B",
                                        "O\u2019Neill",
                                        "\u00D8stergaard",
                                        "stra\u00DFe",
                                        "z",
                                        "\u00DE",
                                        "\u03B1",
                                        "\u0438",
                                        "\u0439",
                                        "\u05D0",
                                        "\u0628",
                                        "\uAE40",
                                        "\u30A2",
                                        "\u4E2D",
                                        "\u738B"};
    char before[64];
    size_t length = 0;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char bytes[64];
        struct sink key = sink_over(bytes, sizeof bytes);

        collate(&key, span_of_string(texts[i]));
        assert_int_equal(key.error, ERROR_NONE);
        if (span_compare((struct span){before, length}, sink_held(&key)) >= 0)
            fail_msg("%s comes before %s", texts[i], texts[i - 1]);
        length = sink_held(&key).length;
        memcpy(before, bytes, length);
    }
}

static void typography_does_not_sort(void **state)
{
    static const char *const texts[] = {"O\u2019Neill, \u00C9.", "oneill, e",
                                        "ONEILL, E\u0301"};
    char bytes[2][64];
    struct sink keys[2] = {sink_over(bytes[0], 64), sink_over(bytes[1], 64)};

    (void)state;
    collate(&keys[0], span_of_string(texts[0]));
    for (size_t i = 1; i < sizeof texts / sizeof *texts; i++) {
        keys[1] = sink_over(bytes[1], 64);
        collate(&keys[1], span_of_string(texts[i]));
        assert_true(span_equal(sink_held(&keys[0]), sink_held(&keys[1])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_sort_by_their_letters),
        cmocka_unit_test(typography_does_not_sort),
        cmocka_unit_test(composes),
        cmocka_unit_test(folds),
        cmocka_unit_test(knows_plain_text),
        cmocka_unit_test(refuses),
        cmocka_unit_test(orders_many_marks),
        cmocka_unit_test(decomposes_within_room),
        cmocka_unit_test(makes_slugs),
        cmocka_unit_test(cuts_slugs),
        cmocka_unit_test(makes_quote_ids),
        cmocka_unit_test(identities_need_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
