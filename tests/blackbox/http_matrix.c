/*
 * http_matrix - routes x methods x conditions x codings, over HTTP or FastCGI.
 *
 *   http_matrix ADDRESS PREFIX REQUESTS
 *       ADDRESS as client.h has it; PREFIX the path of the site's base_url;
 *       REQUESTS a file as http_requests, which says what it holds
 *
 * Its output is TAP. The site's data is that of http_data() in http.sh.
 */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/route.h"
#include "tests/blackbox/http_cases.h"
#include "tests/blackbox/http_check.h"

#define LINES_MAX 400

struct line {
    char pattern[64];
    char target[256];
    unsigned status;
    char type[64];
    bool ready;
    bool negotiated;
    bool changing;
    bool daily;
};

static struct line lines[LINES_MAX];
static unsigned line_count;

/* Large, so not in a frame. */
static struct answer whole;  /* what a plain GET answers */
static struct answer packed; /* with gzip, where there is such */
static struct answer answer;

/* --- What to ask for */

/* The address of an asset, behind the prefix, as the front page has it. */
static void find_asset(const char *start, char *target, size_t size)
{
    const char *at;
    char quoted[128];

    snprintf(quoted, sizeof quoted, "\"%s/assets/%s", site_prefix, start);
    ask((struct asking){.target = "/"}, &answer);
    at = strstr(answer.body, quoted);
    if (at == NULL)
        return;
    at += 1 + strlen(site_prefix);
    snprintf(target, size, "%.*s", (int)strcspn(at, "\""), at);
}

static bool read_line(const char *text, struct line *line)
{
    char flags[64] = "";

    if (sscanf(text, "%63s %255s %u %63s %63[^\n]", line->pattern, line->target,
               &line->status, line->type, flags) < 4)
        return false;
    line->ready = strstr(flags, "ready") != NULL;
    line->negotiated = strstr(flags, "negotiated") != NULL;
    line->changing = strstr(flags, "changing") != NULL;
    line->daily = strstr(flags, "daily") != NULL;
    if (line->target[0] == '%')
        find_asset(line->target + 1, line->target, sizeof line->target);
    return true;
}

static void read_requests(const char *path)
{
    FILE *file = fopen(path, "r");
    char text[512];

    if (file == NULL) {
        perror(path);
        exit(2);
    }
    while (line_count < LINES_MAX && fgets(text, sizeof text, file) != NULL) {
        if (text[0] == '#' || text[0] == '\n')
            continue;
        if (!read_line(text, &lines[line_count++])) {
            fprintf(stderr, "%s: no request: %s", path, text);
            exit(2);
        }
    }
    fclose(file);
}

static bool has_request(struct span pattern)
{
    for (unsigned i = 0; i < line_count; i++) {
        if (lines[i].status == 200 &&
            span_equal(span_of_string(lines[i].pattern), pattern))
            return true;
    }
    return false;
}

static void check_routes(void)
{
    struct span capture[CAPTURE_MAX];
    const struct route *route;

    tap_begin("each route has a request that is answered with 200");
    for (unsigned i = 0; (route = route_at(i)) != NULL; i++) {
        if (!has_request(route->pattern))
            tap_fault("%.*s has none", (int)route->pattern.length,
                      route->pattern.at);
    }
    tap_end();
    tap_begin("each request is of the route that it names");
    for (unsigned i = 0; i < line_count; i++) {
        struct span target = span_of_string(lines[i].target);

        route = route_find(span_first(target, span_find(target, '?')), capture);
        if (route == NULL ||
            !span_equal(route->pattern, span_of_string(lines[i].pattern)))
            tap_fault("%s is not", lines[i].target);
    }
    tap_end();
}

/* A field is the same in both answers; but for time that has passed. */
static void expect_kept(const struct line *line, const struct answer *found,
                        const char *name)
{
    if (line->daily && strcmp(name, "Cache-Control") == 0)
        expect_field(&answer, name, "public, max-age=");
    else if (!line->changing || strcmp(name, "Content-Type") == 0 ||
             strcmp(name, "Cache-Control") == 0)
        expect_same(found, &answer, name);
}

/* --- Methods */

static void check_head(const struct line *line)
{
    static const char *const names[] = {
        "Content-Type", "Content-Length", "Content-Encoding", "Cache-Control",
        "ETag",         "Vary",           "Location"};

    ask((struct asking){.method = "HEAD", .target = line->target}, &answer);
    expect_status(&answer, line->status);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        expect_kept(line, &whole, names[i]);
}

static void check_methods(const struct line *line)
{
    static const char *const others[] = {"POST",  "PUT",     "DELETE",
                                         "PATCH", "OPTIONS", "FROB",
                                         "HEADS", "GE",      "get"};
    bool json = strstr(line->target, ".json") != NULL &&
                strstr(line->target, ".jsonld") == NULL;

    tap_begin("%s: HEAD as GET, other methods 405", line->target);
    check_head(line);
    for (unsigned i = 0; i < sizeof others / sizeof *others; i++) {
        ask((struct asking){.method = others[i],
                            .target = line->target,
                            .condition = "*"},
            &answer);
        if (client_is_http() && strcmp(others[i], "get") == 0) {
            expect_status(&answer, 400); /* nginx knows no such method */
            continue;
        }
        expect_error(&answer, 405, json);
        expect_field(&answer, "Allow", "GET, HEAD");
    }
    tap_end();
}

/* --- Codings and conditions */

static const struct {
    const char *field;
    bool gzip;
} codings[] = {
    {NULL, false},        {"", false},
    {"gzip", true},       {"gzip;q=0", false},
    {"*;q=0.1", true},    {"identity", false},
    {"br", false},        {"br, gzip;q=0.5", true},
    {"*;q=0", false},     {"identity;q=0.5, *;q=0", false},
    {"deflate", false},   {"gzip;q=0, *", false},
    {"GZip ; Q=1", true}, {"br;q=1.0, x-gzip;q=0.001", true},
};

#define CODINGS (sizeof codings / sizeof *codings)

static void expect_unpacked(const struct answer *gzip,
                            const struct answer *plain)
{
    static char bytes[sizeof answer.body];
    struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
    size_t length = 0;

    if (libdeflate_gzip_decompress(unpacker, gzip->body, gzip->length, bytes,
                                   sizeof bytes, &length) != LIBDEFLATE_SUCCESS)
        tap_fault("%s: the body is no gzip", asked());
    else if (length != plain->length || memcmp(bytes, plain->body, length) != 0)
        tap_fault("%s: unpacks to other bytes", asked());
    libdeflate_free_decompressor(unpacker);
}

/* Accept where it chose, Accept-Encoding where there are codings. */
static void expect_vary(const struct line *line)
{
    const char *vary = answer_value(&answer, "Vary");
    bool coding = strstr(vary, "Accept-Encoding") != NULL;
    bool format = strncmp(vary, "Accept", 6) == 0 && vary[6] != '-';

    if (format != line->negotiated || (line->ready && !coding))
        tap_fault("%s: Vary is \"%s\"", asked(), vary);
}

/* What a 200 must say of itself. */
static void expect_found(const struct line *line, bool gzip)
{
    const struct answer *same = gzip ? &packed : &whole;
    const char *tag = answer_value(&answer, "ETag");

    expect_status(&answer, 200);
    expect_field(&answer, "Content-Type", line->type);
    expect_field(&answer, "Content-Encoding", gzip ? "gzip" : "");
    expect_vary(line);
    if (answer_value(&answer, "Cache-Control")[0] == '\0')
        tap_fault("%s: no Cache-Control", asked());
    if (tag[0] != '"' || strlen(tag) < 10 ||
        (strstr(tag, "-gz\"") != NULL) != gzip)
        tap_fault("%s: ETag is %s", asked(), tag);
    if (line->changing)
        return;
    expect_same(same, &answer, "ETag");
    if (answer.length != same->length ||
        memcmp(answer.body, same->body, answer.length) != 0)
        tap_fault("%s: another body", asked());
}

static void check_codings(const struct line *line)
{
    tap_begin("%s: codings", line->target);
    for (unsigned i = 0; i < CODINGS; i++) {
        ask((struct asking){.target = line->target, .coding = codings[i].field},
            &answer);
        expect_found(line, codings[i].gzip && line->ready);
        if (codings[i].gzip && line->ready)
            expect_unpacked(&answer, &whole);
    }
    tap_end();
}

static void expect_not_modified(const struct line *line,
                                const struct answer *found)
{
    static const char *const names[] = {"ETag", "Vary", "Cache-Control"};

    expect_status(&answer, 304);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        expect_kept(line, found, names[i]);
    expect_field(&answer, "Content-Encoding", "");
}

/* If-None-Match; @ stands for the tag without its quotes. */
static const struct {
    const char *pattern;
    bool matches;
} conditions[] = {
    {"\"@\"", true},
    {"W/\"@\"", true},
    {"\"other\", \"@\"", true},
    {"\"other\",W/\"@\" , \"more\"", true},
    {"*", true},
    {"\"other\"", false},
    {"W/\"other\", \"@-gz\"", false},
    {"\"-@\"", false},
    {"@", false},
    {"\"@", false},
    {"", false},
};

static void write_condition(char *to, const char *pattern, const char *tag)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '@')
            to += sprintf(to, "%.*s", (int)strlen(tag) - 2, tag + 1);
        else
            *to++ = *pattern;
    }
    *to = '\0';
}

static void check_conditions_of(const struct line *line, const char *method,
                                const char *coding, const struct answer *found)
{
    char field[256];

    for (unsigned i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        write_condition(field, conditions[i].pattern,
                        answer_value(found, "ETag"));
        ask((struct asking){.method = method,
                            .target = line->target,
                            .coding = coding,
                            .condition = field},
            &answer);
        if (conditions[i].matches)
            expect_not_modified(line, found);
        else
            expect_status(&answer, 200);
    }
}

static void check_conditions(const struct line *line)
{
    tap_begin("%s: conditions", line->target);
    check_conditions_of(line, "GET", NULL, &whole);
    check_conditions_of(line, "HEAD", NULL, &whole);
    if (line->ready) {
        check_conditions_of(line, "GET", "gzip", &packed);
        check_conditions_of(line, "HEAD", "gzip", &packed);
        ask((struct asking){.target = line->target,
                            .condition = answer_value(&packed, "ETag")},
            &answer);
        expect_found(line, false); /* the tag of another coding */
    }
    tap_end();
}

static void check_parameters(const struct line *line)
{
    char target[sizeof line->target + 64];

    tap_begin("%s: parameters that nobody knows change nothing", line->target);
    snprintf(target, sizeof target, "%s%cutm_source=a%%20b&zz&pages=9&=&",
             line->target, strchr(line->target, '?') == NULL ? '?' : '&');
    ask((struct asking){.target = target}, &answer);
    expect_found(line, false);
    tap_end();
}

/* --- All of a line */

static void check_found(const struct line *line)
{
    if (line->ready)
        ask((struct asking){.target = line->target, .coding = "gzip"}, &packed);
    check_codings(line);
    if (!line->changing)
        check_conditions(line);
    check_parameters(line);
}

/* Errors stay what they are, whatever the client has or takes. */
static void check_error(const struct line *line)
{
    bool json = strcmp(line->type, "application/json") == 0;

    tap_begin("%s: %u", line->target, line->status);
    expect_error(&whole, line->status, json);
    ask((struct asking){.target = line->target,
                        .accept = "application/json",
                        .condition = "*",
                        .coding = "gzip"},
        &answer);
    expect_error(&answer, line->status, true);
    expect_field(&answer, "Vary", "Accept");
    expect_field(&answer, "Content-Encoding", "");
    tap_end();
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: http_matrix ADDRESS PREFIX REQUESTS\n", stderr);
        return 2;
    }
    client_open(argv[1]);
    site_prefix = argv[2];
    read_requests(argv[3]);
    check_routes();
    for (unsigned i = 0; i < line_count; i++) {
        const struct line *line = &lines[i];

        tap_begin("%s: %u, %s", line->target, line->status, line->type);
        ask((struct asking){.target = line->target}, &whole);
        expect_status(&whole, line->status);
        expect_field(&whole, "Content-Type", line->type);
        tap_end();
        check_methods(line);
        if (line->status == 200)
            check_found(line);
        else
            check_error(line);
    }
    check_cases();
    return tap_finish();
}
