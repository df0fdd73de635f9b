#include "publish/relate.h"

#include "record/write.h"
#include "render/view.h"

/* Episodes between two releases of what was read of the previous store. */
#define RELEASE_EVERY 256

struct relating {
    struct related *related;
    const struct catalog *catalog;
    struct span record; /* of the episode whose turn it is */
    struct row episode;
    struct writer writer;
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
                                unsigned count, struct span *bytes)
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
    return writer_end(writer, bytes);
}

static enum error relate_one(struct relating *relating, uint32_t order,
                             struct build *build, struct sink *why)
{
    const struct document *document = relating->catalog->by_slug[order];
    struct key key = key_of(KEY_RELATED, span_of_string(document->slug));
    struct match matches[RELATED_MAX];
    unsigned pinned = pin(relating, document, matches);
    unsigned count =
        related_find(relating->related, order, matches, pinned,
                     pinned > RELATED_FOUND ? pinned : RELATED_FOUND);
    struct span bytes;
    enum error error;

    if (count == 0)
        return ERROR_NONE;
    error =
        write_related(relating, key_span(&key), matches, pinned, count, &bytes);
    return error != ERROR_NONE ? error
                               : build_put(build, key_span(&key), bytes, why);
}

enum error relate(struct related *related, const struct catalog *catalog,
                  struct spool *spool, struct build *build, struct sink *why)
{
    struct relating relating = {.related = related, .catalog = catalog};
    enum error error = related_index(related);

    for (uint32_t i = 0; error == ERROR_NONE && i < catalog->by_slug_count;
         i++) {
        error = catalog_record(catalog, spool, catalog->by_slug[i],
                               &relating.record, &relating.episode);
        if (error == ERROR_NONE)
            error = relate_one(&relating, i, build, why);
        if (i % RELEASE_EVERY == 0)
            generation_release(catalog->previous);
    }
    writer_free(&relating.writer);
    return error;
}
