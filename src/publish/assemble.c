#include "publish/assemble.h"

#include <stdlib.h>
#include <string.h>

#include "find/index.h"
#include "publish/listing.h"
#include "publish/pool.h"
#include "publish/relate.h"
#include "record/write.h"
#include "render/view.h"

/* One episode between its reading and its turn. */
struct turn {
    struct spool_room room;
    struct span bytes;
    struct row episode;
    enum error error;
};

/* What every step here needs. */
struct assembly {
    const struct compile_options *options;
    const struct catalog *catalog;
    struct build *build;
    struct writer writer;
    struct index index;
    struct related *related;
    struct turn turns[POOL_WINDOW];
    struct sink *why;
};

static enum error put_written(struct assembly *assembly, struct span key)
{
    struct span bytes;
    enum error error = writer_end(&assembly->writer, &bytes);

    if (error != ERROR_NONE)
        return error;
    return build_put(assembly->build, key, bytes, assembly->why);
}

static enum error put_aliases(struct assembly *assembly)
{
    const struct catalog *catalog = assembly->catalog;
    enum error error = ERROR_NONE;

    for (size_t i = 0; error == ERROR_NONE && i < catalog->aliases.count; i++) {
        const struct mention *alias = &catalog->aliases.items[i];
        struct key key = key_of(KEY_ALIAS, span_of_string(alias->slug));

        writer_begin(&assembly->writer, SHAPE_ALIAS, key_span(&key));
        writer_text(&assembly->writer, WRITER_ROOT, ALIAS_SLUG,
                    span_of_string(alias->document->slug));
        error = put_written(assembly, key_span(&key));
    }
    return error;
}

static enum error put_site(struct assembly *assembly, struct span site)
{
    struct key key = key_of(KEY_SITE, SPAN(""));

    return build_put(assembly->build, key_span(&key), site, assembly->why);
}

/* A source record on its way: its key, for sorting. */
struct source {
    struct key key;
    const struct document *document;
};

static int by_key(const void *a, const void *b)
{
    return span_compare(key_span(&((const struct source *)a)->key),
                        key_span(&((const struct source *)b)->key));
}

static enum error put_source(struct assembly *assembly,
                             const struct source *source)
{
    const struct document *document = source->document;
    struct writer *writer = &assembly->writer;

    writer_begin(writer, SHAPE_SOURCE, key_span(&source->key));
    writer_text(writer, WRITER_ROOT, SOURCE_PATH,
                span_of_string(document->path));
    writer_text(writer, WRITER_ROOT, SOURCE_SLUG,
                span_of_string(document->slug));
    writer_text(writer, WRITER_ROOT, SOURCE_HASH,
                (struct span){document->hash, SOURCE_HASH_LENGTH});
    return put_written(assembly, key_span(&source->key));
}

static enum error put_sources(struct assembly *assembly)
{
    const struct catalog *catalog = assembly->catalog;
    size_t count = catalog->by_slug_count;
    struct source *sources = calloc(count + 1, sizeof *sources);
    enum error error = ERROR_NONE;

    if (sources == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct document *document = catalog->by_slug[i];

        sources[i] = (struct source){
            key_of_source(span_of_string(document->path)), document};
    }
    qsort(sources, count, sizeof *sources, by_key);
    for (size_t i = 0; error == ERROR_NONE && i < count; i++)
        error = put_source(assembly, &sources[i]);
    free(sources);
    return error;
}

static void read_episode(void *context, size_t item, unsigned worker)
{
    struct assembly *assembly = context;
    const struct document *document = assembly->catalog->by_slug[item];
    struct turn *turn = &assembly->turns[item % POOL_WINDOW];

    turn->error = catalog_record(assembly->catalog, worker, document,
                                 &turn->room, &turn->bytes, &turn->episode);
    if (turn->error == ERROR_NONE)
        turn->error = index_words(&assembly->index, worker,
                                  document->first_unit, turn->episode);
}

static enum error put_episode(void *context, size_t item)
{
    struct assembly *assembly = context;
    const struct catalog *catalog = assembly->catalog;
    const struct turn *turn = &assembly->turns[item % POOL_WINDOW];
    struct span slug = span_of_string(catalog->by_slug[item]->slug);
    struct key key = key_of(KEY_EPISODE, slug);
    enum error error = turn->error;

    if (error == ERROR_NONE)
        error = index_episode(&assembly->index, slug, turn->episode);
    if (error == ERROR_NONE)
        error = related_add(assembly->related, turn->episode);
    if (error == ERROR_NONE)
        error = build_put(assembly->build, key_span(&key), turn->bytes,
                          assembly->why);
    if (item % POOL_WINDOW == 0)
        generation_release(catalog->previous);
    compile_tell(assembly->options, COMPILE_INDEXING, item + 1,
                 catalog->by_slug_count);
    return error;
}

static enum error put_episodes(struct assembly *assembly)
{
    struct pool_task task = {assembly->catalog->by_slug_count, read_episode,
                             put_episode, assembly};
    enum error error = pool_run(assembly->options->jobs, &task);

    for (size_t i = 0; i < POOL_WINDOW; i++)
        free(assembly->turns[i].room.bytes);
    return error;
}

/* The episodes, and what finds them. */
static enum error put_found(struct assembly *assembly, struct span site)
{
    struct key key = key_of(KEY_SITE, SPAN(""));
    struct row root;
    struct row show;
    enum error error = record_open(site, SHAPE_SITE, key_span(&key), &root);

    if (error != ERROR_NONE)
        return error;
    show = rows_at(record_rows(root, SITE_SHOW, SHAPE_SHOW), 0);
    error = index_begin(&assembly->index, assembly->build, show,
                        assembly->options->jobs);
    if (error == ERROR_NONE)
        error = put_episodes(assembly);
    if (error == ERROR_NONE)
        error = index_put(&assembly->index, assembly->build, assembly->why);
    index_end(&assembly->index);
    return error;
}

static enum error put_listing(struct assembly *assembly, uint64_t page,
                              const struct document *const *list,
                              uint32_t count)
{
    const struct catalog *catalog = assembly->catalog;
    struct key key = key_of_listing(page);
    writer_handle first = listing_begin(&assembly->writer, key_span(&key),
                                        count, (int64_t)catalog->by_slug_count);
    struct turn turn = {0};

    for (uint32_t i = 0; turn.error == ERROR_NONE && i < count; i++) {
        turn.error = catalog_record(catalog, 0, list[i], &turn.room,
                                    &turn.bytes, &turn.episode);
        if (turn.error == ERROR_NONE)
            listing_set(&assembly->writer, first, i, turn.episode);
    }
    free(turn.room.bytes);
    generation_release(catalog->previous);
    return turn.error == ERROR_NONE ? put_written(assembly, key_span(&key))
                                    : turn.error;
}

/* There is always a first page, if an empty one. */
static enum error put_listings(struct assembly *assembly)
{
    const struct document **list = catalog_newest_first(assembly->catalog);
    size_t count = assembly->catalog->by_slug_count;
    enum error error;
    size_t start = 0;

    if (list == NULL)
        return ERROR_MEMORY;
    do {
        size_t left = count - start;

        error = put_listing(assembly, start / LISTING_LENGTH + 1, list + start,
                            left < LISTING_LENGTH ? (uint32_t)left
                                                  : LISTING_LENGTH);
        start += LISTING_LENGTH;
    } while (error == ERROR_NONE && start < count);
    free(list);
    return error;
}

enum error assemble(const struct compile_options *options,
                    const struct catalog *catalog, struct span site,
                    struct build *build, struct sink *why)
{
    struct assembly assembly = {
        .options = options, .catalog = catalog, .build = build, .why = why};
    enum error error = related_begin(build_spool(build), &assembly.related);

    if (error == ERROR_NONE)
        error = put_aliases(&assembly);
    if (error == ERROR_NONE)
        error = put_site(&assembly, site);
    if (error == ERROR_NONE)
        error = put_sources(&assembly);
    if (error == ERROR_NONE)
        error = put_found(&assembly, site);
    if (error == ERROR_NONE)
        error = put_listings(&assembly);
    if (error == ERROR_NONE)
        error = relate(options, assembly.related, catalog, build, why);
    related_end(assembly.related);
    writer_free(&assembly.writer);
    return error;
}
