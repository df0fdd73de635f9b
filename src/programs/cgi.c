#include "programs/cgi.h"

#include <string.h>

#include "base/escape.h"

enum variable {
    HTTP_ACCEPT,
    HTTP_ACCEPT_ENCODING,
    HTTP_IF_NONE_MATCH,
    PATH_INFO,
    QUERY_STRING,
    REQUEST_METHOD,
    REQUEST_URI,
    SCRIPT_NAME,
    VARIABLE_COUNT
};

/* In the order of their first letters. */
static const struct span variable_names[VARIABLE_COUNT] = {
    [HTTP_ACCEPT] = SPAN_INIT("HTTP_ACCEPT="),
    [HTTP_ACCEPT_ENCODING] = SPAN_INIT("HTTP_ACCEPT_ENCODING="),
    [HTTP_IF_NONE_MATCH] = SPAN_INIT("HTTP_IF_NONE_MATCH="),
    [PATH_INFO] = SPAN_INIT("PATH_INFO="),
    [QUERY_STRING] = SPAN_INIT("QUERY_STRING="),
    [REQUEST_METHOD] = SPAN_INIT("REQUEST_METHOD="),
    [REQUEST_URI] = SPAN_INIT("REQUEST_URI="),
    [SCRIPT_NAME] = SPAN_INIT("SCRIPT_NAME="),
};

static const struct {
    struct span name;
    enum method method;
} methods[] = {
    {SPAN_INIT("GET"), METHOD_GET},
    {SPAN_INIT("HEAD"), METHOD_HEAD},
    {SPAN_INIT("POST"), METHOD_POST},
};

static void variables_read(char *const *variables,
                           struct span values[static VARIABLE_COUNT])
{
    memset(values, 0, VARIABLE_COUNT * sizeof *values);
    for (; *variables != NULL; variables++) {
        const char *text = *variables;

        for (unsigned i = 0; i < VARIABLE_COUNT; i++) {
            struct span name = variable_names[i];

            if (name.at[0] < text[0])
                continue;
            if (name.at[0] > text[0])
                break;
            if (values[i].at != NULL ||
                strncmp(text, name.at, name.length) != 0)
                continue;
            values[i] = span_of_string(text + name.length);
            break;
        }
    }
}

static enum method method_of(struct span name)
{
    for (unsigned i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (span_equal(methods[i].name, name))
            return methods[i].method;
    }
    return METHOD_OTHER;
}

/*
 * A proxy's form of request line has scheme and host before the path (RFC
 * 9112, section 3.2.2); nothing here depends on the host.
 */
static struct span without_host(struct span address)
{
    size_t scheme;

    if (span_starts(address, SPAN("/")))
        return address;
    scheme = span_find_span(address, SPAN("://"));
    if (scheme == address.length)
        return address;
    address = span_from(address, scheme + 3);
    return span_from(address, span_find(address, '/'));
}

static void split_address(struct span address, struct request *request)
{
    size_t mark = span_find(address, '?');

    request->path = span_first(address, mark);
    request->query = span_from(address, mark + 1);
}

/* What a segment may hold besides unreserved characters, and the slash. */
static bool stays_in_path(char c)
{
    return c != '\0' && strchr("/!$&'()*+,;=:@", c) != NULL;
}

static void encode_path(struct sink *sink, struct span path)
{
    for (size_t i = 0; i < path.length; i++) {
        struct span byte = {path.at + i, 1};

        if (stays_in_path(*byte.at))
            sink_ready(sink, byte);
        else
            url_segment(sink, byte);
    }
}

void cgi_request(char *const *variables, char path[static CGI_PATH],
                 struct request *request)
{
    struct span values[VARIABLE_COUNT];
    struct sink sink = sink_over(path, CGI_PATH);

    variables_read(variables, values);
    *request = (struct request){
        .method = method_of(values[REQUEST_METHOD]),
        .accept = values[HTTP_ACCEPT],
        .accept_encoding = values[HTTP_ACCEPT_ENCODING],
        .if_none_match = values[HTTP_IF_NONE_MATCH],
    };
    if (values[REQUEST_URI].length > 0) {
        split_address(without_host(values[REQUEST_URI]), request);
        return;
    }
    encode_path(&sink, values[SCRIPT_NAME]);
    encode_path(&sink, values[PATH_INFO]);
    request->path = sink_held(&sink);
    request->query = values[QUERY_STRING];
}

static void field(struct sink *sink, struct span name, struct span value)
{
    sink_put(sink, name);
    sink_put(sink, SPAN(": "));
    sink_put(sink, value);
    sink_put(sink, SPAN("\r\n"));
}

void cgi_head(const struct response *response, struct sink *sink)
{
    field(sink, SPAN("Status"), response->status_line);
    for (unsigned i = 0; i < response->field_count; i++)
        field(sink, response->fields[i].name, response->fields[i].value);
    sink_put(sink, serve_common_lines());
    sink_put(sink, SPAN("\r\n"));
}

void cgi_response(const struct response *response, struct sink *sink)
{
    cgi_head(response, sink);
    serve_body(response, sink);
}
