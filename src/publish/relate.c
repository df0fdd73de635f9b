#include "publish/relate.h"

#include <stdlib.h>

#include "publish/pool.h"
#include "record/write.h"
#include "render/view.h"

/* One episode between its reading and its turn. */
struct relating {
    const struct catalog *catalog;
    struct spool_room room;
    struct span record;
    struct row episode;
    struct writer writer;
    struct span bytes; /* what is related; empty where nothing is */
    enum error error;
};

struct relations {
    struct related *related;
    const struct catalog *catalog;
    struct build *build;
    struct sink *why;
    struct relating turns[POOL_WINDOW];
};

static bool is_among(const struct match *matches, unsigned count,
                     uint32_t episode)
{
    for (unsigned i = 0; i < count; i++) {
        if (matches[i].episode == episode)
            return true;
    }
    return false;
}

/* The episodes that the document itself names, each once; how many. */
static unsigned pin(const struct relating *relating,
                    const struct document *document, struct match *matches)
{
    struct rows slugs = record_texts(relating->episode, EPISODE_RELATED);
    unsigned count = 0;

    for (uint32_t i = 0; i < slugs.count && count < RELATED_MAX; i++) {
        const struct document *other =
            catalog_find(relating->catalog, texts_at(slugs, i));

        if (other != NULL && other != document &&
            !is_among(matches, count, other->order))
            matches[count++].episode = other->order;
    }
    return count;
}

static void write_shares(struct relating *relating, writer_handle row,
                         const struct match *match)
{
    struct span shares[RELATED_SHARES];
    unsigned count = 0;
    writer_handle first;

    for (unsigned i = 0; i < match->share_count; i++) {
        const struct trait_number *number = &match->shares[i].trait;

        shares[count] =
            trait_text(relating->record,
                       trait_at(relating->episode,
                                (enum trait_kind)number->kind, number->index));
        count += shares[count].length > 0;
    }
    first = writer_rows(&relating->writer, row, RELATION_SHARES, SHAPE_TEXT_ROW,
                        count);
    for (unsigned i = 0; i < count; i++)
        writer_text(&relating->writer, writer_row(first, SHAPE_TEXT_ROW, i),
                    TEXT_ROW_TEXT, shares[i]);
}

static void write_relation(struct relating *relating, writer_handle row,
                           const struct match *match)
{
    const struct document *other = relating->catalog->by_slug[match->episode];
    struct writer *writer = &relating->writer;

    writer_text(writer, row, RELATION_SLUG, span_of_string(other->slug));
    writer_text(writer, row, RELATION_TITLE, span_of_string(other->title));
    writer_text(writer, row, RELATION_SUBTITLE,
                span_of_string(other->subtitle));
    writer_text(writer, row, RELATION_LANGUAGE,
                span_of_string(other->language));
    if (other->duration != RECORD_ABSENT)
        writer_whole(writer, row, RELATION_DURATION, other->duration);
    writer_whole(writer, row, RELATION_SCORE, match->score);
    write_shares(relating, row, match);
}

static enum error write_related(struct relating *relating, struct span key,
                                const struct match *matches, unsigned pinned,
                                unsigned count)
{
    struct writer *writer = &relating->writer;
    writer_handle first;

    writer_begin(writer, SHAPE_RELATED, key);
    first = writer_rows(writer, WRITER_ROOT, RELATED_RELATIONS, SHAPE_RELATION,
                        count);
    for (unsigned i = 0; i < count; i++) {
        writer_handle row = writer_row(first, SHAPE_RELATION, i);

        if (i < pinned)
            writer_flag(writer, row, RELATION_PINNED);
        write_relation(relating, row, &matches[i]);
    }
    return writer_end(writer, &relating->bytes);
}

static enum error relate_one(const struct relations *relations,
                             struct relating *relating, uint32_t order,
                             unsigned worker)
{
    const struct document *document = relations->catalog->by_slug[order];
    struct key key = key_of(KEY_RELATED, span_of_string(document->slug));
    struct match matches[RELATED_MAX];
    unsigned pinned = pin(relating, document, matches);
    unsigned count =
        related_find(relations->related, worker, order, matches, pinned,
                     pinned > RELATED_FOUND ? pinned : RELATED_FOUND);

    relating->bytes = SPAN("");
    return count == 0 ? ERROR_NONE
                      : write_related(relating, key_span(&key), matches, pinned,
                                      count);
}

static void work(void *context, size_t item, unsigned worker)
{
    struct relations *relations = context;
    const struct catalog *catalog = relations->catalog;
    struct relating *relating = &relations->turns[item % POOL_WINDOW];

    relating->catalog = catalog;
    relating->error =
        catalog_record(catalog, worker, catalog->by_slug[item], &relating->room,
                       &relating->record, &relating->episode);
    if (relating->error == ERROR_NONE)
        relating->error =
            relate_one(relations, relating, (uint32_t)item, worker);
}

static enum error settle(void *context, size_t item)
{
    struct relations *relations = context;
    const struct catalog *catalog = relations->catalog;
    const struct relating *relating = &relations->turns[item % POOL_WINDOW];
    struct key key =
        key_of(KEY_RELATED, span_of_string(catalog->by_slug[item]->slug));

    if (item % POOL_WINDOW == 0)
        generation_release(catalog->previous);
    if (relating->error != ERROR_NONE || relating->bytes.length == 0)
        return relating->error;
    return build_put(relations->build, key_span(&key), relating->bytes,
                     relations->why);
}

enum error relate(const struct compile_options *options,
                  struct related *related, const struct catalog *catalog,
                  struct build *build, struct sink *why)
{
    struct relations relations = {
        .related = related, .catalog = catalog, .build = build, .why = why};
    struct pool_task task = {catalog->by_slug_count, work, settle, &relations};
    enum error error = related_index(related, options->jobs);

    if (error == ERROR_NONE)
        error = pool_run(options->jobs, &task);
    for (size_t i = 0; i < POOL_WINDOW; i++) {
        free(relations.turns[i].room.bytes);
        writer_free(&relations.turns[i].writer);
    }
    return error;
}
