#include "publish/export.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "publish/shelf.h"
#include "serve/serve.h"

#define GZIP_LEVEL 9
#define PATH_ROOM 4096

struct exporter {
    struct generation *generation;
    const struct export_options *options;
    struct export_counts *counts;
    struct span prefix;
    struct sink linked_url; /* base_url and prefix as pages write them */
    struct sink linked_prefix;
    char linked_url_text[PATH_ROOM];
    char linked_prefix_text[PATH_ROOM];
    struct addresses queue; /* paths without the prefix, perhaps ?page=N */
    struct shelf shelf;
    struct libdeflate_compressor *compressor;
    struct sink *why;
};

static bool out_of_memory(struct exporter *exporter)
{
    sink_ready(exporter->why, span_of_string(error_text(ERROR_MEMORY)));
    return false;
}

static bool enqueue(struct exporter *exporter, struct span path)
{
    return addresses_add(&exporter->queue, path) == ERROR_NONE ||
           out_of_memory(exporter);
}

static bool enqueue_joined(struct exporter *exporter, struct span start,
                           struct span middle, struct span end)
{
    char text[PATH_ROOM];
    struct sink path = sink_over(text, sizeof text);

    sink_ready(&path, start);
    sink_ready(&path, middle);
    sink_ready(&path, end);
    return path.error != ERROR_NONE || enqueue(exporter, sink_held(&path));
}

/* --- What there is to begin with */

#define OF_EPISODE SPAN("/episodes/*")

static bool enqueue_routes(struct exporter *exporter)
{
    struct span pattern;

    for (unsigned i = 0; (pattern = serve_pattern(i)).length > 0; i++) {
        if (span_find(pattern, '*') == pattern.length &&
            !enqueue(exporter, pattern))
            return false;
    }
    return true;
}

/* Everything that every episode has, by its routes and by its formats. */
static bool enqueue_episode(struct exporter *exporter, struct span slug)
{
    struct span pattern;
    struct span suffix;

    for (unsigned i = 0; (pattern = serve_pattern(i)).length > 0; i++) {
        struct span rest = span_from(pattern, OF_EPISODE.length);

        if (span_starts(pattern, OF_EPISODE) &&
            span_find(rest, '*') == rest.length &&
            !enqueue_joined(exporter, SPAN("/episodes/"), slug, rest))
            return false;
    }
    for (unsigned i = 0; (suffix = serve_episode_suffix(i)).length > 0; i++) {
        char text[64];
        struct sink ending = sink_over(text, sizeof text);

        LIT(&ending, ".");
        sink_ready(&ending, suffix);
        if (!enqueue_joined(exporter, SPAN("/episodes/"), slug,
                            sink_held(&ending)))
            return false;
    }
    return true;
}

static enum error note_key(void *context, struct span key, struct span bytes)
{
    struct exporter *exporter = context;
    struct span name = span_from(key, 1);
    bool good = true;

    (void)bytes;
    if (key.at[0] == KEY_EPISODE)
        good = enqueue_episode(exporter, name);
    else if (key.at[0] == KEY_ALIAS)
        good = enqueue_joined(exporter, SPAN("/episodes/"), name, SPAN(""));
    else
        good = enqueue(exporter, name);
    return good ? ERROR_NONE : ERROR_MEMORY;
}

static bool enqueue_store(struct exporter *exporter)
{
    static const char kinds[] = {KEY_EPISODE, KEY_ALIAS, KEY_READY};

    for (size_t i = 0; i < sizeof kinds; i++) {
        enum error error =
            generation_walk(exporter->generation, 0,
                            (struct span){&kinds[i], 1}, note_key, exporter);

        if (error == ERROR_NONE)
            continue;
        if (error != ERROR_MEMORY)
            sink_ready(exporter->why, span_of_string(error_text(error)));
        return false;
    }
    return true;
}

/* --- What pages link to */

/* Takes our base_url, or its prefix, off the front; false for others'. */
static bool take_site(const struct exporter *exporter, struct span *link)
{
    struct span base_url = sink_held(&exporter->linked_url);
    struct span prefix = sink_held(&exporter->linked_prefix);

    if (span_starts(*link, base_url))
        *link = span_from(*link, base_url.length);
    else if (span_starts(*link, SPAN("/")) && span_starts(*link, prefix) &&
             !span_starts(*link, SPAN("//")))
        *link = span_from(*link, prefix.length);
    else
        return false;
    return span_starts(*link, SPAN("/"));
}

/* page=N or part=N, and nothing else. */
static bool is_page(struct span query)
{
    uint64_t page;

    return (span_starts(query, SPAN("page=")) ||
            span_starts(query, SPAN("part="))) &&
           span_decimal(span_from(query, 5), 99999999, &page);
}

static bool follow(struct exporter *exporter, struct span link)
{
    struct span query;
    struct span path;

    if (!take_site(exporter, &link))
        return true;
    link = span_first(link, span_find(link, '#'));
    path = span_first(link, span_find(link, '?'));
    query = span_from(link, path.length + 1);
    return enqueue(exporter, is_page(query) ? link : path);
}

/* Follows each address in attributes of this name. */
static bool follow_all(struct exporter *exporter, struct span html,
                       struct span attribute)
{
    for (;;) {
        html =
            span_from(html, span_find_span(html, attribute) + attribute.length);
        if (html.length == 0)
            return true;
        if (!follow(exporter, span_first(html, span_find(html, '"'))))
            return false;
    }
}

/* --- Asking */

struct answer {
    struct response response;
    char *bytes; /* the body */
    size_t length;
};

static void ask(const struct exporter *exporter, struct span path, bool gzip,
                struct answer *answer)
{
    char text[PATH_ROOM];
    struct sink whole = sink_over(text, sizeof text);
    struct request request = {.method = METHOD_GET,
                              .now = exporter->options->now,
                              .anonymous_kib = -1};
    struct span rest = path;
    struct span first;
    struct sink body;

    if (gzip)
        request.accept_encoding = SPAN("gzip");
    span_cut(&rest, '?', &first);
    sink_ready(&whole, exporter->prefix);
    sink_ready(&whole, first);
    request.path = sink_held(&whole);
    request.query = rest;
    serve(exporter->generation, &request, &answer->response);
    answer->length = (size_t)answer->response.length;
    answer->bytes = malloc(answer->length + 1);
    if (answer->bytes == NULL)
        return;
    body = sink_over(answer->bytes, answer->length);
    serve_body(&answer->response, &body);
}

static struct span field(const struct answer *answer, struct span name)
{
    for (unsigned i = 0; i < answer->response.field_count; i++) {
        if (span_equal(answer->response.fields[i].name, name))
            return answer->response.fields[i].value;
    }
    return SPAN("");
}

static bool is_html(const struct answer *answer)
{
    return span_starts(field(answer, SPAN("Content-Type")), SPAN("text/html"));
}

static bool may_be_kept(const struct answer *answer)
{
    struct span control = field(answer, SPAN("Cache-Control"));

    return answer->response.status == 200 &&
           span_find_span(control, SPAN("no-store")) == control.length;
}

/* --- Writing */

/* The file of a page, below the folder; false where there can be none. */
static bool name_file(struct span path, bool html, struct sink *name)
{
    struct span rest = path;
    struct span first;

    span_cut(&rest, '?', &first);
    first = span_from(first, 1);
    sink_ready(name, first);
    if (rest.length > 0 || (html && !span_ends(first, SPAN(".html")))) {
        if (first.length > 0)
            LIT(name, "/");
        if (rest.length > 0) {
            sink_ready(name, span_first(rest, 4));
            LIT(name, "-");
            sink_ready(name, span_from(rest, 5));
            LIT(name, ".html");
        } else {
            LIT(name, "index.html");
        }
    }
    return name->error == ERROR_NONE && shelf_takes(sink_held(name));
}

static bool put_compressed(struct exporter *exporter, struct span name,
                           struct span bytes, struct span gzip)
{
    bool changed;
    bool good = shelf_put(&exporter->shelf, name, bytes, gzip, &changed);

    if (changed)
        exporter->counts->written++;
    else
        exporter->counts->kept++;
    return good;
}

static bool put(struct exporter *exporter, struct span name, struct span bytes)
{
    size_t bound =
        libdeflate_gzip_compress_bound(exporter->compressor, bytes.length);
    char *gzip = malloc(bound);
    bool good;

    if (gzip == NULL)
        return out_of_memory(exporter);
    bound = libdeflate_gzip_compress(exporter->compressor, bytes.at,
                                     bytes.length, gzip, bound);
    good = put_compressed(exporter, name, bytes, (struct span){gzip, bound});
    free(gzip);
    return good;
}

/* With the ready body beside it, where there is one. */
static bool put_page(struct exporter *exporter, struct span path,
                     const struct answer *answer)
{
    char text[PATH_ROOM];
    struct sink name = sink_over(text, sizeof text);
    struct span bytes = {answer->bytes, answer->length};
    struct answer gzip;
    bool good;

    if (!name_file(path, is_html(answer), &name))
        return true;
    ask(exporter, path, true, &gzip);
    if (gzip.bytes == NULL)
        return out_of_memory(exporter);
    if (span_equal(field(&gzip, SPAN("Content-Encoding")), SPAN("gzip")))
        good = put_compressed(exporter, sink_held(&name), bytes,
                              (struct span){gzip.bytes, gzip.length});
    else
        good = put(exporter, sink_held(&name), bytes);
    free(gzip.bytes);
    return good;
}

/* Static files can't redirect; a page that leads on can stand for that. */
static bool put_redirect(struct exporter *exporter, struct span path,
                         struct span location)
{
    char text[PATH_ROOM * 2];
    char name_text[PATH_ROOM];
    struct sink html = sink_over(text, sizeof text);
    struct sink name = sink_over(name_text, sizeof name_text);

    LIT(&html, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
               "<meta charset=\"utf-8\">\n<title>Moved</title>\n"
               "<link rel=\"canonical\" href=\"");
    html_url(&html, location);
    LIT(&html, "\">\n<meta http-equiv=\"refresh\" content=\"0; url=");
    html_url(&html, location);
    LIT(&html, "\">\n</head>\n<body>\n<p>This page has <a href=\"");
    html_url(&html, location);
    LIT(&html, "\">moved</a>.</p>\n</body>\n</html>\n");
    if (!name_file(path, true, &name) || html.error != ERROR_NONE)
        return true;
    return put(exporter, sink_held(&name), sink_held(&html));
}

static bool export_one(struct exporter *exporter, struct span path)
{
    struct answer answer;
    struct span body;
    bool good = true;

    ask(exporter, path, false, &answer);
    if (answer.bytes == NULL)
        return out_of_memory(exporter);
    body = (struct span){answer.bytes, answer.length};
    if (answer.response.status >= 500) {
        log_text(exporter->why, path);
        LIT(exporter->why, ": the store is damaged; tlexdr verify says where");
        good = false;
    } else if (answer.response.status == 308) {
        good = put_redirect(exporter, path, field(&answer, SPAN("Location")));
    } else if (may_be_kept(&answer)) {
        good = put_page(exporter, path, &answer);
        if (good && is_html(&answer))
            good = follow_all(exporter, body, SPAN(" href=\"")) &&
                   follow_all(exporter, body, SPAN(" src=\""));
    }
    free(answer.bytes);
    return good;
}

/* What hosts of static files show where they have none. */
static bool export_absence(struct exporter *exporter)
{
    struct answer answer;
    bool good;

    ask(exporter, SPAN("/404.html"), false, &answer);
    if (answer.bytes == NULL)
        return out_of_memory(exporter);
    good = put(exporter, SPAN("404.html"),
               (struct span){answer.bytes, answer.length});
    free(answer.bytes);
    return good;
}

static bool export_all(struct exporter *exporter)
{
    if (!enqueue_routes(exporter) || !enqueue_store(exporter))
        return false;
    for (size_t i = 0; i < exporter->queue.count; i++) {
        if (!export_one(exporter, span_of_string(exporter->queue.items[i])))
            return false;
    }
    return export_absence(exporter) &&
           shelf_settle(&exporter->shelf, &exporter->counts->removed);
}

bool export_store(struct generation *generation,
                  const struct export_options *options,
                  struct export_counts *counts, struct sink *why)
{
    struct row site = generation_site(generation);
    struct exporter exporter = {.generation = generation,
                                .options = options,
                                .counts = counts,
                                .prefix = serve_prefix(site),
                                .compressor =
                                    libdeflate_alloc_compressor(GZIP_LEVEL),
                                .why = why};
    bool good;

    *counts = (struct export_counts){0};
    if (exporter.compressor == NULL)
        return out_of_memory(&exporter);
    exporter.linked_url =
        sink_over(exporter.linked_url_text, sizeof exporter.linked_url_text);
    exporter.linked_prefix = sink_over(exporter.linked_prefix_text,
                                       sizeof exporter.linked_prefix_text);
    html_url(&exporter.linked_url, record_text(site, SITE_BASE_URL));
    html_url(&exporter.linked_prefix, exporter.prefix);
    good = shelf_open(&exporter.shelf, options->folder, why) &&
           export_all(&exporter);
    shelf_close(&exporter.shelf);
    addresses_free(&exporter.queue);
    libdeflate_free_compressor(exporter.compressor);
    return good;
}
