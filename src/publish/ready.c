/*
 * The ready-made bodies. Each is asked for through serve(), as any client
 * would, so that what is kept and what is rendered live can't differ.
 */
#include "publish/assemble.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "publish/pool.h"
#include "record/write.h"
#include "render/pages.h"
#include "serve/serve.h"

#define BATCH 256
#define GZIP_LEVEL 9

/* A body that grows; a sink's host. */
struct body {
    char *bytes;
    size_t length;
    size_t room;
};

/* One ready page while its batch is made. */
struct page {
    char *path;
    struct writer writer;
    struct span record;
    bool from_previous;
    struct spooled place;
    enum error error;
};

struct bakery {
    const struct compile_options *options;
    const struct catalog *catalog;
    struct generation *fresh; /* all but the ready pages */
    struct span prefix;
    struct page *pages;
    size_t count;
    size_t batch; /* the first page of the batch under way */
    struct libdeflate_compressor **compressors; /* one a worker */
    struct spool spool;
};

static enum error grow(struct sink *sink, const char *bytes, size_t length)
{
    struct body *body = sink->host;

    if (length > body->room - body->length) {
        size_t room = (body->length + length) * 2;
        char *larger = realloc(body->bytes, room);

        if (larger == NULL)
            return ERROR_MEMORY;
        body->bytes = larger;
        body->room = room;
    }
    memcpy(body->bytes + body->length, bytes, length);
    body->length += length;
    return ERROR_NONE;
}

static struct span field_of(const struct response *response, struct span name)
{
    for (unsigned i = 0; i < response->field_count; i++) {
        if (span_equal(response->fields[i].name, name))
            return response->fields[i].value;
    }
    return SPAN("");
}

/* The entity tag without its quotes. */
static struct span tag_of(const struct response *response)
{
    struct span tag = field_of(response, SPAN("ETag"));

    return tag.length < 2 ? SPAN("")
                          : (struct span){tag.at + 1, tag.length - 2};
}

static enum error ask(const struct bakery *bakery, const struct page *page,
                      unsigned worker, struct response *response,
                      struct body *body)
{
    char path[KEY_MAX + 2048];
    struct sink whole = sink_over(path, sizeof path);
    struct request request = {.method = METHOD_GET, .reader = worker};
    char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer);

    sink.drain = grow;
    sink.host = body;
    sink_ready(&whole, bakery->prefix);
    sink_ready(&whole, span_of_string(page->path));
    request.path = sink_held(&whole);
    serve(bakery->fresh, &request, response);
    if (whole.error != ERROR_NONE || response->status != 200)
        return ERROR_DAMAGED;
    serve_body(response, &sink);
    return sink_flush(&sink);
}

static bool previous_has(const struct bakery *bakery, struct span key,
                         unsigned worker, const struct response *response,
                         size_t length)
{
    struct row ready;

    return bakery->catalog->previous != NULL &&
           generation_find(bakery->catalog->previous, worker, SHAPE_READY, key,
                           &ready) == ERROR_NONE &&
           span_equal(record_text(ready, READY_TAG), tag_of(response)) &&
           span_equal(record_text(ready, READY_LINK),
                      field_of(response, SPAN("Link"))) &&
           record_whole(ready, READY_LENGTH) == (int64_t)length;
}

static enum error compress(struct libdeflate_compressor *compressor,
                           struct page *page, struct span key,
                           const struct response *response,
                           const struct body *body)
{
    size_t bound = libdeflate_gzip_compress_bound(compressor, body->length);
    char *gzip = malloc(bound);
    size_t length;
    enum error error;

    if (gzip == NULL)
        return ERROR_MEMORY;
    length = libdeflate_gzip_compress(compressor, body->bytes, body->length,
                                      gzip, bound);
    writer_begin(&page->writer, SHAPE_READY, key);
    writer_text(&page->writer, WRITER_ROOT, READY_TAG, tag_of(response));
    writer_whole(&page->writer, WRITER_ROOT, READY_LENGTH,
                 (int64_t)body->length);
    writer_text(&page->writer, WRITER_ROOT, READY_LINK,
                field_of(response, SPAN("Link")));
    writer_text(&page->writer, WRITER_ROOT, READY_GZIP,
                (struct span){gzip, length});
    error = writer_end(&page->writer, &page->record);
    free(gzip);
    return error;
}

static void bake(void *context, size_t item, unsigned worker)
{
    struct bakery *bakery = context;
    struct page *page = &bakery->pages[bakery->batch + item];
    struct key key = key_of(KEY_READY, span_of_string(page->path));
    struct body body = {0};
    struct response response;

    page->error = ask(bakery, page, worker, &response, &body);
    if (page->error == ERROR_NONE) {
        page->from_previous = previous_has(bakery, key_span(&key), worker,
                                           &response, body.length);
        if (!page->from_previous)
            page->error = compress(bakery->compressors[worker], page,
                                   key_span(&key), &response, &body);
    }
    free(body.bytes);
}

/* Spools a batch in order; says nothing itself, the caller does. */
static enum error settle_batch(struct bakery *bakery, size_t count)
{
    enum error error = ERROR_NONE;

    for (size_t i = 0; i < count; i++) {
        struct page *page = &bakery->pages[bakery->batch + i];

        if (error == ERROR_NONE)
            error = page->error;
        if (error == ERROR_NONE && !page->from_previous)
            error = spool_add(&bakery->spool, page->record, &page->place);
        writer_free(&page->writer);
    }
    return error;
}

static enum error bake_all(struct bakery *bakery)
{
    enum error error = ERROR_NONE;

    for (size_t first = 0; error == ERROR_NONE && first < bakery->count;
         first += BATCH) {
        size_t left = bakery->count - first;
        size_t count = left < BATCH ? left : BATCH;

        bakery->batch = first;
        pool_run(bakery->options->jobs, count, bake, bakery);
        error = settle_batch(bakery, count);
        generation_release(bakery->fresh);
        generation_release(bakery->catalog->previous);
        if (bakery->options->progress != NULL)
            bakery->options->progress("rendering", first + count,
                                      bakery->count);
    }
    return error;
}

static enum error put_page(struct bakery *bakery, const struct page *page,
                           struct build *build, struct sink *why)
{
    struct key key = key_of(KEY_READY, span_of_string(page->path));
    struct span bytes;
    enum error error;

    if (page->from_previous)
        error = generation_bytes(bakery->catalog->previous, 0, key_span(&key),
                                 &bytes);
    else
        error = spool_read(&bakery->spool, page->place, &bytes);
    if (error != ERROR_NONE)
        return error;
    return build_put(build, key_span(&key), bytes, why);
}

static char *joined(const char *start, const char *rest)
{
    char *text;

    return asprintf(&text, "%s%s", start, rest) < 0 ? NULL : text;
}

/* An asset's path as its renderer names it, without the site's prefix. */
static char *asset_path(const struct bakery *bakery,
                        void (*path)(struct sink *sink,
                                     const struct site_view *site))
{
    struct site_view site = {.site = generation_site(bakery->fresh)};
    char text[KEY_MAX];
    struct sink sink = sink_over(text, sizeof text - 1);

    path(&sink, &site);
    *sink.cursor = '\0';
    return joined(text, "");
}

static int by_page_path(const void *a, const void *b)
{
    return strcmp(((const struct page *)a)->path,
                  ((const struct page *)b)->path);
}

static enum error hire_compressors(struct bakery *bakery)
{
    unsigned jobs = bakery->options->jobs;

    bakery->compressors = calloc(jobs, sizeof *bakery->compressors);
    for (unsigned i = 0; bakery->compressors != NULL && i < jobs; i++) {
        bakery->compressors[i] = libdeflate_alloc_compressor(GZIP_LEVEL);
        if (bakery->compressors[i] == NULL)
            return ERROR_MEMORY;
    }
    return bakery->compressors == NULL ? ERROR_MEMORY : ERROR_NONE;
}

static void dismiss_compressors(struct bakery *bakery)
{
    if (bakery->compressors == NULL)
        return;
    for (unsigned i = 0; i < bakery->options->jobs; i++)
        libdeflate_free_compressor(bakery->compressors[i]);
    free(bakery->compressors);
}

static enum error list_pages(struct bakery *bakery)
{
    const struct catalog *catalog = bakery->catalog;
    size_t count = 0;

    bakery->pages = calloc(catalog->by_slug_count + 6, sizeof *bakery->pages);
    if (bakery->pages == NULL)
        return ERROR_MEMORY;
    bakery->pages[count++].path = joined("/", "");
    bakery->pages[count++].path = joined("/about", "");
    bakery->pages[count++].path = joined("/cite", "");
    bakery->pages[count++].path = joined("/favicon.svg", "");
    bakery->pages[count++].path = asset_path(bakery, style_path);
    bakery->pages[count++].path = asset_path(bakery, script_path);
    for (size_t i = 0; i < catalog->by_slug_count; i++)
        bakery->pages[count++].path =
            joined("/episodes/", catalog->by_slug[i]->slug);
    bakery->count = count;
    for (size_t i = 0; i < count; i++) {
        if (bakery->pages[i].path == NULL)
            return ERROR_MEMORY;
    }
    qsort(bakery->pages, count, sizeof *bakery->pages, by_page_path);
    return ERROR_NONE;
}

static void close_bakery(struct bakery *bakery)
{
    generation_close(bakery->fresh);
    for (size_t i = 0; i < bakery->count; i++)
        free(bakery->pages[i].path);
    free(bakery->pages);
    dismiss_compressors(bakery);
    spool_close(&bakery->spool);
}

enum error assemble_ready(const struct compile_options *options,
                          const struct catalog *catalog, struct build *build,
                          struct sink *why)
{
    struct bakery bakery = {.options = options,
                            .catalog = catalog,
                            .spool = {.fd = build_spool(build)}};
    enum error error = bakery.spool.fd < 0 ? ERROR_SYSTEM : ERROR_NONE;

    if (error == ERROR_NONE)
        error = build_look(build, options->jobs, &bakery.fresh, why);
    if (error == ERROR_NONE)
        error = hire_compressors(&bakery);
    if (error == ERROR_NONE)
        error = list_pages(&bakery);
    if (error == ERROR_NONE) {
        bakery.prefix = serve_prefix(generation_site(bakery.fresh));
        error = bake_all(&bakery);
    }
    generation_close(bakery.fresh); /* before the next put */
    bakery.fresh = NULL;
    for (size_t i = 0; error == ERROR_NONE && i < bakery.count; i++) {
        error = put_page(&bakery, &bakery.pages[i], build, why);
        if (i % BATCH == 0)
            generation_release(catalog->previous);
    }
    close_bakery(&bakery);
    return error;
}
