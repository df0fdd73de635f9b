#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "programs/cgi.h"

static char path[CGI_PATH];
static struct request request;

#define READ(...) cgi_request((char *[]){__VA_ARGS__, NULL}, path, &request)

static void assert_span(struct span got, const char *want)
{
    assert_int_equal(got.length, strlen(want));
    assert_memory_equal(got.at, want, got.length);
}

static void assert_address(const char *want_path, const char *want_query)
{
    assert_span(request.path, want_path);
    assert_span(request.query, want_query);
}

static void the_address_is_what_the_client_sent(void **state)
{
    (void)state;
    READ("REQUEST_URI=/a%20b%0d?x=%31&y?z", "PATH_INFO=/no", "QUERY_STRING=no");
    assert_address("/a%20b%0d", "x=%31&y?z");
    READ("REQUEST_URI=/");
    assert_address("/", "");
    READ("REQUEST_URI=/?");
    assert_address("/", "");
    READ("REQUEST_URI=//x");
    assert_address("//x", "");
}

static void a_proxy_form_loses_its_host(void **state)
{
    (void)state;
    READ("REQUEST_URI=http://host:80/a?b");
    assert_address("/a", "b");
    READ("REQUEST_URI=http://host");
    assert_address("", "");
    READ("REQUEST_URI=/a?u=http://host/");
    assert_address("/a", "u=http://host/");
}

static void an_address_is_put_together_where_none_is_given(void **state)
{
    (void)state;
    READ("SCRIPT_NAME=/cgi bin", "PATH_INFO=/\xc3\xbc/a?b%c", "QUERY_STRING=d");
    assert_address("/cgi%20bin/%C3%BC/a%3Fb%25c", "d");
    READ("PATH_INFO=/a+b/~c:d@e");
    assert_address("/a+b/~c:d@e", "");
    READ("HOME=/");
    assert_address("", "");
}

static void a_long_address_is_cut(void **state)
{
    static char variable[3 * CGI_PATH] = "PATH_INFO=/";

    (void)state;
    memset(variable + 11, '%', sizeof variable - 12);
    READ(variable);
    assert_true(request.path.length > CGI_PATH - 4);
    assert_true(request.path.length <= CGI_PATH);
}

static void methods_and_fields_are_read(void **state)
{
    (void)state;
    READ("REQUEST_METHOD=HEAD", "HTTP_ACCEPT=a", "HTTP_ACCEPT_ENCODING=gzip",
         "HTTP_IF_NONE_MATCH=\"x\"", "HTTP_ACCEPTABLE=no", "HTTP_ACCEPT=no");
    assert_int_equal(request.method, METHOD_HEAD);
    assert_span(request.accept, "a");
    assert_span(request.accept_encoding, "gzip");
    assert_span(request.if_none_match, "\"x\"");
    READ("REQUEST_METHOD=get");
    assert_int_equal(request.method, METHOD_OTHER);
    READ("REQUEST_URI=/");
    assert_int_equal(request.method, METHOD_OTHER);
}

static void an_answer_is_written(void **state)
{
    char text[1024];
    char want[1024];
    struct span common = serve_common_lines();
    struct sink sink = sink_over(text, sizeof text - 1);
    struct response response = {
        .status = 404,
        .status_line = SPAN("404 Not Found"),
        .fields = {{SPAN("A"), SPAN("b")}, {SPAN("Content-Length"), SPAN("2")}},
        .field_count = 2,
        .ready = SPAN("no"),
    };

    (void)state;
    cgi_response(&response, &sink);
    *sink.cursor = '\0';
    snprintf(want, sizeof want,
             "Status: 404 Not Found\r\nA: b\r\n"
             "Content-Length: 2\r\n%.*s\r\nno",
             (int)common.length, common.at);
    assert_string_equal(text, want);
}

static void common_fields_are_the_common_lines(void **state)
{
    struct span rest = serve_common_lines();

    (void)state;
    for (unsigned i = 0; i < COMMON_FIELDS; i++) {
        const struct response_field *field = &serve_common_fields[i];
        struct span line;

        assert_true(span_cut(&rest, '\r', &line));
        assert_true(span_starts(line, field->name));
        assert_true(span_ends(line, field->value));
        assert_int_equal(line.length,
                         field->name.length + 2 + field->value.length);
        rest = span_from(rest, 1);
    }
    assert_int_equal(rest.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_address_is_what_the_client_sent),
        cmocka_unit_test(a_proxy_form_loses_its_host),
        cmocka_unit_test(an_address_is_put_together_where_none_is_given),
        cmocka_unit_test(a_long_address_is_cut),
        cmocka_unit_test(methods_and_fields_are_read),
        cmocka_unit_test(an_answer_is_written),
        cmocka_unit_test(common_fields_are_the_common_lines),
    };

    return cmocka_run_group_tests_name("cgi", tests, NULL, NULL);
}
