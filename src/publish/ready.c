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

#define GZIP_LEVEL 9

/* One ready page, and where its record is. */
struct page {
    char *path;
    bool from_previous;    /* in the previous generation */
    struct spooled record; /* else here */
};

/* What one worker bakes with; {0} is cold. */
struct oven {
    struct libdeflate_compressor *compressor;
    char *body;
    size_t body_size;
    char *gzip;
    size_t gzip_size;
};

/* One page between its rendering and its turn; its room is used again. */
struct tray {
    struct writer writer;
    struct span record;
    enum error error;
};

struct bakery {
    const struct compile_options *options;
    const struct catalog *catalog;
    struct generation *fresh; /* all but the ready pages */
    struct span prefix;
    struct page *pages;
    size_t count;
    struct oven *ovens; /* one a worker */
    struct spool spool;
    struct spool_room room; /* for what is read of it */
    struct tray trays[POOL_WINDOW];
};

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

/* Its tag tells what the body's bytes are; they are not asked for yet. */
static enum error ask(const struct bakery *bakery, const struct page *page,
                      unsigned worker, struct response *response)
{
    char path[KEY_MAX + 2048];
    struct sink whole = sink_over(path, sizeof path);
    struct request request = {.method = METHOD_GET,
                              .reader = worker,
                              .room = bakery->ovens[worker].body,
                              .room_size = bakery->ovens[worker].body_size};

    sink_ready(&whole, bakery->prefix);
    sink_ready(&whole, span_of_string(page->path));
    request.path = sink_held(&whole);
    serve(bakery->fresh, &request, response);
    return whole.error != ERROR_NONE || response->status != 200 ? ERROR_DAMAGED
                                                                : ERROR_NONE;
}

static bool previous_has(const struct bakery *bakery, struct span key,
                         unsigned worker, const struct response *response)
{
    struct row ready;

    return bakery->catalog->previous != NULL &&
           generation_find(bakery->catalog->previous, worker, SHAPE_READY, key,
                           &ready) == ERROR_NONE &&
           span_equal(record_text(ready, READY_TAG), tag_of(response)) &&
           span_equal(record_text(ready, READY_LINK),
                      field_of(response, SPAN("Link"))) &&
           record_whole(ready, READY_LENGTH) == (int64_t)response->length;
}

static enum error write_record(struct tray *tray, struct span key,
                               const struct response *response,
                               struct span gzip)
{
    struct writer *writer = &tray->writer;

    writer_begin(writer, SHAPE_READY, key);
    writer_text(writer, WRITER_ROOT, READY_TAG, tag_of(response));
    writer_whole(writer, WRITER_ROOT, READY_LENGTH, (int64_t)response->length);
    writer_text(writer, WRITER_ROOT, READY_LINK,
                field_of(response, SPAN("Link")));
    writer_text(writer, WRITER_ROOT, READY_GZIP, gzip);
    return writer_end(writer, &tray->record);
}

static enum error make_room(char **room, size_t *size, size_t needed)
{
    char *larger;

    if (needed <= *size)
        return ERROR_NONE;
    larger = realloc(*room, 2 * needed);
    if (larger == NULL)
        return ERROR_MEMORY;
    *room = larger;
    *size = 2 * needed;
    return ERROR_NONE;
}

/* A body that had no room is rendered again; then the next one has it. */
static enum error render(struct oven *oven, const struct response *response,
                         struct span *body)
{
    size_t length = (size_t)response->length;
    enum error error;
    struct sink sink;

    *body = response->ready;
    if (body->length == length)
        return ERROR_NONE;
    error = make_room(&oven->body, &oven->body_size, length);
    if (error != ERROR_NONE)
        return error;
    sink = sink_over(oven->body, length);
    serve_body(response, &sink);
    *body = sink_held(&sink);
    return sink.error;
}

static enum error compress(struct oven *oven, struct tray *tray,
                           struct span key, const struct response *response)
{
    struct span body;
    size_t bound;
    enum error error = render(oven, response, &body);

    if (error != ERROR_NONE)
        return error;
    bound = libdeflate_gzip_compress_bound(oven->compressor, body.length);
    error = make_room(&oven->gzip, &oven->gzip_size, bound);
    if (error != ERROR_NONE)
        return error;
    bound = libdeflate_gzip_compress(oven->compressor, body.at, body.length,
                                     oven->gzip, bound);
    return write_record(tray, key, response, (struct span){oven->gzip, bound});
}

static void bake(void *context, size_t item, unsigned worker)
{
    struct bakery *bakery = context;
    struct page *page = &bakery->pages[item];
    struct tray *tray = &bakery->trays[item % POOL_WINDOW];
    struct key key = key_of(KEY_READY, span_of_string(page->path));
    struct response response;

    tray->error = ask(bakery, page, worker, &response);
    if (tray->error != ERROR_NONE)
        return;
    page->from_previous =
        previous_has(bakery, key_span(&key), worker, &response);
    if (!page->from_previous)
        tray->error =
            compress(&bakery->ovens[worker], tray, key_span(&key), &response);
}

static enum error settle(void *context, size_t item)
{
    struct bakery *bakery = context;
    const struct compile_options *options = bakery->options;
    struct page *page = &bakery->pages[item];
    struct tray *tray = &bakery->trays[item % POOL_WINDOW];
    enum error error = tray->error;

    if (error == ERROR_NONE && !page->from_previous)
        error = spool_add(&bakery->spool, tray->record, &page->record);
    if (item % POOL_WINDOW == 0) {
        generation_release(bakery->fresh);
        generation_release(bakery->catalog->previous);
    }
    compile_tell(options, COMPILE_RENDERING, item + 1, bakery->count);
    return error;
}

static enum error bake_all(struct bakery *bakery)
{
    struct pool_task task = {bakery->count, bake, settle, bakery};

    return pool_run(bakery->options->jobs, &task);
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
        error = spool_read(&bakery->spool, page->record, &bakery->room, &bytes);
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

static enum error light_ovens(struct bakery *bakery)
{
    unsigned jobs = bakery->options->jobs;

    bakery->ovens = calloc(jobs, sizeof *bakery->ovens);
    for (unsigned i = 0; bakery->ovens != NULL && i < jobs; i++) {
        bakery->ovens[i].compressor = libdeflate_alloc_compressor(GZIP_LEVEL);
        if (bakery->ovens[i].compressor == NULL)
            return ERROR_MEMORY;
    }
    return bakery->ovens == NULL ? ERROR_MEMORY : ERROR_NONE;
}

static void put_out_ovens(struct bakery *bakery)
{
    for (unsigned i = 0; bakery->ovens != NULL && i < bakery->options->jobs;
         i++) {
        libdeflate_free_compressor(bakery->ovens[i].compressor);
        free(bakery->ovens[i].body);
        free(bakery->ovens[i].gzip);
    }
    free(bakery->ovens);
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
    for (size_t i = 0; i < POOL_WINDOW; i++)
        writer_free(&bakery->trays[i].writer);
    put_out_ovens(bakery);
    free(bakery->room.bytes);
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
        error = light_ovens(&bakery);
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
        compile_tell(options, COMPILE_STORING, i + 1, bakery.count);
        if (i % POOL_WINDOW == 0)
            generation_release(catalog->previous);
    }
    close_bakery(&bakery);
    return error;
}
