/*
 * heap_calls.c - counts the calls for memory while requests are answered, and
 * measures how deep on the stack they go.
 *
 *     heap_calls DATA.MDB PATH...
 *
 * Asks for each PATH in every manner there is and prints, as TAP, for each
 * row of the route table whether it was answered with 200 and without one
 * call to malloc, calloc, realloc or mmap, by whatever library; and whether
 * three pages of stack were enough, since each thread keeps what it touched.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "serve/route.h"
#include "serve/serve.h"

#define OURS __attribute__((visibility("default")))
#define COUNT(list) (sizeof(list) / sizeof *(list))

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long calls;

/* These stand before the C library's own for the libraries too. */
OURS void *malloc(size_t size)
{
    calls++;
    return __libc_malloc(size);
}

OURS void *calloc(size_t count, size_t size)
{
    calls++;
    return __libc_calloc(count, size);
}

OURS void *realloc(void *old, size_t size)
{
    calls++;
    return __libc_realloc(old, size);
}

OURS void *mmap(void *start, size_t length, int access, int flags, int file,
                off_t offset)
{
    calls++;
    return (void *)syscall(SYS_mmap, start, length, access, flags, file,
                           offset);
}

static unsigned results;
static bool failed;

static void result(bool good, const char *name)
{
    failed = failed || !good;
    printf("%s %u - %s\n", good ? "ok" : "not ok", ++results, name);
}

#define STACK_MOST (3 * 4096)

struct tally {
    unsigned long requests;
    unsigned long found; /* answered with 200 */
    unsigned long calls;
    size_t deepest; /* bytes of stack */
};

static enum error discard(struct sink *sink, const char *bytes, size_t length)
{
    (void)sink;
    (void)bytes;
    (void)length;
    return ERROR_NONE;
}

/* The stack of the thread that all of this runs in. */
static _Alignas(4096) unsigned char stack[96 * 1024];

#define PAINT 0x5A

/* Paints what is below the caller's frame, but for memset()'s own. */
static size_t paint(void)
{
    unsigned char *here = __builtin_frame_address(0);
    size_t size = (size_t)(here - stack) - 1024;

    memset(stack, PAINT, size);
    return size;
}

static size_t painted(void)
{
    size_t size = 0;

    while (stack[size] == PAINT)
        size++;
    return size;
}

static void ask(struct generation *generation, const struct request *request,
                struct tally *tally)
{
    static struct response response;
    static char buffer[8192];
    struct sink sink = sink_over(buffer, sizeof buffer);
    unsigned long before = calls;
    size_t depth = paint();

    sink.drain = discard;
    serve(generation, request, &response);
    serve_body(&response, &sink);
    depth -= painted();
    if (depth > tally->deepest)
        tally->deepest = depth;
    tally->calls += calls - before;
    tally->requests++;
    tally->found += response.status == 200;
}

static const struct span queries[] = {
    SPAN_INIT(""),
    SPAN_INIT("page=1"),
    SPAN_INIT("page=0&x=%C3%A4"),
};
static const struct span accepts[] = {
    SPAN_INIT(""),
    SPAN_INIT("text/html;q=0.5, application/json"),
    SPAN_INIT("image/png"),
};
static const struct span codings[] = {SPAN_INIT(""), SPAN_INIT("gzip")};
static const struct span conditions[] = {SPAN_INIT(""), SPAN_INIT("*")};

/*
 * Asks for `path` by every method, type, coding and condition; with `query`,
 * or where that is empty with several.
 */
static void ask_all(struct generation *generation, struct span path,
                    struct span query, struct tally *tally)
{
    size_t manners = 4 * COUNT(queries) * COUNT(accepts) * COUNT(codings) *
                     COUNT(conditions);

    for (size_t i = 0; i < manners; i++) {
        size_t rest = i / 4;
        struct request request = {.method = (enum method)(i % 4),
                                  .path = path,
                                  .now = 1800000000,
                                  .anonymous_kib = -1};

        request.query =
            query.length > 0 ? query : queries[rest % COUNT(queries)];
        rest /= COUNT(queries);
        request.accept = accepts[rest % COUNT(accepts)];
        rest /= COUNT(accepts);
        request.accept_encoding = codings[rest % COUNT(codings)];
        rest /= COUNT(codings);
        request.if_none_match = conditions[rest];
        ask(generation, &request, tally);
    }
}

static void check_row(struct generation *generation, const struct route *row,
                      char **paths)
{
    struct tally tally = {0};
    struct span capture[CAPTURE_MAX];
    char name[200];

    for (; *paths != NULL; paths++) {
        struct span query = span_of_string(*paths);
        struct span path;

        if (span_cut(&query, '?', &path) && route_find(path, capture) == row)
            ask_all(generation, path, query, &tally);
    }
    snprintf(name, sizeof name, "%.*s: %lu requests, %lu found, %lu calls",
             (int)row->pattern.length, row->pattern.at, tally.requests,
             tally.found, tally.calls);
    result(tally.found > 0 && tally.calls == 0, name);
    snprintf(name, sizeof name, "%.*s: %zu bytes of stack",
             (int)row->pattern.length, row->pattern.at, tally.deepest);
    result(tally.deepest <= STACK_MOST, name);
}

static void check_misses(struct generation *generation)
{
    static char long_path[20000];
    struct tally tally = {0};

    memset(long_path, '/', sizeof long_path);
    ask_all(generation, SPAN("/no-such-page"), SPAN(""), &tally);
    ask_all(generation, SPAN("/%zz"), SPAN(""), &tally);
    ask_all(generation, (struct span){long_path, sizeof long_path}, SPAN(""),
            &tally);
    ask_all(NULL, SPAN("/"), SPAN(""), &tally);
    result(tally.found == 0 && tally.calls == 0, "errors");
}

static void *check_all(void *arguments)
{
    char **paths = arguments;
    struct generation *generation;
    char text[500] = "";
    struct sink why = sink_over(text, sizeof text - 1);
    const struct route *row;

    if (generation_open(*paths, 1, false, &generation, &why) != ERROR_NONE) {
        printf("Bail out! %s\n", text);
        failed = true;
        return NULL;
    }
    result(calls > 0, "calls are counted");
    for (unsigned i = 0; (row = route_at(i)) != NULL; i++)
        check_row(generation, row, paths + 1);
    check_misses(generation);
    generation_close(generation);
    printf("1..%u\n", results);
    return NULL;
}

int main(int count, char **arguments)
{
    pthread_attr_t attributes;
    pthread_t thread;

    if (count < 3) {
        fputs("usage: heap_calls DATA.MDB PATH...\n", stderr);
        return 2;
    }
    if (pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setstack(&attributes, stack, sizeof stack) != 0 ||
        pthread_create(&thread, &attributes, check_all, arguments + 1) != 0 ||
        pthread_join(thread, NULL) != 0)
        return 2;
    return failed;
}
