#include "store/generation.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/guard.h"

static enum error copy_site(struct generation *generation)
{
    struct key key = key_of(KEY_SITE, SPAN(""));
    struct span bytes;
    enum error error = generation_bytes(generation, 0, key_span(&key), &bytes);

    if (error != ERROR_NONE)
        return error;
    generation->site_bytes = malloc(bytes.length);
    if (generation->site_bytes == NULL)
        return ERROR_MEMORY;
    memcpy(generation->site_bytes, bytes.at, bytes.length);
    error = volume_locate(&generation->data, bytes);
    if (error != ERROR_NONE)
        return error;
    bytes.at = generation->site_bytes;
    return record_open(bytes, SHAPE_SITE, key_span(&key), &generation->site);
}

static void copy_digits(char *to, struct span digits)
{
    if (digits.length == HASH_DIGITS)
        memcpy(to, digits.at, HASH_DIGITS);
}

static enum error copy_identity(struct generation *generation)
{
    struct key key = key_of(KEY_GENERATION, SPAN(""));
    struct row root;
    enum error error =
        generation_find(generation, 0, SHAPE_GENERATION, key_span(&key), &root);

    if (error != ERROR_NONE)
        return error;
    copy_digits(generation->hash, record_text(root, GENERATION_HASH));
    copy_digits(generation->publisher, record_text(root, GENERATION_PUBLISHER));
    copy_digits(generation->renderer, record_text(root, GENERATION_RENDERER));
    copy_digits(generation->corpus_name, record_text(root, GENERATION_CORPUS));
    generation->data.rosters = (uint64_t)record_whole(root, GENERATION_ROSTERS);
    generation->finished = true;
    return ERROR_NONE;
}

static enum error read_first_records(struct generation *generation,
                                     const char *path, bool unfinished,
                                     struct sink *why)
{
    enum error error = copy_site(generation);

    if (error == ERROR_NONE && !unfinished)
        error = copy_identity(generation);
    if (error == ERROR_FOREIGN)
        return volume_complain(
            why, path, error,
            "made by another version of tlexdr; compile again");
    if (error != ERROR_NONE)
        return volume_complain(
            why, path, ERROR_DAMAGED,
            "damaged: the site's or the last record can't be "
            "read; compile again");
    return ERROR_NONE;
}

static bool is_scarcity(int code)
{
    return code == EMFILE || code == ENFILE || code == ENOMEM ||
           code == EAGAIN || code == EINTR;
}

/*
 * A generation without its corpus serves all else. What is wrong with it is
 * in `why`, and what its file looked like is kept, to see it change. Where a
 * descriptor or memory is wanting, opening all may succeed soon.
 */
static enum error open_corpus(struct generation *generation, const char *path,
                              unsigned readers, struct sink *why)
{
    struct span name = generation_corpus(generation);
    enum error error;

    if (name.length == 0)
        return ERROR_NONE;
    generation->corpus_path = corpus_path(path, name);
    if (generation->corpus_path == NULL)
        return ERROR_MEMORY;
    if (stat(generation->corpus_path, &generation->corpus_file) != 0)
        generation->corpus_file = (struct stat){0};
    error = corpus_open(generation->corpus_path, name, readers,
                        &generation->corpus, why);
    if (error == ERROR_NONE)
        return ERROR_NONE;
    if (error == ERROR_MEMORY || (error == ERROR_SYSTEM && is_scarcity(errno)))
        return error;
    volume_close(&generation->corpus);
    generation->corpus_error = ERROR_DAMAGED;
    LIT(why, "; without it there are no transcripts");
    return ERROR_NONE;
}

static enum error make_readers(struct generation *generation, unsigned readers)
{
    generation->readers = calloc(readers, sizeof *generation->readers);
    if (generation->readers == NULL)
        return ERROR_MEMORY;
    generation->reader_count = readers;
    generation->windows = windows_open(readers);
    for (unsigned i = 0; generation->windows != NULL && i < readers; i++)
        generation->readers[i].window.base =
            generation->windows + i * WINDOW_BYTES;
    return ERROR_NONE;
}

static enum error fill(struct generation *generation, const char *path,
                       unsigned readers, bool unfinished, struct sink *why)
{
    enum error error = make_readers(generation, readers);

    generation->corpus_error = ERROR_ABSENT;
    if (error == ERROR_NONE)
        error = volume_open(path, readers, &generation->data, why);
    if (error == ERROR_NONE)
        error = read_first_records(generation, path, unfinished, why);
    if (error == ERROR_NONE)
        error = open_corpus(generation, path, readers, why);
    return error;
}

enum error generation_open(const char *path, unsigned readers, bool unfinished,
                           struct generation **generation, struct sink *why)
{
    struct generation *fresh = calloc(1, sizeof *fresh);
    enum error error;

    if (fresh == NULL)
        return ERROR_MEMORY;
    error = fill(fresh, path, readers, unfinished, why);
    if (error != ERROR_NONE) {
        generation_close(fresh);
        return error;
    }
    *generation = fresh;
    return ERROR_NONE;
}

void generation_release(struct generation *generation)
{
    if (generation == NULL)
        return;
    residence_release(&generation->data.residence);
    residence_release(&generation->corpus.residence);
}

void generation_close(struct generation *generation)
{
    if (generation == NULL)
        return;
    volume_close(&generation->data);
    volume_close(&generation->corpus);
    windows_close(generation->windows, generation->reader_count);
    free(generation->corpus_path);
    free(generation->readers);
    free(generation->site_bytes);
    free(generation);
}

bool generation_worn(const struct generation *generation)
{
    return atomic_load_explicit(&generation->worn, memory_order_relaxed);
}

void generation_wear(struct generation *generation)
{
    atomic_store_explicit(&generation->worn, true, memory_order_relaxed);
}

struct row generation_site(const struct generation *generation)
{
    return generation->site;
}

struct span generation_hash(const struct generation *generation)
{
    return (struct span){generation->hash,
                         generation->finished ? HASH_DIGITS : 0};
}

struct span generation_publisher(const struct generation *generation)
{
    return (struct span){generation->publisher,
                         generation->finished ? HASH_DIGITS : 0};
}

struct span generation_renderer(const struct generation *generation)
{
    return (struct span){generation->renderer,
                         generation->finished ? HASH_DIGITS : 0};
}

struct span generation_corpus(const struct generation *generation)
{
    return (struct span){generation->corpus_name,
                         generation->corpus_name[0] != '\0' ? HASH_DIGITS : 0};
}

bool generation_stirred(const struct generation *generation)
{
    const struct stat *then = &generation->corpus_file;
    struct stat now = {0};

    if (generation->corpus_path == NULL)
        return false;
    if (stat(generation->corpus_path, &now) != 0)
        now = (struct stat){0};
    if (generation->corpus.env == NULL)
        return !same_file(&now, then);
    return same_inode(&now, then) && !same_file(&now, then);
}

uint64_t generation_size(const struct generation *generation)
{
    return generation->data.size + generation->corpus.size;
}
