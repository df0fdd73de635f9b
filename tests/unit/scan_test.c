#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <cJSON.h>

#include "publish/document.h"
#include "publish/scan.h"

/* A bit of all that the grammar knows. */
static const char sample[] =
    "{\"a\": [1, -0.5e+3, 12E2, true, false, null, {}, []],\r\n"
    "\t\"b\\n\\u00e9\\ud83d\\ude00\\\"\": \"caf\xC3\xA9 \xF0\x9F\x98\x80 "
    "\\/\",\n"
    " \"c\": {\"d\": {\"e\": \"\"}, \"f\": 0}}\n";

/*
 * Scans a copy that ends where its memory ends, so that a sanitizer sees a
 * byte too many; returns how many errors there were, 0 for good.
 */
static size_t errors_of(struct span json)
{
    struct complaints complaints = {0};
    char *copy = malloc(json.length > 0 ? json.length : 1);
    struct span exact = {copy, json.length};
    size_t errors;
    bool good;

    assert_non_null(copy);
    if (json.length > 0)
        memcpy(copy, json.at, json.length);
    good = scan_json(exact, &complaints);
    errors = complaints.errors;
    assert_true(good || errors > 0);
    if (good) {
        cJSON *document = cJSON_ParseWithLength(copy, json.length);

        assert_non_null(document);
        cJSON_Delete(document);
    }
    complaints_free(&complaints);
    free(copy);
    return errors;
}

static void takes_the_sample(void **state)
{
    (void)state;
    assert_int_equal(errors_of(span_of_string(sample)), 0);
}

static void refuses_each_truncation(void **state)
{
    struct span text = span_of_string(sample);

    (void)state;
    text.length--; /* without its last line end it is whole */
    assert_int_equal(errors_of(text), 0);
    while (text.length > 0) {
        text.length--;
        assert_int_equal(errors_of(text), 1);
    }
}

/* What the scan takes, cJSON takes, whichever byte is changed to which. */
static void survives_each_change(void **state)
{
    char copy[sizeof sample];
    struct span text = {copy, sizeof sample - 1};

    (void)state;
    memcpy(copy, sample, sizeof sample);
    for (size_t i = 0; i < text.length; i++) {
        for (int byte = 0; byte < 256; byte++) {
            copy[i] = (char)byte;
            errors_of(text);
        }
        copy[i] = sample[i];
    }
}

/* The founding document, cut at each byte, through the whole reading. */
static void rejects_each_cut_document(void **state)
{
    static char bytes[64 * 1024];
    char path[4096];
    FILE *file;
    size_t length;

    (void)state;
    snprintf(path, sizeof path, "%s/data/episodes/deepseek.json",
             getenv("top_srcdir"));
    file = fopen(path, "rb");
    assert_non_null(file);
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    while (length > 0 && bytes[length - 1] == '\n')
        length--;
    assert_true(length > 8000);
    for (size_t cut = 0; cut < length; cut++) {
        struct complaints complaints = {0};
        struct writer writer = {0};
        struct span record = {0};

        assert_false(episode_read((struct span){bytes, cut}, &complaints,
                                  &writer, &record));
        assert_int_equal(complaints.errors, 1);
        complaints_free(&complaints);
        writer_free(&writer);
    }
}

static void keeps_the_limit_of_size(void **state)
{
    char *bytes = malloc(SCAN_LENGTH_MAX + 1);
    struct span text = {bytes, SCAN_LENGTH_MAX};

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', SCAN_LENGTH_MAX + 1);
    bytes[0] = '"';
    bytes[SCAN_LENGTH_MAX - 1] = '"';
    assert_int_equal(errors_of(text), 0);
    bytes[SCAN_LENGTH_MAX] = ' ';
    text.length++;
    assert_int_equal(errors_of(text), 1);
    free(bytes);
}

#define MANY 700000

/*
 * One object of MANY keys, alike or not. Were each key compared with each,
 * this would not end while anybody waits.
 */
static size_t doubles_among(unsigned different)
{
    size_t room = (size_t)MANY * 12 + 3;
    char *bytes = malloc(room);
    struct sink sink = sink_over(bytes, room);
    size_t errors;

    assert_non_null(bytes);
    for (unsigned i = 0; i < MANY; i++) {
        sink_byte(&sink, i == 0 ? '{' : ',');
        LIT(&sink, "\"");
        sink_hex(&sink, i % different, 6);
        LIT(&sink, "\":1");
    }
    LIT(&sink, "}");
    assert_int_equal(sink.error, ERROR_NONE);
    assert_true(sink_held(&sink).length <= SCAN_LENGTH_MAX);
    errors = errors_of(sink_held(&sink));
    free(bytes);
    return errors;
}

static void finds_doubles_among_many(void **state)
{
    (void)state;
    assert_int_equal(doubles_among(MANY), 0);
    assert_int_equal(doubles_among(MANY - 1), 1);
    assert_int_equal(doubles_among(1), MANY - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_sample),
        cmocka_unit_test(refuses_each_truncation),
        cmocka_unit_test(survives_each_change),
        cmocka_unit_test(rejects_each_cut_document),
        cmocka_unit_test(keeps_the_limit_of_size),
        cmocka_unit_test(finds_doubles_among_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
