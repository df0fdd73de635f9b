#include "publish/corpus.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "base/escape.h"
#include "publish/intake.h"
#include "publish/pool.h"
#include "publish/publisher.h"
#include "publish/segments.h"
#include "publish/transcript_file.h"
#include "render/address.h"

/* Transcripts between two releases of what was read of generations. */
#define RELEASE_EVERY 16

/* A document with a transcript. */
struct talk {
    const struct document *document;

    /* Between its making and its settling: */
    struct writer writer;
    struct span record; /* the writer's, or the last generation's */
    bool changed;       /* the file is not what was checked */
    enum error error;
};

struct corpus {
    const struct compile_options *options;
    const struct catalog *catalog;
    struct generation *fresh; /* all but the corpus and ready bodies */
    struct talk *talks;
    size_t count;
    struct build *build;
    struct sink *why;
};

static enum error find_episode(const struct corpus *corpus, unsigned worker,
                               const struct document *document,
                               struct row *episode)
{
    struct key key = key_of(KEY_EPISODE, span_of_string(document->slug));

    return generation_find(corpus->fresh, worker, SHAPE_EPISODE, key_span(&key),
                           episode);
}

/* The record in the last generation, proven; false where there is none. */
static bool find_previous(const struct corpus *corpus, unsigned worker,
                          const struct document *document, struct span *record)
{
    struct key key = key_of(KEY_TRANSCRIPT, span_of_string(document->slug));
    struct generation *previous = corpus->catalog->previous;
    struct row root;

    return previous != NULL && document->from_previous &&
           generation_find(previous, worker, SHAPE_TRANSCRIPT, key_span(&key),
                           &root) == ERROR_NONE &&
           generation_bytes(previous, worker, key_span(&key), record) ==
               ERROR_NONE;
}

/* A part of the hash that a transcript's file has; zeros: none was read. */
static struct span file_digits(const struct document *document)
{
    return (struct span){document->hash + FILE_HASH_LENGTH, FILE_HASH_LENGTH};
}

static bool has_transcript(const struct document *document)
{
    return !span_equal(file_digits(document), SPAN("0000000000000000"));
}

/*
 * A rejected document keeps what it published, but where the last corpus
 * can't be read, that is lost; its file may have become another since.
 */
static bool is_lost(const struct corpus *corpus,
                    const struct document *document)
{
    struct sink *messages = corpus->options->messages;
    struct span record;
    char *path;

    if (document->state != DOCUMENT_REJECTED ||
        find_previous(corpus, 0, document, &record))
        return false;
    path = path_in_data(corpus->options->data, document->path);
    log_text(messages, span_of_string(path == NULL ? "" : path));
    LIT(messages, ": /transcript: warning: what was published of it can't be "
                  "read any more, so it is left out\n");
    free(path);
    return true;
}

static enum error list_talks(struct corpus *corpus)
{
    const struct catalog *catalog = corpus->catalog;

    corpus->talks = calloc(catalog->by_slug_count + 1, sizeof *corpus->talks);
    if (corpus->talks == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < catalog->by_slug_count; i++) {
        const struct document *document = catalog->by_slug[i];

        if (has_transcript(document) && !is_lost(corpus, document))
            corpus->talks[corpus->count++].document = document;
    }
    return ERROR_NONE;
}

static enum error hash_talk(const struct corpus *corpus, XXH3_state_t *hash,
                            const struct document *document)
{
    struct sink counting = sink_counting();
    unsigned char length[8];
    struct row episode;
    enum error error = find_episode(corpus, 0, document, &episode);

    if (error != ERROR_NONE)
        return error;
    recording_address(&counting, html_url, episode, 0);
    store_u64(length, sink_length(&counting));
    XXH3_64bits_update(hash, document->slug, strlen(document->slug) + 1);
    XXH3_64bits_update(hash, file_digits(document).at, FILE_HASH_LENGTH);
    XXH3_64bits_update(hash, length, sizeof length);
    return ERROR_NONE;
}

/* Writes the corpus's name; nothing where nothing is to be in it. */
static enum error name_corpus(const struct corpus *corpus, struct sink *name)
{
    XXH3_state_t *hash = XXH3_createState();
    struct span publisher = SPAN(PUBLISHER);
    enum error error = ERROR_NONE;

    if (hash == NULL)
        return ERROR_MEMORY;
    XXH3_64bits_reset(hash);
    XXH3_64bits_update(hash, publisher.at, publisher.length);
    for (size_t i = 0; error == ERROR_NONE && i < corpus->count; i++)
        error = hash_talk(corpus, hash, corpus->talks[i].document);
    if (corpus->count > 0)
        sink_hex(name, XXH3_64bits_digest(hash), 16);
    XXH3_freeState(hash);
    return error;
}

static enum error read_talk(struct talk *talk, struct row episode,
                            struct span file)
{
    struct key key =
        key_of(KEY_TRANSCRIPT, span_of_string(talk->document->slug));
    struct complaints complaints = {0};
    struct transcript transcript;
    enum error error = ERROR_MEMORY;

    if (transcript_read(file, &complaints, &transcript))
        error = segments_write(&transcript, episode, key_span(&key),
                               &talk->writer, &talk->record);
    complaints_free(&complaints);
    transcript_free(&transcript);
    return error;
}

static void make_talk(void *context, size_t item, unsigned worker)
{
    struct corpus *corpus = context;
    struct talk *talk = &corpus->talks[item];
    char hash[FILE_HASH_LENGTH];
    struct row episode;
    char *path;
    char *bytes;
    size_t length;

    if (find_previous(corpus, worker, talk->document, &talk->record))
        return;
    path = path_in_data(corpus->options->data, talk->document->path);
    talk->error = path == NULL
                      ? ERROR_MEMORY
                      : find_episode(corpus, worker, talk->document, &episode);
    if (talk->error == ERROR_NONE) {
        transcript_file_read(path, record_text(episode, EPISODE_TRANSCRIPT),
                             hash, &bytes, &length);
        talk->changed = !span_equal((struct span){hash, sizeof hash},
                                    file_digits(talk->document));
        if (!talk->changed)
            talk->error =
                read_talk(talk, episode, (struct span){bytes, length});
        free(bytes);
    }
    free(path);
}

static enum error put_talk(struct corpus *corpus, const struct talk *talk)
{
    struct key key =
        key_of(KEY_TRANSCRIPT, span_of_string(talk->document->slug));

    if (talk->changed) {
        log_text(corpus->why, span_of_string(talk->document->path));
        LIT(corpus->why, ": its transcript changed meanwhile; compile again");
        return ERROR_INPUT;
    }
    if (talk->error != ERROR_NONE)
        return talk->error;
    return build_put(corpus->build, key_span(&key), talk->record, corpus->why);
}

static enum error settle_talk(void *context, size_t item)
{
    struct corpus *corpus = context;
    struct talk *talk = &corpus->talks[item];
    enum error error = put_talk(corpus, talk);

    writer_free(&talk->writer);
    if (item % RELEASE_EVERY == 0) {
        generation_release(corpus->fresh);
        generation_release(corpus->catalog->previous);
    }
    compile_tell(corpus->options, COMPILE_COPYING, item + 1, corpus->count);
    return error;
}

static enum error put_talks(struct corpus *corpus)
{
    struct pool_task task = {.count = corpus->count,
                             .work = make_talk,
                             .settle = settle_talk,
                             .context = corpus};
    enum error error = pool_run(corpus->options->jobs, &task);

    for (size_t i = 0; i < corpus->count; i++)
        writer_free(&corpus->talks[i].writer);
    return error;
}

enum error corpus_assemble(const struct compile_options *options,
                           const struct catalog *catalog, struct build *build,
                           struct sink *why)
{
    struct corpus corpus = {
        .options = options, .catalog = catalog, .build = build, .why = why};
    struct span before = SPAN("");
    char text[16];
    struct sink name = sink_over(text, sizeof text);
    bool kept;
    enum error error = build_look(build, options->jobs, &corpus.fresh, why);

    if (catalog->previous != NULL)
        before = generation_corpus(catalog->previous);
    if (error == ERROR_NONE)
        error = list_talks(&corpus);
    if (error == ERROR_NONE)
        error = name_corpus(&corpus, &name);
    if (error == ERROR_NONE)
        error = build_corpus(build, sink_held(&name), before, &kept, why);
    if (error == ERROR_NONE && !kept)
        error = put_talks(&corpus);
    generation_close(corpus.fresh);
    free(corpus.talks);
    return error;
}
