/*
 * Look-ups in the store of data/: every quote is found, however it was
 * copied.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "find/find.h"
#include "publish/compile.h"
#include "text/letter.h"

static char folder[] = "/tmp/find-test-XXXXXX";
static struct generation *generation;
static struct findings findings;
static unsigned quotes_seen;

static void not_waiting(const char *name)
{
    fail_msg("%s is locked", name);
}

static int compile_data(void **state)
{
    static char data[4096];
    static char path[64];
    static char messages_text[4096];
    char why_text[512];
    struct sink messages = sink_over(messages_text, sizeof messages_text);
    struct sink why = sink_over(why_text, sizeof why_text);
    struct compile_options options = {.data = data,
                                      .store = folder,
                                      .jobs = 1,
                                      .messages = &messages,
                                      .waiting = not_waiting};
    struct compile_counts counts;
    const char *top = getenv("top_srcdir");

    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(data, sizeof data, "%s/data", top == NULL ? "." : top);
    snprintf(path, sizeof path, "%s/data.mdb", folder);
    if (!compile(&options, &counts)) {
        print_error("%.*s", (int)sink_held(&messages).length, messages_text);
        return -1;
    }
    return generation_open(path, 1, false, &generation, &why) != ERROR_NONE;
}

static int remove_store(void **state)
{
    struct span corpus = generation_corpus(generation);
    char path[128];

    (void)state;
    snprintf(path, sizeof path, "%s/corpus-%.*s.mdb", folder,
             (int)corpus.length, corpus.at);
    unlink(path);
    generation_close(generation);
    snprintf(path, sizeof path, "%s/data.mdb", folder);
    unlink(path);
    return rmdir(folder);
}

static void find(struct span query)
{
    assert_int_equal(find_words(generation, 0, query, &findings), ERROR_NONE);
}

static bool is_found(struct span query, struct row quote)
{
    struct rows quotes;

    find(query);
    if (findings.outcome != FIND_CLEAR || findings.items[0].quote == 0)
        return false;
    quotes =
        record_rows(findings.items[0].episode, EPISODE_QUOTES, SHAPE_QUOTE);
    return span_equal(
        record_text(rows_at(quotes, findings.items[0].quote - 1), QUOTE_ID),
        record_text(quote, QUOTE_ID));
}

static void must_find(struct span query, struct row quote)
{
    if (!is_found(query, quote))
        fail_msg("not found, but %d with %u: %.*s", (int)findings.outcome,
                 findings.count, (int)query.length, query.at);
}

static enum error visit_quotes(void *context, struct span key,
                               struct span bytes)
{
    void (*const *look)(struct row quote) = context;
    struct row episode;
    struct rows quotes;

    assert_int_equal(record_open(bytes, SHAPE_EPISODE, key, &episode),
                     ERROR_NONE);
    quotes = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);
    for (uint32_t i = 0; i < quotes.count; i++) {
        quotes_seen++;
        (*look)(rows_at(quotes, i));
    }
    return ERROR_NONE;
}

static void for_each_quote(void (*look)(struct row quote))
{
    quotes_seen = 0;
    assert_int_equal(
        generation_walk(generation, 0, SPAN("e"), visit_quotes, &look),
        ERROR_NONE);
    assert_true(quotes_seen >= 30);
}

static void find_as_it_is(struct row quote)
{
    must_find(record_text(quote, QUOTE_TEXT), quote);
}

/* Room for what is made of a quote. */
static char changed[8192];

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
           ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '\'';
}

/* Every run of punctuation becomes one of another kind. */
static void find_punctuated(struct row quote)
{
    struct span text = record_text(quote, QUOTE_TEXT);
    struct sink sink = sink_over(changed, sizeof changed);

    LIT(&sink, "\xE2\x80\x9C ");
    for (size_t i = 0; i < text.length; i++) {
        if (is_word_byte(text.at[i]))
            sink_byte(&sink, text.at[i]);
        else
            LIT(&sink, " \xE2\x80\x94\n");
    }
    LIT(&sink, "...\xE2\x80\x9D");
    must_find(sink_held(&sink), quote);
}

static void find_in_capitals(struct row quote)
{
    struct span text = record_text(quote, QUOTE_TEXT);
    size_t length = 0;

    for (size_t at = 0; at < text.length;)
        length +=
            utf8_put(letter_upper(utf8_next(text, &at)), changed + length);
    must_find((struct span){changed, length}, quote);
}

/* Each of its words in turn is left out, where it has five and more. */
static void find_with_a_word_less(struct row quote)
{
    struct span text = record_text(quote, QUOTE_TEXT);
    size_t words = 1;

    for (size_t i = 0; i < text.length; i++)
        words += text.at[i] == ' ';
    for (size_t dropped = 0; words >= 5 && dropped < words; dropped++) {
        struct sink sink = sink_over(changed, sizeof changed);
        struct span rest = text;
        struct span word;

        for (size_t i = 0; span_cut(&rest, ' ', &word); i++) {
            if (i != dropped)
                sink_ready(&sink, word);
            LIT(&sink, " ");
        }
        must_find(sink_held(&sink), quote);
    }
}

static void find_with_words_more(struct row quote)
{
    struct sink sink = sink_over(changed, sizeof changed);

    LIT(&sink, "somebody said: ");
    sink_ready(&sink, record_text(quote, QUOTE_TEXT));
    LIT(&sink, " \xE2\x80\x94 ");
    sink_ready(&sink, record_text(quote, QUOTE_SPEAKER));
    must_find(sink_held(&sink), quote);
}

/* The first of its words alone, as many as make 60 bytes. */
static void find_its_beginning(struct row quote)
{
    must_find(utf8_first(record_text(quote, QUOTE_TEXT), 60), quote);
}

static void finds_quotes(void **state)
{
    (void)state;
    for_each_quote(find_as_it_is);
    for_each_quote(find_punctuated);
    for_each_quote(find_in_capitals);
    for_each_quote(find_with_a_word_less);
    for_each_quote(find_with_words_more);
    for_each_quote(find_its_beginning);
}

static void expect_episode(const char *query, const char *slug_start)
{
    find(span_of_string(query));
    if (findings.outcome != FIND_CLEAR || findings.items[0].quote != 0 ||
        !span_starts(record_text(findings.items[0].episode, EPISODE_SLUG),
                     span_of_string(slug_start)))
        fail_msg("%s: %d with %u", query, (int)findings.outcome,
                 findings.count);
}

static void finds_episodes(void **state)
{
    (void)state;
    expect_episode("keyu jin", "keyu-jin");
    expect_episode("Keyu Jin: China\xE2\x80\x99s Economy, Tariffs", "keyu-jin");
    expect_episode("nathan lambert", "deepseek");
    expect_episode("Deepseek, China, OpenAI, NVIDIA, xAI", "deepseek");
    expect_episode("the bell guild", "the-aldermere");
    expect_episode("\xE6\xB0\xB4\xE9\x87\x8E\xE9\x81\xA5",
                   "mizuno"); /* 水野遥 */
    expect_episode("\xD8\xA7\xD9\x84\xD8\xA3\xD9\x81\xD9\x84\xD8\xA7\xD8\xAC",
                   "badriya"); /* الأفلاج */
}

/* Three words of the query are in none of the store's units. */
static void finds_in_spite_of_strangers(void **state)
{
    (void)state;
    expect_episode("keyu jin xylophone", "keyu-jin");
    find(SPAN("keyu xylophone zeppelin quokka"));
    assert_int_equal(findings.outcome, FIND_NOTHING);
    assert_true(findings.count >= 1);
    find(SPAN("xylophone zeppelin quokka"));
    assert_int_equal(findings.outcome, FIND_NOTHING);
    assert_int_equal(findings.count, 0);
    find(SPAN(" ?! "));
    assert_int_equal(findings.outcome, FIND_NOTHING);
    assert_int_equal(findings.count, 0);
    find(SPAN(""));
    assert_int_equal(findings.count, 0);
}

static void ranks_several(void **state)
{
    (void)state;
    find(SPAN("Mara Ellwood")); /* a host of several */
    assert_int_equal(findings.outcome, FIND_SEVERAL);
    assert_true(findings.count >= 5);
    for (unsigned i = 0; i < findings.count; i++) {
        assert_int_equal(findings.items[i].score, findings.weight);
        assert_int_equal(findings.items[i].quote, 0);
        if (i > 0)
            assert_true(findings.items[i - 1].words <= findings.items[i].words);
    }
    find(SPAN("Lex Fridman Podcast")); /* the show of all, whose host is Lex */
    assert_int_equal(findings.outcome, FIND_SEVERAL);
    assert_true(findings.items[0].hits > findings.items[2].hits);
    for (unsigned i = 0; i < 2; i++)
        assert_int_equal(findings.items[i].hits, 5);
}

/* A text of thousands of words: the first 64 count. */
static void bounds_its_work(void **state)
{
    struct sink sink = sink_over(changed, sizeof changed);

    (void)state;
    LIT(&sink, "Keyu Jin Tariffs Communism Capitalism ");
    for (unsigned i = 0; i < 1000; i++) {
        sink_decimal(&sink, 100000 + i);
        LIT(&sink, " ");
    }
    find(sink_held(&sink));
    assert_int_equal(findings.outcome, FIND_NOTHING);
    assert_int_equal(sink.error, ERROR_NONE);
}

static void finds_videos(void **state)
{
    struct rows slugs;

    (void)state;
    assert_int_equal(find_video(generation, 0, SPAN("_1f-o0nqpEI"), &slugs),
                     ERROR_NONE);
    assert_int_equal(slugs.count, 1);
    assert_true(span_starts(texts_at(slugs, 0), SPAN("deepseek-")));
    assert_int_equal(find_video(generation, 0, SPAN("_1f-o0nqpEX"), &slugs),
                     ERROR_ABSENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_quotes),
        cmocka_unit_test(finds_episodes),
        cmocka_unit_test(finds_in_spite_of_strangers),
        cmocka_unit_test(ranks_several),
        cmocka_unit_test(bounds_its_work),
        cmocka_unit_test(finds_videos),
    };

    return cmocka_run_group_tests_name("find", tests, compile_data,
                                       remove_store);
}
