/*
 * render_test - what the pages are made with, and what holds for all pages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/escape.h"
#include "render/episode_head.h"
#include "render/pages.h"
#include "render/parts.h"
#include "tests/lib/documents.h"

#define PAGE_MAX (1 << 20)

static char page[PAGE_MAX];

/* What lies in a sink over `page`, as a string. */
static const char *text_of(struct sink *sink)
{
    assert_int_equal(sink->error, ERROR_NONE);
    sink_byte(sink, '\0');
    return page;
}

static struct sink page_sink(void)
{
    return sink_over(page, sizeof page);
}

static const char *file_name(const char *name)
{
    static char path[4096];
    const char *top = getenv("top_srcdir");

    snprintf(path, sizeof path, "%s/tests/golden/pages/%s",
             top == NULL ? "." : top, name);
    return path;
}

/* A view of one episode that is related to itself. */
struct fixture {
    struct writer site;
    struct writer episode;
    struct writer related;
    struct episode_view view;
};

static struct fixture fixture_of(const char *site, const char *episode)
{
    struct fixture fixture = {.site = {0}};

    fixture.view.site = document_site(file_name(site), &fixture.site);
    fixture.view.episode =
        document_record(file_name(episode), SHAPE_EPISODE, &fixture.episode);
    fixture.view.related =
        document_relations(&fixture.view.episode, 1, &fixture.related);
    fixture.view.generation = SPAN("0123456789abcdef");
    fixture.view.cited_url =
        SPAN("https://www.youtube.com/watch?v=0123456789a");
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    writer_free(&fixture->site);
    writer_free(&fixture->episode);
    writer_free(&fixture->related);
}

static void addresses_hold_what_addresses_may(void **state)
{
    static const struct {
        const char *address;
        const char *written;
    } rows[] = {
        {"https://a.example/b?c=d&e#f", "https://a.example/b?c=d&amp;e#f"},
        {"https://a.example/\"'<>", "https://a.example/%22&#39;%3C%3E"},
        {"https://a.example/a b\tc", "https://a.example/a%20b%09c"},
        {"https://a.example/%41%4", "https://a.example/%41%254"},
        {"https://a.example/100%", "https://a.example/100%25"},
        {"https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"},
        {"https://[::1]?[", "https://[::1]?%5B"},
        {"mailto:a@b.example", "mailto:a@b.example"},
        {"https://a.example/é", "https://a.example/é"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sink sink = page_sink();

        html_url(&sink, span_of_string(rows[i].address));
        assert_string_equal(text_of(&sink), rows[i].written);
    }
}

static void excerpts_end_between_words(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        const char *written;
    } rows[] = {
        {"short", 10, "short"},
        {"exactly so", 10, "exactly so"},
        {"one two three", 9, "one two…"},
        {"one two three", 8, "one two…"},
        {"abcdefghijkl", 6, "abcdef…"},
        {"日本語", 7, "日本…"},
        {"a<b & more words", 10, "a&lt;b &amp;…"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sink sink = page_sink();

        excerpt(&sink, html_text, span_of_string(rows[i].text), rows[i].length);
        assert_string_equal(text_of(&sink), rows[i].written);
    }
}

static void languages_have_a_side(void **state)
{
    (void)state;
    assert_true(reads_from_right(SPAN("ar")));
    assert_true(reads_from_right(SPAN("FA-IR")));
    assert_true(reads_from_right(SPAN("pa-Arab")));
    assert_false(reads_from_right(SPAN("ar-Latn")));
    assert_false(reads_from_right(SPAN("en")));
    assert_false(reads_from_right(SPAN("arn")));
    assert_false(reads_from_right(SPAN("")));
}

/* The document that was read is what the JSON gives, but for "computed". */
static void json_gives_the_document_back(void **state)
{
    static const char *const names[] = {"extreme.json", "hostile.json",
                                        "bare.json"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture fixture = fixture_of("site.json", names[i]);
        cJSON *document = document_parse(file_name(names[i]));
        struct sink sink = page_sink();
        cJSON *written;

        episode_json(&sink, &fixture.view);
        written = cJSON_Parse(text_of(&sink));
        assert_non_null(written);
        assert_true(cJSON_HasObjectItem(written, "computed"));
        cJSON_DeleteItemFromObjectCaseSensitive(written, "computed");
        if (!cJSON_HasObjectItem(document, "language"))
            cJSON_AddStringToObject(document, "language", "en");
        assert_true(cJSON_Compare(written, document, true));
        cJSON_Delete(written);
        cJSON_Delete(document);
        fixture_free(&fixture);
    }
}

static const char *computed_text(const cJSON *computed, const char *key)
{
    return cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(computed, key));
}

static void json_says_what_was_computed(void **state)
{
    struct fixture fixture = fixture_of("site.json", "extreme.json");
    struct sink sink = page_sink();
    const cJSON *computed;
    const cJSON *quote;
    cJSON *written;

    (void)state;
    episode_json(&sink, &fixture.view);
    written = cJSON_Parse(text_of(&sink));
    computed = cJSON_GetObjectItemCaseSensitive(written, "computed");
    assert_int_equal(strncmp(computed_text(computed, "url"),
                             "https://tlexdr.example/in/a-folder/episodes/",
                             44),
                     0);
    assert_string_equal(computed_text(computed, "generation"),
                        "0123456789abcdef");
    assert_string_equal(computed_text(computed, "cited_url"),
                        "https://www.youtube.com/watch?v=-_aZ09-_aZ0");
    assert_int_equal(cJSON_GetArraySize(
                         cJSON_GetObjectItemCaseSensitive(computed, "related")),
                     1);
    quote = cJSON_GetArrayItem(
        cJSON_GetObjectItemCaseSensitive(computed, "quotes"), 1);
    assert_string_equal(computed_text(quote, "match"), "unchecked");
    assert_true(
        cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(quote, "verified")));
    assert_int_equal(cJSON_GetObjectItemCaseSensitive(quote, "at")->valueint,
                     900);
    cJSON_Delete(written);
    fixture_free(&fixture);
}

/* The data block is JSON, and no text in it can end its element. */
static void data_block_is_json(void **state)
{
    struct fixture fixture = fixture_of("hostile-site.json", "hostile.json");
    struct sink sink = page_sink();
    const char *text;
    cJSON *data;

    (void)state;
    episode_jsonld(&sink, &fixture.view);
    text = text_of(&sink);
    assert_null(strpbrk(text, "<>&"));
    data = cJSON_Parse(text);
    assert_non_null(data);
    assert_string_equal(computed_text(data, "@type"), "PodcastEpisode");
    cJSON_Delete(data);
    fixture_free(&fixture);
}

/* No two clips begin at one second, and there are not too many of them. */
static void clips_are_few_and_distinct(void **state)
{
    struct fixture fixture = fixture_of("site.json", "extreme.json");
    struct sink sink = page_sink();
    const char *at;
    unsigned clips = 0;
    int64_t seen[64];

    (void)state;
    episode_jsonld(&sink, &fixture.view);
    at = text_of(&sink);
    while ((at = strstr(at, "\"startOffset\":")) != NULL) {
        at += strlen("\"startOffset\":");
        assert_true(clips < 64);
        seen[clips] = strtol(at, NULL, 10);
        for (unsigned i = 0; i < clips; i++)
            assert_int_not_equal(seen[i], seen[clips]);
        clips++;
    }
    assert_int_equal(clips, 40);
    fixture_free(&fixture);
}

static void pages_of(const struct fixture *fixture, void (*check)(const char *))
{
    struct writer listing = {0};
    struct home_view home = {
        .site = fixture->view.site,
        .entries = document_entries(&fixture->view.episode, 1, &listing),
        .page = 2,
        .pages = 3};
    struct about_view about = {fixture->view.site};
    struct error_view error = {fixture->view.site, 404, SPAN("Not Found"),
                               SPAN("There is no page at this address.")};
    const struct {
        void (*render)(struct sink *, const void *);
        const void *view;
    } pages[] = {{episode_page, &fixture->view},
                 {home_page, &home},
                 {about_page, &about},
                 {error_page, &error}};

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct sink sink = page_sink();

        pages[i].render(&sink, pages[i].view);
        check(text_of(&sink));
    }
    writer_free(&listing);
}

/* Fragments of every hostile text, which none but an escaper takes apart. */
static void holds_nothing_raw(const char *text)
{
    static const char *const fragments[] = {
        "<img",       "<b id",   "-->",        "<!--",  "\"'>",
        "</title></", "</style", "</textarea", "src=x>"};

    for (size_t i = 0; i < sizeof fragments / sizeof *fragments; i++)
        assert_null(strstr(text, fragments[i]));
}

static void hostile_texts_stay_texts(void **state)
{
    struct fixture fixture = fixture_of("hostile-site.json", "hostile.json");

    (void)state;
    pages_of(&fixture, holds_nothing_raw);
    fixture_free(&fixture);
}

static void every_hostile_text_is_shown(void **state)
{
    struct fixture fixture = fixture_of("site.json", "hostile.json");
    struct sink sink = page_sink();
    const char *at;
    unsigned count = 0;

    (void)state;
    episode_page(&sink, &fixture.view);
    at = text_of(&sink);
    while ((at = strstr(at, "&lt;img src=x onerror=alert(")) != NULL) {
        at++;
        count++;
    }
    /* 24 texts of the page, some of them in its head too */
    assert_true(count >= 24);
    fixture_free(&fixture);
}

/* What the policy refuses, and what would make a page differ by reader. */
static void keeps_the_policy(const char *text)
{
    assert_null(strstr(text, " style="));
    assert_null(strstr(text, "<style"));
    assert_null(strstr(text, " onclick="));
    assert_null(strstr(text, "<img"));
    assert_null(strstr(text, "<iframe"));
    assert_non_null(strstr(text, "<html lang=\"en\">"));
    assert_non_null(strstr(text, "</html>\n"));
}

static void pages_keep_the_policy(void **state)
{
    struct fixture fixture = fixture_of("site.json", "extreme.json");

    (void)state;
    pages_of(&fixture, keeps_the_policy);
    fixture_free(&fixture);
}

static void errors_need_no_site(void **state)
{
    struct error_view view = {.status = 503,
                              .reason = SPAN("Service Unavailable"),
                              .detail = SPAN("Nothing to \"serve\" <yet>.")};
    struct sink sink = page_sink();

    (void)state;
    error_page(&sink, &view);
    assert_non_null(strstr(text_of(&sink), "<h1>Service Unavailable</h1>"));
    assert_non_null(strstr(page, "&lt;yet&gt;"));
    sink = page_sink();
    error_json(&sink, &view);
    assert_string_equal(text_of(&sink),
                        "{\"status\":503,\"error\":\"Service Unavailable\","
                        "\"detail\":\"Nothing to \\\"serve\\\" <yet>.\"}\n");
}

static void accents_change_the_name_of_the_style(void **state)
{
    struct fixture plain = fixture_of("bare-site.json", "bare.json");
    struct fixture coloured = fixture_of("site.json", "bare.json");
    struct site_view nothing = {.prefix = SPAN("")};
    struct sink sink = page_sink();

    (void)state;
    assert_int_equal(style_hash(&plain.view.site), style_hash(&nothing));
    assert_int_not_equal(style_hash(&coloured.view.site), style_hash(&nothing));
    style_path(&sink, &coloured.view.site);
    assert_int_equal(strncmp(text_of(&sink), "/in/a-folder/assets/style-", 26),
                     0);
    assert_int_equal(strlen(page), 26 + 16 + 4);
    sink = page_sink();
    style_css(&sink, &coloured.view.site);
    assert_non_null(strstr(text_of(&sink), "--accent:#0b6b63}@media"));
    fixture_free(&plain);
    fixture_free(&coloured);
}

/* A renderer that is cut short says so, and goes on past no end. */
static void full_sinks_keep_their_error(void **state)
{
    struct fixture fixture = fixture_of("site.json", "extreme.json");
    char *room = malloc(4096);

    (void)state;
    for (size_t size = 0; size < 4096; size += 7) {
        struct sink sink = sink_over(room, size);

        episode_page(&sink, &fixture.view);
        assert_int_equal(sink.error, ERROR_FULL);
    }
    free(room);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_hold_what_addresses_may),
        cmocka_unit_test(excerpts_end_between_words),
        cmocka_unit_test(languages_have_a_side),
        cmocka_unit_test(json_gives_the_document_back),
        cmocka_unit_test(json_says_what_was_computed),
        cmocka_unit_test(data_block_is_json),
        cmocka_unit_test(clips_are_few_and_distinct),
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(every_hostile_text_is_shown),
        cmocka_unit_test(pages_keep_the_policy),
        cmocka_unit_test(errors_need_no_site),
        cmocka_unit_test(accents_change_the_name_of_the_style),
        cmocka_unit_test(full_sinks_keep_their_error),
    };

    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
