#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/calendar.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/utf8.h"

#define assert_span(got, wanted)                                               \
    do {                                                                       \
        struct span got_span = (got);                                          \
        struct span wanted_span = (wanted);                                    \
        assert_int_equal(got_span.length, wanted_span.length);                 \
        assert_memory_equal(got_span.at, wanted_span.at, wanted_span.length);  \
    } while (0)

static void spans_are_cut_and_found(void **state)
{
    struct span rest = SPAN("a,,b,");
    struct span piece;
    uint64_t number = 7;

    (void)state;
    assert_true(span_cut(&rest, ',', &piece));
    assert_span(piece, SPAN("a"));
    assert_true(span_cut(&rest, ',', &piece));
    assert_int_equal(piece.length, 0);
    assert_true(span_cut(&rest, ',', &piece));
    assert_span(piece, SPAN("b"));
    assert_false(span_cut(&rest, ',', &piece));
    assert_true(span_compare(SPAN("a"), SPAN("ab")) < 0);
    assert_true(span_compare(SPAN("b"), SPAN("ab")) > 0);
    assert_int_equal(span_find_span(SPAN("aab"), SPAN("ab")), 1);
    assert_int_equal(span_find_span(SPAN("aab"), SPAN("c")), 3);
    assert_true(span_decimal(SPAN("0042"), 42, &number));
    assert_int_equal(number, 42);
    assert_false(span_decimal(SPAN("43"), 42, &number));
    assert_false(span_decimal(SPAN("-1"), 42, &number));
    assert_false(span_decimal(SPAN(""), 42, &number));
    assert_true(
        span_decimal(SPAN("18446744073709551615"), UINT64_MAX, &number));
    assert_false(
        span_decimal(SPAN("18446744073709551616"), UINT64_MAX, &number));
}

struct drained {
    char text[64];
    size_t length;
    enum error answer;
};

static enum error keep(struct sink *sink, const char *bytes, size_t length)
{
    struct drained *drained = sink->host;

    if (drained->answer != ERROR_NONE)
        return drained->answer;
    memcpy(drained->text + drained->length, bytes, length);
    drained->length += length;
    return ERROR_NONE;
}

static void a_sink_drains_in_order(void **state)
{
    struct drained drained = {.length = 0};
    char buffer[4];
    struct sink sink = sink_over(buffer, sizeof buffer);

    (void)state;
    sink.drain = keep;
    sink.host = &drained;
    LIT(&sink, "ab");
    LIT(&sink, "cdefgh");
    sink_byte(&sink, 'i');
    assert_int_equal(sink_length(&sink), 9);
    assert_int_equal(sink_flush(&sink), ERROR_NONE);
    assert_span(((struct span){drained.text, drained.length}),
                SPAN("abcdefghi"));
}

static void the_first_error_sticks(void **state)
{
    struct drained drained = {.answer = ERROR_CLOSED};
    char buffer[4];
    struct sink sink = sink_over(buffer, sizeof buffer);

    (void)state;
    sink.drain = keep;
    sink.host = &drained;
    LIT(&sink, "abcdefgh");
    sink_fail(&sink, ERROR_FULL);
    LIT(&sink, "x");
    assert_int_equal(sink.error, ERROR_CLOSED);
    assert_int_equal(drained.length, 0);
}

static void a_full_buffer_is_an_error(void **state)
{
    char buffer[4];
    struct sink sink = sink_over(buffer, sizeof buffer);

    (void)state;
    LIT(&sink, "abcd");
    assert_int_equal(sink.error, ERROR_NONE);
    LIT(&sink, "e");
    assert_int_equal(sink.error, ERROR_FULL);
}

static void counting_equals_writing(void **state)
{
    struct sink counting = sink_counting();

    (void)state;
    sink_decimal(&counting, INT64_MIN);
    sink_hex(&counting, 0xBEEF, 16);
    html_text(&counting, SPAN("<&>"));
    assert_int_equal(sink_length(&counting), 20 + 16 + 13);
}

static void numbers_are_written(void **state)
{
    char buffer[128];
    struct sink sink = sink_over(buffer, sizeof buffer);

    (void)state;
    sink_decimal(&sink, INT64_MIN);
    LIT(&sink, " ");
    sink_decimal(&sink, 0);
    LIT(&sink, " ");
    sink_decimal_padded(&sink, 7, 3);
    LIT(&sink, " ");
    sink_decimal_padded(&sink, 1234, 3);
    LIT(&sink, " ");
    sink_hex(&sink, 0xAB, 4);
    assert_span(sink_held(&sink), SPAN("-9223372036854775808 0 007 1234 00ab"));
}

static void each_context_has_its_escaper(void **state)
{
    static const struct {
        void (*escape)(struct sink *sink, struct span text);
        struct span text;
        struct span wanted;
    } cases[] = {
        {html_text, SPAN_INIT("<a href='x'>\"&amp;"),
         SPAN_INIT("&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;")},
        {html_attribute, SPAN_INIT("\"onload='x"),
         SPAN_INIT("&quot;onload=&#39;x")},
        {vtt_text, SPAN_INIT("a {b} {\\an8}<\"'&>{"),
         SPAN_INIT("a {b} &#123;\\an8}&lt;\"'&amp;&gt;&#123;")},
        {xml_text, SPAN_INIT("]]>\x01\xEF\xBF\xBF\xF0\x9F\x98\x80"),
         SPAN_INIT("]]&gt;\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80")},
        {json_text, SPAN_INIT("\"\\/\n\x1F\x7F"),
         SPAN_INIT("\\\"\\\\/\\n\\u001f\x7F")},
        {script_json_text, SPAN_INIT("</script>&\xE2\x80\xA8-\xE2\x80\xA9"),
         SPAN_INIT("\\u003c/script\\u003e\\u0026\\u2028-\\u2029")},
        {url_segment, SPAN_INIT("a b/c?d%\xC3\xA9~"),
         SPAN_INIT("a%20b%2Fc%3Fd%25%C3%A9~")},
        {url_argument, SPAN_INIT("a+b&c=d"), SPAN_INIT("a%2Bb%26c%3Dd")},
        {header_value, SPAN_INIT("a b\r\nSet-Cookie: x\xC3\xA9"),
         SPAN_INIT("a b%0D%0ASet-Cookie: x%C3%A9")},
        {log_text, SPAN_INIT("a\nb\\\x7F"), SPAN_INIT("a\\x0ab\\x5c\\x7f")},
        {log_text, SPAN_INIT("\xC2\x9B[0m\xC2\xA0\xC3\x9B\xC2"),
         SPAN_INIT("\\xc2\\x9b[0m\xC2\xA0\xC3\x9B\xC2")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char buffer[128];
        struct sink sink = sink_over(buffer, sizeof buffer);

        cases[i].escape(&sink, cases[i].text);
        assert_span(sink_held(&sink), cases[i].wanted);
    }
}

static void json_is_separated_by_itself(void **state)
{
    char buffer[128];
    struct sink sink = sink_over(buffer, sizeof buffer);
    struct json json = json_begin(&sink, JSON_PLAIN);

    (void)state;
    json_object(&json);
    JSON_KEY(&json, "a");
    json_array(&json);
    json_whole(&json, -1);
    json_null(&json);
    json_object(&json);
    json_end_object(&json);
    json_end_array(&json);
    JSON_KEY(&json, "b");
    json_bool(&json, false);
    JSON_KEY(&json, "c");
    json_string(&json, SPAN("\""));
    json_end_object(&json);
    assert_int_equal(sink.error, ERROR_NONE);
    assert_span(sink_held(&sink),
                SPAN("{\"a\":[-1,null,{}],\"b\":false,\"c\":\"\\\"\"}"));
}

static void json_out_of_order_fails(void **state)
{
    char buffer[128];
    struct sink sink = sink_over(buffer, sizeof buffer);
    struct json json = json_begin(&sink, JSON_PLAIN);

    (void)state;
    json_object(&json);
    json_whole(&json, 1);
    assert_int_equal(sink.error, ERROR_INPUT);

    sink = sink_over(buffer, sizeof buffer);
    json = json_begin(&sink, JSON_PLAIN);
    json_array(&json);
    json_end_object(&json);
    assert_int_equal(sink.error, ERROR_INPUT);
}

static void dates_that_exist_are_read(void **state)
{
    static const struct span good[] = {
        SPAN_INIT("2025"), SPAN_INIT("2025-02"), SPAN_INIT("2024-02-29"),
        SPAN_INIT("0001"), SPAN_INIT("9999-12-31")};
    static const struct span bad[] = {
        SPAN_INIT("2023-02-29"), SPAN_INIT("2023-13"), SPAN_INIT("2023-00"),
        SPAN_INIT("2023-04-31"), SPAN_INIT("202"),     SPAN_INIT("2023-1-01"),
        SPAN_INIT("2023/01/01"), SPAN_INIT(""),        SPAN_INIT("1900-02-29"),
        SPAN_INIT("0000")};
    struct date date;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char buffer[16];
        struct sink sink = sink_over(buffer, sizeof buffer);

        assert_true(date_parse(good[i], &date));
        date_write(&sink, date);
        assert_span(sink_held(&sink), good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(date_parse(bad[i], &date));
}

static void days_go_there_and_back(void **state)
{
    (void)state;
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
    assert_int_equal(date_days((struct date){1969, 12, 31}), -1);
    for (int64_t day = -719528; day < 2932896; day += 13) {
        struct date date = date_of_days(day);

        assert_int_equal(date_days(date), day);
    }
}

static void times_are_read_and_written(void **state)
{
    char buffer[128];
    struct sink sink = sink_over(buffer, sizeof buffer);
    int64_t seconds;

    (void)state;
    assert_true(time_parse(SPAN("2026-05-29T06:26:41Z"), &seconds));
    time_write(&sink, seconds);
    LIT(&sink, "|");
    time_write_http(&sink, seconds);
    LIT(&sink, "|");
    time_write_plain(&sink, seconds);
    assert_span(sink_held(&sink),
                SPAN("2026-05-29T06:26:41Z|Fri, 29 May 2026 06:26:41 GMT|"
                     "29 May 2026, 06:26 UTC"));
    assert_true(time_parse(SPAN("1970-01-01t01:00:00.5+01:00"), &seconds));
    assert_int_equal(seconds, 0);
    assert_true(time_parse(SPAN("2017-01-01T00:59:60+01:00"), &seconds));
    assert_int_equal(seconds, 1483228800);
    assert_false(time_parse(SPAN("2016-12-31T12:30:60Z"), &seconds));
    assert_false(time_parse(SPAN("2026-05-29T06:26:41"), &seconds));
    assert_false(time_parse(SPAN("2026-05-29 06:26:41Z"), &seconds));
    assert_false(time_parse(SPAN("2026-05-29T24:00:00Z"), &seconds));
    assert_false(time_parse(SPAN("2026-05-29T06:26:41.Z"), &seconds));
    assert_false(time_parse(SPAN("2026-05-29T06:26:41+24:00"), &seconds));
}

static void durations_are_written(void **state)
{
    char buffer[128];
    struct sink sink = sink_over(buffer, sizeof buffer);

    (void)state;
    clock_write(&sink, 5025);
    LIT(&sink, " ");
    clock_write(&sink, 359999);
    LIT(&sink, " ");
    duration_write_iso(&sink, 0);
    LIT(&sink, " ");
    duration_write_iso(&sink, 3600);
    LIT(&sink, " ");
    duration_write_iso(&sink, 18361);
    assert_span(sink_held(&sink), SPAN("1:23:45 99:59:59 PT0S PT1H PT5H6M1S"));
}

static void only_utf8_passes(void **state)
{
    static const struct span bad[] = {SPAN_INIT("\x80"),
                                      SPAN_INIT("\xC0\x80"),
                                      SPAN_INIT("\xC1\xBF"),
                                      SPAN_INIT("\xE0\x9F\xBF"),
                                      SPAN_INIT("\xED\xA0\x80"),
                                      SPAN_INIT("\xF0\x8F\xBF\xBF"),
                                      SPAN_INIT("\xF4\x90\x80\x80"),
                                      SPAN_INIT("\xF5\x80\x80\x80"),
                                      SPAN_INIT("\xE2\x82"),
                                      SPAN_INIT("\xFF")};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(utf8_check(bad[i]), 0);
    for (uint32_t point = 1; point <= 0x10FFFF; point += 7) {
        char bytes[4];
        struct span text = {bytes, utf8_put(point, bytes)};
        size_t at = 0;

        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        assert_int_equal(utf8_next(text, &at), point);
        assert_int_equal(at, text.length);
        assert_int_equal(utf8_count(text), 1);
    }
    assert_span(utf8_first(SPAN("a\xE2\x82\xAC"), 3), SPAN("a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_cut_and_found),
        cmocka_unit_test(a_sink_drains_in_order),
        cmocka_unit_test(the_first_error_sticks),
        cmocka_unit_test(a_full_buffer_is_an_error),
        cmocka_unit_test(counting_equals_writing),
        cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(each_context_has_its_escaper),
        cmocka_unit_test(json_is_separated_by_itself),
        cmocka_unit_test(json_out_of_order_fails),
        cmocka_unit_test(dates_that_exist_are_read),
        cmocka_unit_test(days_go_there_and_back),
        cmocka_unit_test(times_are_read_and_written),
        cmocka_unit_test(durations_are_written),
        cmocka_unit_test(only_utf8_passes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
