#include "store/write.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "base/escape.h"
#include "record/write.h"

/* One huge transaction would keep all it wrote in memory. */
#define COMMIT_BYTES ((size_t)16 << 20)

/*
 * Address space, not memory, and part of the file; so it is fixed. A 64-bit
 * Raspberry Pi may have 512 GiB of it, a 32-bit one little over 2.
 */
#define MAP_BYTES                                                              \
    (sizeof(void *) == 4 ? (size_t)1 << 30 : (size_t)((uint64_t)64 << 30))

struct build {
    char *folder;
    char *path;  /* of the new file */
    int lock_fd; /* of the folder */
    bool locked;
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi dbi;
    size_t uncommitted; /* bytes */
    uint64_t records;
    XXH3_state_t *hash;
};

static enum error complain(struct sink *why, const char *path, const char *text,
                           enum error error)
{
    log_text(why, span_of_string(path));
    LIT(why, ": ");
    sink_ready(why, span_of_string(text));
    return error;
}

static enum error complain_of_lmdb(struct sink *why, const struct build *build,
                                   int code)
{
    if (code == MDB_MAP_FULL)
        return complain(why, build->path,
                        "the store would be larger than this system can map",
                        ERROR_FULL);
    errno = code;
    return complain(why, build->path, mdb_strerror(code), ERROR_SYSTEM);
}

static enum error take_lock(struct build *build,
                            void (*waiting)(const char *folder),
                            struct sink *why)
{
    if (mkdir(build->folder, 0777) != 0 && errno != EEXIST)
        return complain(why, build->folder, strerror(errno), ERROR_SYSTEM);
    build->lock_fd = open(build->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (build->lock_fd < 0)
        return complain(why, build->folder, strerror(errno), ERROR_SYSTEM);
    build->locked = flock(build->lock_fd, LOCK_EX | LOCK_NB) == 0;
    if (!build->locked)
        waiting(build->folder);
    while (!build->locked) {
        build->locked = flock(build->lock_fd, LOCK_EX) == 0;
        if (!build->locked && errno != EINTR)
            return complain(why, build->folder, strerror(errno), ERROR_SYSTEM);
    }
    return ERROR_NONE;
}

static int begin_transaction(struct build *build)
{
    int code = mdb_txn_begin(build->env, NULL, 0, &build->txn);

    build->uncommitted = 0;
    return code != 0 ? code : mdb_dbi_open(build->txn, NULL, 0, &build->dbi);
}

static int open_environment(struct build *build)
{
    /* The file is synced once, before the rename that makes it count. */
    unsigned flags = MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOSYNC | MDB_NOTLS;
    int code = mdb_env_create(&build->env);

    if (code == 0)
        code = mdb_env_set_mapsize(build->env, MAP_BYTES);
    if (code == 0)
        code = mdb_env_open(build->env, build->path, flags, 0666);
    return code != 0 ? code : begin_transaction(build);
}

static enum error prepare(struct build *build,
                          void (*waiting)(const char *folder), struct sink *why)
{
    enum error error = take_lock(build, waiting, why);
    int code;

    if (error != ERROR_NONE)
        return error;
    if (unlink(build->path) != 0 && errno != ENOENT)
        return complain(why, build->path, strerror(errno), ERROR_SYSTEM);
    code = open_environment(build);
    return code == 0 ? ERROR_NONE : complain_of_lmdb(why, build, code);
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
    if (asprintf(&fresh->path, "%s/data.mdb.new", folder) < 0)
        fresh->path = NULL;
    if (fresh->folder != NULL && fresh->path != NULL && fresh->hash != NULL) {
        XXH3_64bits_reset(fresh->hash);
        error = prepare(fresh, waiting, why);
    }
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

static int commit(struct build *build)
{
    int code = mdb_txn_commit(build->txn);

    build->txn = NULL;
    return code;
}

static int commit_where_due(struct build *build)
{
    int code;

    if (build->txn == NULL)
        return begin_transaction(build);
    if (build->uncommitted < COMMIT_BYTES)
        return 0;
    code = commit(build);
    return code != 0 ? code : begin_transaction(build);
}

enum error build_put(struct build *build, struct span key, struct span value,
                     struct sink *why)
{
    MDB_val name = {key.length, (void *)(uintptr_t)key.at};
    MDB_val data = {value.length, (void *)(uintptr_t)value.at};
    int code = commit_where_due(build);

    if (code == 0)
        code = mdb_put(build->txn, build->dbi, &name, &data, MDB_APPEND);
    if (code != 0)
        return complain_of_lmdb(why, build, code);
    hash_record(build, key, value);
    build->records++;
    build->uncommitted += key.length + value.length;
    return ERROR_NONE;
}

enum error build_look(struct build *build, unsigned readers,
                      struct generation **generation, struct sink *why)
{
    int code = commit(build);

    if (code != 0)
        return complain_of_lmdb(why, build, code);
    return generation_open(build->path, readers, true, generation, why);
}

static enum error put_generation(struct build *build, struct span publisher,
                                 struct span renderer, struct sink *why)
{
    struct key key = key_of(KEY_GENERATION, SPAN(""));
    char digits[16];
    struct sink hash = sink_over(digits, sizeof digits);
    struct writer writer = {0};
    struct span bytes;
    enum error error;

    sink_hex(&hash, XXH3_64bits_digest(build->hash), 16);
    writer_begin(&writer, SHAPE_GENERATION, key_span(&key));
    writer_text(&writer, WRITER_ROOT, GENERATION_HASH, sink_held(&hash));
    writer_text(&writer, WRITER_ROOT, GENERATION_PUBLISHER, publisher);
    writer_text(&writer, WRITER_ROOT, GENERATION_RENDERER, renderer);
    writer_whole(&writer, WRITER_ROOT, GENERATION_RECORDS,
                 (int64_t)build->records);
    error = writer_end(&writer, &bytes);
    if (error == ERROR_NONE)
        error = build_put(build, key_span(&key), bytes, why);
    writer_free(&writer);
    return error;
}

/* What is synced before and after the rename: the file, then its name. */
static int put_in_place(struct build *build)
{
    int folder = build->lock_fd;
    int file = openat(folder, "data.mdb.new", O_RDONLY | O_CLOEXEC);
    int failed = file < 0 || fsync(file) != 0;

    if (file >= 0)
        close(file);
    return failed ||
           renameat(folder, "data.mdb.new", folder, "data.mdb") != 0 ||
           fsync(folder) != 0;
}

enum error build_publish(struct build *build, struct span publisher,
                         struct span renderer, struct sink *why)
{
    enum error error = put_generation(build, publisher, renderer, why);
    int code;

    if (error != ERROR_NONE)
        return error;
    code = commit(build);
    if (code != 0)
        return complain_of_lmdb(why, build, code);
    mdb_env_close(build->env);
    build->env = NULL;
    if (put_in_place(build) != 0)
        return complain(why, build->path, strerror(errno), ERROR_SYSTEM);
    return ERROR_NONE;
}

void build_end(struct build *build)
{
    if (build == NULL)
        return;
    if (build->txn != NULL)
        mdb_txn_abort(build->txn);
    if (build->env != NULL)
        mdb_env_close(build->env);
    if (build->locked)
        unlinkat(build->lock_fd, "data.mdb.new", 0);
    if (build->lock_fd >= 0)
        close(build->lock_fd);
    XXH3_freeState(build->hash);
    free(build->folder);
    free(build->path);
    free(build);
}

int build_spool(const struct build *build)
{
    char *name;
    int spool =
        openat(build->lock_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (spool >= 0 || asprintf(&name, "%s/spool.XXXXXX", build->folder) < 0)
        return spool;
    spool = mkostemp(name, O_CLOEXEC);
    if (spool >= 0)
        unlink(name);
    free(name);
    return spool;
}
