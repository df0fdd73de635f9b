#include "store/write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "record/write.h"
#include "store/corpus_check.h"
#include "store/draft.h"
#include "store/generation.h"
#include "store/spool.h"

#define NEW_DATA "data.mdb.new"
#define NEW_CORPUS "corpus.mdb.new"

struct build {
    char *folder;
    int lock_fd; /* of the folder */
    bool locked;
    struct draft data;
    struct draft corpus;
    char corpus_name[HASH_DIGITS];
    char corpus_before[HASH_DIGITS]; /* stays in the folder */
    bool has_corpus;
    bool has_corpus_before;
    bool corpus_is_new; /* it lies in the folder since this build */
    XXH3_state_t *hash; /* of what is in data */
};

static enum error complain_of_system(struct sink *why, const char *path)
{
    return volume_complain(why, path, ERROR_SYSTEM, strerror(errno));
}

static enum error take_lock(struct build *build,
                            void (*waiting)(const char *folder),
                            struct sink *why)
{
    if (mkdir(build->folder, 0777) != 0 && errno != EEXIST)
        return complain_of_system(why, build->folder);
    build->lock_fd = open(build->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (build->lock_fd < 0)
        return complain_of_system(why, build->folder);
    build->locked = flock(build->lock_fd, LOCK_EX | LOCK_NB) == 0;
    if (!build->locked)
        waiting(build->folder);
    while (!build->locked) {
        build->locked = flock(build->lock_fd, LOCK_EX) == 0;
        if (!build->locked && errno != EINTR)
            return complain_of_system(why, build->folder);
    }
    return ERROR_NONE;
}

enum error build_begin(const char *folder, void (*waiting)(const char *folder),
                       struct build **build, struct sink *why)
{
    struct build *fresh = calloc(1, sizeof *fresh);
    enum error error = ERROR_MEMORY;

    if (fresh == NULL)
        return error;
    fresh->lock_fd = -1;
    fresh->folder = strdup(folder);
    fresh->hash = XXH3_createState();
    if (fresh->folder != NULL && fresh->hash != NULL &&
        draft_name(&fresh->data, folder, NEW_DATA) == ERROR_NONE &&
        draft_name(&fresh->corpus, folder, NEW_CORPUS) == ERROR_NONE) {
        XXH3_64bits_reset(fresh->hash);
        error = take_lock(fresh, waiting, why);
    }
    if (error == ERROR_NONE)
        error = draft_begin(&fresh->data, folder, why);
    if (error != ERROR_NONE) {
        build_end(fresh);
        return error;
    }
    *build = fresh;
    return ERROR_NONE;
}

/* The hash is over keys and values with their lengths, so none can shift. */
static void hash_record(struct build *build, struct span key, struct span value)
{
    unsigned char lengths[16];

    store_u64(lengths, key.length);
    store_u64(lengths + 8, value.length);
    XXH3_64bits_update(build->hash, lengths, sizeof lengths);
    XXH3_64bits_update(build->hash, key.at, key.length);
    XXH3_64bits_update(build->hash, value.at, value.length);
}

enum error build_put(struct build *build, struct span key, struct span value,
                     struct sink *why)
{
    bool apart = key_is_of_corpus(key);
    struct draft *draft = apart ? &build->corpus : &build->data;
    enum error error = draft_put(draft, key, value, why);

    if (error == ERROR_NONE && !apart)
        hash_record(build, key, value);
    return error;
}

enum error build_look(struct build *build, unsigned readers,
                      struct generation **generation, struct sink *why)
{
    enum error error = draft_settle(&build->data, why);

    if (error != ERROR_NONE)
        return error;
    return generation_open(build->data.path, readers, true, generation, why);
}

static struct span corpus_name(const struct build *build)
{
    return (struct span){build->corpus_name,
                         build->has_corpus ? HASH_DIGITS : 0};
}

/* Whether the folder holds a good file of the corpus's name. */
static bool has_good_corpus(const struct build *build)
{
    char *path = corpus_path(build->data.path, corpus_name(build));
    struct sink silence = sink_counting();
    struct volume volume = {0};
    bool good = path != NULL &&
                corpus_open(path, corpus_name(build), 1, &volume, &silence) ==
                    ERROR_NONE &&
                corpus_is_sound(&volume);

    volume_close(&volume);
    free(path);
    return good;
}

static bool copy_name(char to[HASH_DIGITS], struct span name)
{
    if (name.length == HASH_DIGITS)
        memcpy(to, name.at, HASH_DIGITS);
    return name.length == HASH_DIGITS;
}

enum error build_corpus(struct build *build, struct span name,
                        struct span before, bool *kept, struct sink *why)
{
    build->has_corpus = copy_name(build->corpus_name, name);
    build->has_corpus_before = copy_name(build->corpus_before, before);
    *kept = !build->has_corpus || has_good_corpus(build);
    return *kept ? ERROR_NONE : draft_begin(&build->corpus, build->folder, why);
}

static enum error put_written(struct build *build, struct key key,
                              struct writer *writer, struct sink *why)
{
    struct span bytes;
    enum error error = writer_end(writer, &bytes);

    if (error == ERROR_NONE)
        error = build_put(build, key_span(&key), bytes, why);
    writer_free(writer);
    return error;
}

static enum error put_rosters(struct build *build, struct draft *draft,
                              enum key_kind kind, struct sink *why)
{
    enum error error = ERROR_NONE;

    draft->rosters = roll_close(&draft->roll);
    for (uint64_t i = 0; error == ERROR_NONE && i < draft->rosters; i++) {
        struct key key = key_of_roster(kind, i);
        struct writer writer = {0};

        writer_begin(&writer, SHAPE_ROSTER, key_span(&key));
        writer_text(&writer, WRITER_ROOT, ROSTER_HASHES,
                    roll_take(&draft->roll, i, draft->rosters));
        error = put_written(build, key, &writer, why);
    }
    return error;
}

static enum error put_corpus_record(struct build *build, struct sink *why)
{
    struct key key = key_of(KEY_CORPUS, SPAN(""));
    struct writer writer = {0};
    enum error error =
        put_rosters(build, &build->corpus, KEY_CORPUS_ROSTER, why);

    if (error != ERROR_NONE)
        return error;
    writer_begin(&writer, SHAPE_CORPUS, key_span(&key));
    writer_text(&writer, WRITER_ROOT, CORPUS_NAME, corpus_name(build));
    writer_whole(&writer, WRITER_ROOT, CORPUS_RECORDS,
                 (int64_t)build->corpus.records);
    writer_whole(&writer, WRITER_ROOT, CORPUS_ROSTERS,
                 (int64_t)build->corpus.rosters);
    return put_written(build, key, &writer, why);
}

static enum error put_generation(struct build *build, struct span publisher,
                                 struct span renderer, struct sink *why)
{
    struct key key = key_of(KEY_GENERATION, SPAN(""));
    char digits[HASH_DIGITS];
    struct sink hash = sink_over(digits, sizeof digits);
    struct writer writer = {0};
    enum error error = put_rosters(build, &build->data, KEY_ROSTER, why);

    if (error != ERROR_NONE)
        return error;
    XXH3_64bits_update(build->hash, build->corpus_name,
                       corpus_name(build).length);
    sink_hex(&hash, XXH3_64bits_digest(build->hash), HASH_DIGITS);
    writer_begin(&writer, SHAPE_GENERATION, key_span(&key));
    writer_text(&writer, WRITER_ROOT, GENERATION_HASH, sink_held(&hash));
    writer_text(&writer, WRITER_ROOT, GENERATION_PUBLISHER, publisher);
    writer_text(&writer, WRITER_ROOT, GENERATION_RENDERER, renderer);
    writer_whole(&writer, WRITER_ROOT, GENERATION_RECORDS,
                 (int64_t)build->data.records);
    writer_text(&writer, WRITER_ROOT, GENERATION_CORPUS, corpus_name(build));
    writer_whole(&writer, WRITER_ROOT, GENERATION_ROSTERS,
                 (int64_t)build->data.rosters);
    return put_written(build, key, &writer, why);
}

/* What is synced before and after the rename: the file, then its name. */
static int put_in_place(const struct build *build, const struct draft *draft,
                        const char *name)
{
    int folder = build->lock_fd;
    int file = openat(folder, draft->name, O_RDONLY | O_CLOEXEC);
    int failed = file < 0 || fsync(file) != 0;

    if (file >= 0)
        close(file);
    return failed || renameat(folder, draft->name, folder, name) != 0 ||
           fsync(folder) != 0;
}

static enum error finish(struct build *build, struct draft *draft,
                         const char *name, struct sink *why)
{
    enum error error = draft_close(draft, why);

    if (error != ERROR_NONE)
        return error;
    if (put_in_place(build, draft, name) != 0)
        return complain_of_system(why, draft->path);
    return ERROR_NONE;
}

/* The corpus goes into place first: what names it must find it. */
static enum error finish_corpus(struct build *build, struct sink *why)
{
    char *path;
    enum error error;

    if (build->corpus.env == NULL)
        return ERROR_NONE;
    error = put_corpus_record(build, why);
    if (error != ERROR_NONE)
        return error;
    path = corpus_path("", corpus_name(build));
    if (path == NULL)
        return ERROR_MEMORY;
    build->corpus_is_new = faccessat(build->lock_fd, path, F_OK, 0) != 0;
    error = finish(build, &build->corpus, path, why);
    free(path);
    return error;
}

static bool is_old_corpus(const struct build *build, const char *file)
{
    struct span name = span_of_string(file);
    struct span before = {build->corpus_before,
                          build->has_corpus_before ? HASH_DIGITS : 0};
    struct span digits = span_first(span_from(name, 7), HASH_DIGITS);

    return name.length == 7 + HASH_DIGITS + 4 &&
           span_starts(name, SPAN("corpus-")) &&
           span_ends(name, SPAN(".mdb")) &&
           !span_equal(digits, corpus_name(build)) &&
           !span_equal(digits, before);
}

/* What nobody can be about to open any more; what stays lies there in vain. */
static void remove_old_corpora(const struct build *build)
{
    DIR *stream = opendir(build->folder);
    struct dirent *entry;

    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        if (is_old_corpus(build, entry->d_name))
            unlinkat(build->lock_fd, entry->d_name, 0);
    }
    if (stream != NULL)
        closedir(stream);
}

enum error build_publish(struct build *build, struct span publisher,
                         struct span renderer, struct sink *why)
{
    enum error error = finish_corpus(build, why);

    if (error == ERROR_NONE)
        error = put_generation(build, publisher, renderer, why);
    if (error == ERROR_NONE)
        error = finish(build, &build->data, "data.mdb", why);
    if (error == ERROR_NONE)
        remove_old_corpora(build);
    return error;
}

/* True where the file was not put in place. */
static bool end_draft(struct build *build, struct draft *draft)
{
    const char *name = draft->name;

    draft_free(draft);
    return build->locked && unlinkat(build->lock_fd, name, 0) == 0;
}

/* On a disk that filled up, what no data.mdb names is in the way. */
static void drop_new_corpus(const struct build *build)
{
    char *path = corpus_path("", corpus_name(build));

    if (path != NULL)
        unlinkat(build->lock_fd, path, 0);
    free(path);
}

void build_end(struct build *build)
{
    if (build == NULL)
        return;
    if (end_draft(build, &build->data) && build->corpus_is_new)
        drop_new_corpus(build);
    end_draft(build, &build->corpus);
    if (build->lock_fd >= 0)
        close(build->lock_fd);
    XXH3_freeState(build->hash);
    free(build->folder);
    free(build);
}

int build_spool(const struct build *build)
{
    return spool_open(build->folder);
}
