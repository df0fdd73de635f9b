#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "serve/negotiate.h"
#include "serve/query.h"
#include "serve/route.h"

static void gzip_is_taken_as_the_field_says(void **state)
{
    static const struct {
        struct span field;
        bool takes;
    } cases[] = {
        {SPAN_INIT(""), false},
        {SPAN_INIT("gzip"), true},
        {SPAN_INIT("GZIP"), true},
        {SPAN_INIT("x-gzip"), true},
        {SPAN_INIT("deflate, gzip;q=1.0, *;q=0.5"), true},
        {SPAN_INIT("gzip;q=0"), false},
        {SPAN_INIT("gzip; q=0.000"), false},
        {SPAN_INIT("gzip;q=0.001"), true},
        {SPAN_INIT("*"), true},
        {SPAN_INIT("*;q=0"), false},
        {SPAN_INIT("gzip;q=0, *"), false},
        {SPAN_INIT("*, gzip;q=0"), false},
        {SPAN_INIT("br, identity"), false},
        {SPAN_INIT("gzipped"), false},
        {SPAN_INIT("gzip;q=nonsense"), false},
        {SPAN_INIT(",,;;,"), false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(takes_gzip(cases[i].field), cases[i].takes);
}

static void tags_match_weakly_in_lists(void **state)
{
    struct span tag = SPAN("\"abc-gz\"");

    (void)state;
    assert_true(tag_matches(SPAN("\"abc-gz\""), tag));
    assert_true(tag_matches(SPAN("W/\"abc-gz\""), tag));
    assert_true(tag_matches(SPAN("\"x\", W/\"abc-gz\" , \"y\""), tag));
    assert_true(tag_matches(SPAN(" * "), tag));
    assert_false(tag_matches(SPAN(""), tag));
    assert_false(tag_matches(SPAN("\"abc\""), tag));
    assert_false(tag_matches(SPAN("abc-gz"), tag));
    assert_false(tag_matches(SPAN("\"x\", *"), tag));
}

static void the_most_exact_range_gives_the_quality(void **state)
{
    struct span html = SPAN("text/html");

    (void)state;
    assert_int_equal(type_quality(SPAN(""), html), 1000);
    assert_int_equal(type_quality(SPAN("*/*;q=0.1"), html), 100);
    assert_int_equal(type_quality(SPAN("text/*;q=0.2, */*;q=0.9"), html), 200);
    assert_int_equal(
        type_quality(SPAN("text/html;q=0, text/*;q=0.5, */*"), html), 0);
    assert_int_equal(type_quality(SPAN("application/json"), html), 0);
    assert_int_equal(type_quality(SPAN("TEXT/HTML;q=0.35"), html), 350);
}

static void parameters_narrow_a_range(void **state)
{
    struct span json = SPAN("application/json");
    struct span html = SPAN("text/html");

    (void)state;
    assert_int_equal(
        type_quality(SPAN("application/json;profile=x;q=0.1, application/json"),
                     json),
        1000);
    assert_int_equal(
        type_quality(SPAN("application/json;q=0.5, application/json;p=x"),
                     json),
        500);
    assert_int_equal(
        type_quality(SPAN("application/json;p=x, */*;q=0.1"), json), 100);
    assert_int_equal(type_quality(SPAN("application/json; p=x"), json), 1);
    assert_int_equal(type_quality(SPAN("application/json;p=x;q=0"), json), 0);
    assert_int_equal(
        type_quality(SPAN("text/html, text/html; Charset=\"UTF-8\";q=0.2"),
                     html),
        200);
    assert_int_equal(
        type_quality(SPAN("text/html;charset=latin1, text/*;q=0.3"), html),
        300);
}

static void addresses_are_decoded_or_refused(void **state)
{
    char text[16];
    struct span out;

    (void)state;
    assert_true(url_decode(SPAN("/a%2Db+c"), false, text, sizeof text, &out));
    assert_true(span_equal(out, SPAN("/a-b+c")));
    assert_true(url_decode(SPAN("a+b%20c"), true, text, sizeof text, &out));
    assert_true(span_equal(out, SPAN("a b c")));
    assert_false(url_decode(SPAN("%"), false, text, sizeof text, &out));
    assert_false(url_decode(SPAN("%4"), false, text, sizeof text, &out));
    assert_false(url_decode(SPAN("%zz"), false, text, sizeof text, &out));
    assert_false(url_decode(SPAN("%00"), false, text, sizeof text, &out));
    assert_false(url_decode(SPAN("%0d%0a"), false, text, sizeof text, &out));
    assert_false(url_decode(SPAN("%ff"), false, text, sizeof text, &out));
    assert_false(
        url_decode(SPAN("12345678901234567"), false, text, sizeof text, &out));
}

static void parameters_are_found_by_their_whole_name(void **state)
{
    struct span value;

    (void)state;
    assert_true(query_find(SPAN("a=1&page=2&page=3"), SPAN("page"), &value));
    assert_true(span_equal(value, SPAN("2")));
    assert_true(query_find(SPAN("page"), SPAN("page"), &value));
    assert_int_equal(value.length, 0);
    assert_false(query_find(SPAN("pages=1&xpage=2"), SPAN("page"), &value));
    assert_false(query_find(SPAN(""), SPAN("page"), &value));
}

static void paths_find_their_routes(void **state)
{
    struct span capture[CAPTURE_MAX];
    const struct route *route;

    (void)state;
    route = route_find(SPAN("/episodes/some-slug"), capture);
    assert_non_null(route);
    assert_true(span_equal(route->pattern, SPAN("/episodes/*")));
    assert_true(span_equal(capture[0], SPAN("some-slug")));
    assert_non_null(route_find(SPAN("/"), capture));
    assert_null(route_find(SPAN("//"), capture));
    assert_null(route_find(SPAN("/episodes/"), capture));
    assert_null(route_find(SPAN("/episodes"), capture));
    assert_null(route_find(SPAN("/episodes/a/b"), capture));
    assert_null(route_find(SPAN("/about/"), capture));
    assert_null(route_find(SPAN("/About"), capture));
    assert_null(route_find(SPAN("about"), capture));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_taken_as_the_field_says),
        cmocka_unit_test(tags_match_weakly_in_lists),
        cmocka_unit_test(the_most_exact_range_gives_the_quality),
        cmocka_unit_test(parameters_narrow_a_range),
        cmocka_unit_test(addresses_are_decoded_or_refused),
        cmocka_unit_test(parameters_are_found_by_their_whole_name),
        cmocka_unit_test(paths_find_their_routes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
