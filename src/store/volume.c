#include "store/volume.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "store/budget.h"
#include "store/guard.h"
#include "store/read.h"

enum error error_of_lmdb(int code)
{
    switch (code) {
    case MDB_SUCCESS:
        return ERROR_NONE;
    case MDB_NOTFOUND:
    case ENOENT:
        return ERROR_ABSENT;
    case MDB_VERSION_MISMATCH:
    case MDB_INVALID:
        return ERROR_FOREIGN;
    case ENOMEM:
        return ERROR_MEMORY;
    default:
        return code > 0 ? ERROR_SYSTEM : ERROR_DAMAGED;
    }
}

/* LMDB would abort the process where it finds its own pages odd. */
static void leave_assertion(MDB_env *env, const char *text)
{
    (void)env;
    (void)text;
    guard_leave();
}

/*
 * The first look-ups are few and far apart: who opens a large file would wait
 * for megabytes around each.
 */
static unsigned readahead_flag(uint64_t size)
{
    return size > STORE_LARGE ? MDB_NORDAHEAD : 0;
}

static int open_environment(struct volume *volume, const char *path)
{
    unsigned flags = MDB_RDONLY | MDB_NOLOCK | MDB_NOSUBDIR | MDB_NOTLS |
                     readahead_flag(volume->size);
    int code = mdb_env_create(&volume->env);

    if (code != 0)
        return code;
    mdb_env_set_assert(volume->env, leave_assertion);
    code = mdb_env_set_mapsize(volume->env, (size_t)volume->size);
    return code != 0 ? code : mdb_env_open(volume->env, path, flags, 0);
}

/* Could the whole file be mapped just now? */
static bool fits_in_memory(const char *path, uint64_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *map = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);

    if (map != MAP_FAILED)
        munmap(map, (size_t)size);
    if (fd >= 0)
        close(fd);
    return map != MAP_FAILED;
}

/*
 * LMDB maps as much as a file says that it holds. What no memory could hold,
 * though the file itself fits, is damage and will not pass.
 */
static int open_if_sane(struct volume *volume, const char *path)
{
    int code = open_environment(volume, path);

    if (code != ENOMEM || !fits_in_memory(path, volume->size))
        return code;
    mdb_env_close(volume->env);
    volume->env = NULL;
    code = open_environment(volume, path);
    return code == ENOMEM ? MDB_CORRUPTED : code;
}

static int begin_readers(struct volume *volume, unsigned readers)
{
    int code = 0;

    volume->readers = calloc(readers, sizeof *volume->readers);
    if (volume->readers == NULL)
        return ENOMEM;
    volume->reader_count = readers;
    for (unsigned i = 0; code == 0 && i < readers; i++)
        code =
            mdb_txn_begin(volume->env, NULL, MDB_RDONLY, &volume->readers[i]);
    return code != 0 ? code
                     : mdb_dbi_open(volume->readers[0], NULL, 0, &volume->dbi);
}

/* Where the packs lie, so that no look-up has to find that out. */
static int load_packs(struct volume *volume)
{
    MDB_cursor *cursor;
    MDB_val key;
    MDB_val value;
    int code = mdb_cursor_open(volume->readers[0], volume->dbi, &cursor);

    if (code != 0)
        return code;
    while ((code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0 &&
           *(const char *)key.mv_data == KEY_PACK) {
        struct span name = {key.mv_data, key.mv_size};
        struct span bytes = {value.mv_data, value.mv_size};

        if (packs_add(&volume->packs, name, bytes, volume->size >> 12) !=
            ERROR_NONE) {
            code = ENOMEM;
            break;
        }
    }
    mdb_cursor_close(cursor);
    return code == MDB_NOTFOUND ? 0 : code;
}

/* A file that was cut short maps, but faults where it is read. */
static bool is_whole(const struct volume *volume)
{
    MDB_envinfo info;
    MDB_stat stat;

    return mdb_env_info(volume->env, &info) == 0 &&
           mdb_env_stat(volume->env, &stat) == 0 &&
           ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize <= volume->size;
}

enum error volume_complain(struct sink *why, const char *path, enum error error,
                           const char *text)
{
    log_text(why, span_of_string(path));
    LIT(why, ": ");
    sink_ready(why, span_of_string(text));
    return error;
}

static enum error complain_of_open(struct sink *why, const char *path, int code)
{
    enum error error = error_of_lmdb(code);

    switch (error) {
    case ERROR_FOREIGN:
        return volume_complain(why, path, error,
                               "not a store of this machine's word size and "
                               "byte order; compile DATA here");
    case ERROR_ABSENT:
        return volume_complain(why, path, error,
                               "no store there; `tlexdr compile` makes one");
    case ERROR_DAMAGED:
        return volume_complain(why, path, error, "damaged; compile again");
    default:
        return volume_complain(why, path, error, mdb_strerror(code));
    }
}

static enum error measure(const char *path, uint64_t *size)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return errno == ENOENT ? ERROR_ABSENT : ERROR_SYSTEM;
    *size = (uint64_t)status.st_size;
    if (sizeof(void *) == 4 && *size > (uint64_t)1 << 30)
        return ERROR_FULL;
    return ERROR_NONE;
}

static enum error complain_of_file(struct sink *why, const char *path,
                                   enum error error)
{
    switch (error) {
    case ERROR_ABSENT:
        return complain_of_open(why, path, ENOENT);
    case ERROR_FULL:
        return volume_complain(why, path, error,
                               "larger than 1 GiB, which a 32-bit system "
                               "can't map");
    default:
        return volume_complain(why, path, error, strerror(errno));
    }
}

/* What opening does under the guard, since a cut file faults here first. */
struct opening {
    struct volume *volume;
    const char *path;
    unsigned readers;
    int code;
    bool whole;
};

static void open_under_guard(void *context)
{
    struct opening *opening = context;

    opening->code = open_if_sane(opening->volume, opening->path);
    if (opening->code != 0)
        return;
    opening->whole = is_whole(opening->volume);
    if (opening->whole)
        opening->code = begin_readers(opening->volume, opening->readers);
    if (opening->whole && opening->code == 0)
        opening->code = load_packs(opening->volume);
}

enum error volume_open(const char *path, unsigned readers,
                       struct volume *volume, struct sink *why)
{
    struct opening opening = {
        .volume = volume, .path = path, .readers = readers};
    enum error error = measure(path, &volume->size);

    if (error != ERROR_NONE)
        return complain_of_file(why, path, error);
    if (!guard_run(open_under_guard, &opening))
        return volume_complain(why, path, ERROR_DAMAGED,
                               "damaged; compile again");
    if (opening.code != 0) {
        errno = opening.code;
        return complain_of_open(why, path, opening.code);
    }
    if (!opening.whole)
        return volume_complain(why, path, ERROR_DAMAGED,
                               "cut short; compile again");
    return ERROR_NONE;
}

/* LMDB believes what a damaged page says of a value's length. */
static bool is_inside(const struct volume *volume, struct span bytes)
{
    const char *base = volume->residence.base;

    return base == NULL ||
           (bytes.length <= volume->size && bytes.at >= base &&
            (uint64_t)(bytes.at - base) <= volume->size - bytes.length);
}

enum error volume_resolve(const struct volume *volume, struct span *value)
{
    enum error error = packs_resolve(&volume->packs, value);

    return error == ERROR_NONE && !is_inside(volume, *value) ? ERROR_DAMAGED
                                                             : error;
}

int volume_find(const struct volume *volume, unsigned reader, struct span key,
                struct span *bytes)
{
    MDB_val name = {key.length, (void *)(uintptr_t)key.at};
    MDB_val value;
    int code = mdb_get(volume->readers[reader], volume->dbi, &name, &value);

    if (code != 0)
        return code;
    *bytes = (struct span){value.mv_data, value.mv_size};
    return volume_resolve(volume, bytes) == ERROR_NONE ? 0 : MDB_CORRUPTED;
}

enum error volume_locate(struct volume *volume, struct span inside)
{
    mdb_filehandle_t fd;

    if (mdb_env_get_fd(volume->env, &fd) != 0)
        return ERROR_SYSTEM;
    residence_open(&volume->residence, fd, volume->size, inside.at);
    volume->residence.no_ahead = volume->size > memory_budget() / 4;
    return ERROR_NONE;
}

void volume_close(struct volume *volume)
{
    for (unsigned i = 0; i < volume->reader_count; i++)
        mdb_txn_abort(volume->readers[i]);
    mdb_env_close(volume->env);
    residence_close(&volume->residence);
    packs_free(&volume->packs);
    free(volume->readers);
    *volume = (struct volume){0};
}
