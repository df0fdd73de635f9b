/*
 * Bytes as a request: CGI variables, NAME=VALUE, each ended by a NUL. It is
 * answered at a fixed time out of a store made from data/, with STORE=hostile
 * out of one made from tests/fuzz/site/, and with STORE=none without any. What
 * comes out must be an answer that any web server takes.
 */
#include <dirent.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "programs/cgi.h"
#include "publish/compile.h"
#include "tests/fuzz/fuzz.h"

#define VARIABLES_MAX 32
#define ANSWER_MAX ((size_t)16 << 20)
#define NOW 1790000000 /* in September 2026 */

/* A data folder, and a store made of it once. */
struct site {
    const char *data; /* below the sources */
    struct store *store;
};

static struct site sites[] = {{.data = "data"}, {.data = "tests/fuzz/site"}};

static void remove_store(const char *folder)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;

    while (stream != NULL && (entry = readdir(stream)) != NULL)
        unlinkat(dirfd(stream), entry->d_name, 0); /* . and .. stay */
    if (stream != NULL)
        closedir(stream);
    rmdir(folder);
}

/* Opened, it needs its files' names no more. */
static void make_store(struct site *site)
{
    const char *top = getenv("top_srcdir");
    const char *temporary = getenv("TMPDIR");
    struct compile_counts counts;
    char data[4096];
    char folder[64];
    char text[4096];
    struct sink messages = sink_over(text, sizeof text);
    struct compile_options options = {
        .data = data, .store = folder, .jobs = 1, .messages = &messages};

    snprintf(data, sizeof data, "%s/%s", top == NULL ? "." : top, site->data);
    snprintf(folder, sizeof folder, "%.40s/tlexdr-fuzz.XXXXXX",
             temporary == NULL ? "/tmp" : temporary);
    due(mkdtemp(folder) != NULL, folder);
    due(compile(&options, &counts) && counts.rejected == 0, data);
    due(store_open(folder, 1, &site->store, &messages) == ERROR_NONE,
        "a store opens");
    remove_store(folder);
}

/* Of the site that `name` is for: "none", "hostile", else that of data/. */
static struct generation *generation_of(const char *name)
{
    struct site *site = &sites[strcmp(name, "hostile") == 0];

    if (strcmp(name, "none") == 0)
        return NULL;
    if (site->store == NULL)
        make_store(site);
    return store_borrow(site->store);
}

/* An answer in parts; it borrows from `bytes`. */
struct answer {
    char *bytes;
    struct span head; /* without the empty line */
    struct span body;
    unsigned status;
};

static void write_response(struct sink *sink, const void *response)
{
    cgi_response(response, sink);
}

static struct span field(const struct answer *answer, struct span name)
{
    struct span rest = answer->head;
    struct span line;

    while (span_cut(&rest, '\n', &line)) {
        size_t colon = span_find(line, ':');

        if (span_equal_nocase(span_first(line, colon), name))
            return span_first(span_from(line, colon + 2),
                              line.length - colon - 3);
    }
    return SPAN("");
}

static void due_head(struct span head)
{
    struct span line;

    while (span_cut(&head, '\n', &line)) {
        size_t colon = span_find(line, ':');

        due(span_ends(line, SPAN("\r")), "a line ends with CRLF");
        due(colon > 0 && span_starts(span_from(line, colon), SPAN(": ")),
            "a line is a name and a value");
        for (size_t i = 0; i + 1 < line.length; i++)
            due(line.at[i] >= ' ' && line.at[i] < 0x7F, "a field is ASCII");
    }
}

static void split(struct answer *answer, size_t length)
{
    struct span all = {answer->bytes, length};
    size_t end = span_find_span(all, SPAN("\r\n\r\n"));
    uint64_t status = 0;

    due(end < length, "an empty line ends the head");
    answer->head = span_first(all, end + 2);
    answer->body = span_from(all, end + 4);
    due(span_starts(all, SPAN("Status: ")) &&
            span_decimal(span_first(span_from(all, 8), 3), 599, &status),
        "the status comes first");
    answer->status = (unsigned)status;
    due_head(answer->head);
}

static struct answer ask(char *const *variables)
{
    static struct response response;
    static char path[CGI_PATH];
    struct request request;
    struct answer answer;
    size_t length;
    const char *store = "";

    for (char *const *name = variables; *name != NULL; name++) {
        if (strncmp(*name, "STORE=", 6) == 0)
            store = *name + 6;
    }
    cgi_request(variables, path, &request);
    request.now = NOW;
    serve(generation_of(store), &request, &response);
    due(response.fault == ERROR_NONE, "no fault in a good store");
    answer.bytes = written(write_response, &response, ANSWER_MAX, &length);
    split(&answer, length);
    return answer;
}

static bool is_coded(const struct answer *answer)
{
    return field(answer, SPAN("Content-Encoding")).length > 0;
}

static void due_body(const struct answer *answer)
{
    struct span type = field(answer, SPAN("Content-Type"));
    struct span length = field(answer, SPAN("Content-Length"));
    uint64_t number;

    if (length.length > 0)
        due(span_decimal(length, ANSWER_MAX, &number) &&
                number == answer->body.length,
            "Content-Length is the body's");
    if (is_coded(answer))
        return;
    if (span_starts(type, SPAN("text/html")))
        due_html(answer->body);
    else if (span_find_span(type, SPAN("json")) < type.length)
        due(is_json(answer->body), "JSON is JSON");
    else
        due_text(answer->body);
}

/* Asks again with one variable before all others. */
static struct answer ask_with(char *const *variables, struct span name,
                              struct span value)
{
    char *again[VARIABLES_MAX + 3];
    char first[512];
    struct answer answer;

    snprintf(first, sizeof first, "%.*s=%.*s", (int)name.length, name.at,
             (int)value.length, value.at);
    again[0] = first;
    for (unsigned i = 0; (again[i + 1] = variables[i]) != NULL;)
        i++;
    answer = ask(again);
    return answer;
}

/* A HEAD has the head of the GET and nothing else. */
static void compare_head(char *const *variables, const struct answer *get)
{
    struct answer head =
        ask_with(variables, SPAN("REQUEST_METHOD"), SPAN("HEAD"));

    due(span_equal(head.head, get->head), "a HEAD tells what a GET does");
    due(head.body.length == 0, "a HEAD has no body");
    free(head.bytes);
}

static void compare_tag(char *const *variables, const struct answer *get)
{
    struct span tag = field(get, SPAN("ETag"));
    struct answer again = ask_with(variables, SPAN("HTTP_IF_NONE_MATCH"), tag);

    due(tag.length > 2, "a page has a tag");
    due(again.status == 304, "its own tag matches");
    due(again.body.length == 0, "a 304 has no body");
    due(span_equal(field(&again, SPAN("ETag")), tag), "and bears the tag");
    free(again.bytes);
}

/* The coded body is the plain one's. */
static void compare_coding(char *const *variables, const struct answer *coded)
{
    struct answer plain =
        ask_with(variables, SPAN("HTTP_ACCEPT_ENCODING"), SPAN("identity"));
    struct libdeflate_decompressor *gzip = libdeflate_alloc_decompressor();
    char *bytes = malloc(plain.body.length + 1);
    size_t length;

    due(gzip != NULL && bytes != NULL, "memory");
    due(!is_coded(&plain), "identity is plain");
    due(libdeflate_gzip_decompress(gzip, coded->body.at, coded->body.length,
                                   bytes, plain.body.length + 1,
                                   &length) == LIBDEFLATE_SUCCESS,
        "gzip is gzip");
    due(span_equal((struct span){bytes, length}, plain.body),
        "gzip is the plain body's");
    libdeflate_free_decompressor(gzip);
    free(bytes);
    free(plain.bytes);
}

/* A redirection stays in this site: a path, and no other host's. */
static void due_location(struct span location)
{
    due(location.length == 0 || (span_starts(location, SPAN("/")) &&
                                 !span_starts(location, SPAN("//")) &&
                                 !span_starts(location, SPAN("/\\"))),
        "a redirection stays here");
}

static void compare(char *const *variables)
{
    struct answer get = ask(variables);

    due(get.status != 500, "a good store serves");
    due_location(field(&get, SPAN("Location")));
    if (get.status != 304)
        due_body(&get);
    compare_head(variables, &get);
    if (get.status == 200 && field(&get, SPAN("ETag")).length > 0)
        compare_tag(variables, &get);
    if (get.status == 200 && is_coded(&get))
        compare_coding(variables, &get);
    free(get.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char method[] = "REQUEST_METHOD=GET";
    char *variables[VARIABLES_MAX + 2] = {method};
    char *text = malloc(size + 1);
    unsigned count = 1;
    size_t at = 0;

    due(text != NULL, "memory");
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    while (at < size && count <= VARIABLES_MAX) {
        variables[count++] = text + at;
        at += strlen(text + at) + 1;
    }
    variables[count] = NULL;
    free(ask(variables + 1).bytes);
    compare(variables);
    free(text);
    return 0;
}
