#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "publish/accent.h"
#include "publish/clean.h"
#include "publish/document.h"
#include "publish/spelling.h"
#include "store/keys.h"

static struct complaints complaints;
static struct writer writer;

static int forget(void **state)
{
    (void)state;
    complaints_free(&complaints);
    writer_free(&writer);
    return 0;
}

static struct row read_good(const char *json, enum shape shape,
                            enum key_kind kind, const char *name)
{
    struct key key = key_of(kind, span_of_string(name));
    struct span record = {0};
    struct row root;

    assert_true((shape == SHAPE_SITE ? site_read : episode_read)(
        span_of_string(json), &complaints, &writer, &record));
    assert_int_equal(complaints.errors, 0);
    assert_int_equal(record_open(record, shape, key_span(&key), &root),
                     ERROR_NONE);
    return root;
}

static void assert_text(struct span got, const char *want)
{
    if (!span_equal(got, span_of_string(want)))
        fail_msg("\"%.*s\" should be \"%s\"", (int)got.length, got.at, want);
}

static struct row row_of(struct row row, unsigned field, enum shape shape,
                         uint32_t index)
{
    struct rows rows = record_rows(row, field, shape);

    assert_true(index < rows.count);
    return rows_at(rows, index);
}

static void fills_what_a_document_says(void **state)
{
    struct row row = read_good(
        "{\"slug\": \"a-talk\", \"title\": \"A\\ttalk\\r\\nof\\ntwo\","
        " \"people\": [{\"name\": \"Zoe\\u0308\", \"literal\": false},"
        " {\"name\": \"B\", \"role\": \"host\", \"literal\": true}],"
        " \"number\": 4.59e2, \"duration\": 5.0, \"topics\": [\"x\", \"y\"],"
        " \"insights\": [{\"points\": [\"p\", \"q\"], \"title\": \"t\"}],"
        " \"references\": [{\"title\": \"r\"}], \"computed\": {\"x\": 1}}",
        SHAPE_EPISODE, KEY_EPISODE, "a-talk");
    struct row zoe = row_of(row, EPISODE_PEOPLE, SHAPE_PERSON, 0);
    struct row host = row_of(row, EPISODE_PEOPLE, SHAPE_PERSON, 1);
    struct row insight = row_of(row, EPISODE_INSIGHTS, SHAPE_INSIGHT, 0);

    (void)state;
    assert_text(record_text(row, EPISODE_SLUG), "a-talk");
    assert_text(record_text(row, EPISODE_TITLE), "A talk of two");
    assert_text(record_text(row, EPISODE_NUMBER), "#459");
    assert_int_equal(record_whole(row, EPISODE_DURATION), 5);
    assert_text(record_text(zoe, PERSON_NAME), "Zo\u00eb");
    assert_text(record_text(zoe, PERSON_ROLE), "guest");
    assert_false(record_flag(zoe, PERSON_LITERAL));
    assert_text(record_text(host, PERSON_ROLE), "host");
    assert_true(record_flag(host, PERSON_LITERAL));
    assert_text(texts_at(record_texts(row, EPISODE_TOPICS), 1), "y");
    assert_text(texts_at(record_texts(insight, INSIGHT_POINTS), 1), "q");
    assert_int_equal(record_whole(insight, INSIGHT_AT), RECORD_ABSENT);
    assert_text(record_text(row_of(row, EPISODE_REFERENCES, SHAPE_REFERENCE, 0),
                            REFERENCE_KIND),
                "other");
}

static void fills_what_a_document_leaves_out(void **state)
{
    struct row row = read_good("{\"slug\":\"a\",\"title\":\"T\",\"people\":[],"
                               "\"number\":\"S02E07\"}",
                               SHAPE_EPISODE, KEY_EPISODE, "a");

    (void)state;
    assert_text(record_text(row, EPISODE_LANGUAGE), "en");
    assert_text(record_text(row, EPISODE_NUMBER), "S02E07");
    assert_text(record_text(row, EPISODE_ABSTRACT), "");
    assert_int_equal(record_whole(row, EPISODE_DURATION), RECORD_ABSENT);
    assert_int_equal(record_rows(row, EPISODE_PEOPLE, SHAPE_PERSON).count, 0);
    assert_int_equal(record_rows(row, EPISODE_QUOTES, SHAPE_QUOTE).count, 0);
}

static void tells_quotes_and_terms_apart(void **state)
{
    static const char *const ids[] = {
        "576puxda", /* the words alone */
        "cx7j3suv", /* the words and 2 */
        "7uuwla7u", /* the words, their own 2, and 2 for being second */
    };
    static const char *const slugs[] = {"c", "c-2", "c-2-2", "c-3", "c-fphp3b"};
    struct row row = read_good(
        "{\"slug\":\"a\",\"title\":\"T\",\"people\":[],\"quotes\":["
        "{\"text\":\"The money does not exist.\",\"speaker\":\"A\"},"
        "{\"text\":\"the money does not exist\",\"speaker\":\"B\"},"
        "{\"text\":\"The money does not exist 2\",\"speaker\":\"A\"}],"
        "\"glossary\":[{\"term\":\"C\",\"definition\":\"d\"},"
        "{\"term\":\"c.\",\"definition\":\"d\"},"
        "{\"term\":\"c 2\",\"definition\":\"d\"},"
        "{\"term\":\"(c)\",\"definition\":\"d\"},"
        "{\"term\":\"C#\",\"definition\":\"d\"}]}",
        SHAPE_EPISODE, KEY_EPISODE, "a");

    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        assert_text(
            record_text(row_of(row, EPISODE_QUOTES, SHAPE_QUOTE, i), QUOTE_ID),
            ids[i]);
    for (uint32_t i = 0; i < 5; i++)
        assert_text(record_text(row_of(row, EPISODE_GLOSSARY, SHAPE_TERM, i),
                                TERM_SLUG),
                    slugs[i]);
}

#define EQUAL_QUOTES 3000

/* Ids stay unique, and finding one takes no search through the others. */
static void numbers_many_equal_quotes(void **state)
{
    static char json[EQUAL_QUOTES * 32 + 100];
    struct sink sink = sink_over(json, sizeof json - 1);
    char last[9];

    (void)state;
    LIT(&sink, "{\"slug\":\"a\",\"title\":\"T\",\"people\":[],\"quotes\":[");
    for (int i = 0; i < EQUAL_QUOTES; i++) {
        if (i > 0)
            LIT(&sink, ",");
        LIT(&sink, "{\"text\":\"x\",\"speaker\":\"y\"}");
    }
    LIT(&sink, "]}");
    assert_int_equal(sink.error, ERROR_NONE);
    for (uint32_t i = 0; i < EQUAL_QUOTES; i += EQUAL_QUOTES / 10) {
        struct row row = read_good(json, SHAPE_EPISODE, KEY_EPISODE, "a");
        struct span id =
            record_text(row_of(row, EPISODE_QUOTES, SHAPE_QUOTE, i), QUOTE_ID);

        assert_int_equal(id.length, 8);
        assert_true(i == 0 || memcmp(last, id.at, 8) != 0);
        memcpy(last, id.at, 8);
    }
}

static void fills_a_site(void **state)
{
    struct row row = read_good(
        "{\"name\":\"Talks\",\"base_url\":\"https://talks.example\","
        "\"show\":{\"name\":\"Show\",\"short\":\"S\"},\"accent\":\"#FFcc00\","
        "\"premium\":{\"price\":\"$1\",\"upgrade_url\":\"https://p.example\"}}",
        SHAPE_SITE, KEY_SITE, "");

    (void)state;
    assert_text(record_text(row, SITE_NAME), "Talks");
    assert_text(record_text(row, SITE_LANGUAGE), "en");
    assert_text(record_text(row, SITE_ACCENT), "#FFcc00");
    assert_text(record_text(row, SITE_ACCENT_DARK), "#ffcc00");
    assert_int_equal(record_text(row, SITE_ACCENT_LIGHT).length, 7);
    assert_text(record_text(row_of(row, SITE_SHOW, SHAPE_SHOW, 0), SHOW_SHORT),
                "S");
    assert_text(
        record_text(row_of(row, SITE_PREMIUM, SHAPE_PREMIUM, 0), PREMIUM_PRICE),
        "$1");
    row = read_good("{\"name\":\"Talks\",\"base_url\":\"http://a\","
                    "\"show\":{\"name\":\"\"}}",
                    SHAPE_SITE, KEY_SITE, "");
    assert_text(record_text(row, SITE_ACCENT_LIGHT), "");
    assert_text(record_text(row, SITE_ACCENT_DARK), "");
    assert_int_equal(record_rows(row, SITE_PREMIUM, SHAPE_PREMIUM).count, 0);
}

static const char *written(const char *file)
{
    static char text[4096];
    struct sink sink = sink_over(text, sizeof text - 1);

    complaints_write(&complaints, span_of_string(file), &sink);
    assert_int_equal(sink.error, ERROR_NONE);
    *sink.cursor = '\0';
    return text;
}

static void words_complaints(void **state)
{
    (void)state;
    complain(&complaints, COMPLAINT_ERROR, SPAN("/a~1b"), SPAN("is wrong"));
    complain(&complaints, COMPLAINT_WARNING, SPAN("/b"), SPAN("is odd"));
    complain(&complaints, COMPLAINT_SYNTAX, SPAN("3:14"), SPAN("\\x \x1b[1m"));
    complain(&complaints, COMPLAINT_ERROR, SPAN(""), SPAN("\xC2\x85 \xff"));
    assert_int_equal(complaints.errors, 3);
    assert_int_equal(complaints.warnings, 1);
    assert_string_equal(written("a\n.json"),
                        "a\\x0a.json: /a~1b: is wrong\n"
                        "a\\x0a.json: /b: warning: is odd\n"
                        "a\\x0a.json:3:14: \\x \\u001b[1m\n"
                        "a\\x0a.json: : \\u0085 \\xff\n");
}

static void counts_what_it_does_not_keep(void **state)
{
    struct sink sink = sink_counting();

    (void)state;
    for (int i = 0; i < COMPLAINTS_KEPT + 5; i++)
        complain(&complaints, COMPLAINT_ERROR, SPAN("/a"), SPAN("is wrong"));
    assert_int_equal(complaints.errors, COMPLAINTS_KEPT + 5);
    assert_int_equal(complaints.count, COMPLAINTS_KEPT);
    complaints_write(&complaints, SPAN("f"), &sink);
    assert_int_equal(sink_length(&sink),
                     COMPLAINTS_KEPT * strlen("f: /a: is wrong\n") +
                         strlen("f: : there is more, not listed here: 5\n"));
}

/* Four million marks on one letter, in the worst order. */
static void cleans_hostile_text(void **state)
{
    size_t length = 8 << 20;
    char *bytes = malloc(length);
    struct bench bench = {0};
    struct span clean;
    uint32_t control;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i += 4)
        memcpy(bytes + i, "\u0301\u0316", 4);
    assert_int_equal(
        clean_text(&bench, (struct span){bytes, length}, &clean, &control),
        ERROR_NONE);
    assert_int_equal(clean.length, length);
    assert_memory_equal(clean.at, "\u0316\u0316", 4);
    bench_free(&bench);
    free(bytes);
}

static void knows_what_was_meant(void **state)
{
    unsigned distance = 0;

    (void)state;
    assert_true(spelling_near(SPAN("Title"), SPAN("title"), &distance));
    assert_int_equal(distance, 0);
    assert_true(spelling_near(SPAN("tilte"), SPAN("title"), &distance));
    assert_int_equal(distance, 2);
    assert_true(spelling_near(SPAN("baseurl"), SPAN("base_url"), &distance));
    assert_int_equal(distance, 1);
    assert_false(spelling_near(SPAN("name"), SPAN("title"), &distance));
    assert_false(spelling_near(SPAN(""), SPAN("url"), &distance));
    assert_false(spelling_near(SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                               SPAN("a"), &distance));
}

static void measures_contrast(void **state)
{
    (void)state;
    assert_true(contrast(0, 0xffffff) == 21.0);
    assert_true(contrast(0x777777, 0xffffff) > 4.47 &&
                contrast(0x777777, 0xffffff) < 4.49);
    assert_true(contrast(0xff0000, 0xffffff) > 3.99 &&
                contrast(0xff0000, 0xffffff) < 4.01);
}

/* A sample of all colours ends up legible, and as near as it can be. */
static void fits_accents(void **state)
{
    (void)state;
    for (uint32_t colour = 0; colour <= 0xffffff; colour += 4099) {
        uint32_t light = accent_fitted(colour, SCHEME_LIGHT);
        uint32_t dark = accent_fitted(colour, SCHEME_DARK);

        assert_true(contrast(light, ACCENT_LIGHT_PAGE) >= 4.5);
        assert_true(contrast(light, ACCENT_LIGHT_RAISED) >= 4.5);
        assert_true(contrast(dark, ACCENT_DARK_PAGE) >= 4.5);
        assert_true(contrast(dark, ACCENT_DARK_RAISED) >= 4.5);
        assert_true(light == colour || dark == colour ||
                    contrast(light, ACCENT_LIGHT_RAISED) < 4.8);
        assert_true(dark == colour || contrast(dark, ACCENT_DARK_RAISED) < 4.8);
    }
    assert_int_equal(accent_fitted(0x9c3a1a, SCHEME_LIGHT), 0x9c3a1a);
    assert_int_equal(accent_fitted(0xeda286, SCHEME_DARK), 0xeda286);
}

/* The backgrounds that accents are fitted to are those of the pages. */
static void agrees_with_the_style(void **state)
{
    static const struct {
        const char *rule;
        uint32_t colour;
    } rows[] = {
        {"--page: #", ACCENT_LIGHT_PAGE},
        {"--raised: #", ACCENT_LIGHT_RAISED},
        {"--page: #", ACCENT_DARK_PAGE},
        {"--raised: #", ACCENT_DARK_RAISED},
    };
    static char css[64 * 1024];
    char path[4096];
    const char *at = css;
    FILE *file;

    (void)state;
    snprintf(path, sizeof path, "%s/src/render/style.css",
             getenv("top_srcdir"));
    file = fopen(path, "rb");
    assert_non_null(file);
    css[fread(css, 1, sizeof css - 1, file)] = '\0';
    fclose(file);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        at = strstr(at, rows[i].rule);
        assert_non_null(at);
        at += strlen(rows[i].rule);
        assert_int_equal(strtoul(at, NULL, 16), rows[i].colour);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(fills_what_a_document_says, forget),
        cmocka_unit_test_teardown(fills_what_a_document_leaves_out, forget),
        cmocka_unit_test_teardown(tells_quotes_and_terms_apart, forget),
        cmocka_unit_test_teardown(numbers_many_equal_quotes, forget),
        cmocka_unit_test_teardown(fills_a_site, forget),
        cmocka_unit_test_teardown(words_complaints, forget),
        cmocka_unit_test_teardown(counts_what_it_does_not_keep, forget),
        cmocka_unit_test(cleans_hostile_text),
        cmocka_unit_test(knows_what_was_meant),
        cmocka_unit_test(measures_contrast),
        cmocka_unit_test(fits_accents),
        cmocka_unit_test(agrees_with_the_style),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
