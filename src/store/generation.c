#include "store/generation.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>

#include "base/escape.h"
#include "store/guard.h"

/* LMDB would abort the process where it finds its own pages odd. */
static void leave_assertion(MDB_env *env, const char *text)
{
    (void)env;
    (void)text;
    guard_leave();
}

/* A store near the size of memory: reading ahead would push out what is used.
 */
static unsigned readahead_flag(uint64_t size)
{
    struct sysinfo memory;

    if (sysinfo(&memory) == 0 &&
        size > (uint64_t)memory.totalram * memory.mem_unit / 4)
        return MDB_NORDAHEAD;
    return 0;
}

static int open_environment(struct generation *generation, const char *path)
{
    unsigned flags = MDB_RDONLY | MDB_NOLOCK | MDB_NOSUBDIR | MDB_NOTLS |
                     readahead_flag(generation->size);
    int code = mdb_env_create(&generation->env);

    if (code != 0)
        return code;
    mdb_env_set_assert(generation->env, leave_assertion);
    code = mdb_env_set_mapsize(generation->env, (size_t)generation->size);
    return code != 0 ? code : mdb_env_open(generation->env, path, flags, 0);
}

static int begin_readers(struct generation *generation)
{
    int code = 0;

    generation->readers =
        calloc(generation->reader_count, sizeof *generation->readers);
    if (generation->readers == NULL)
        return ENOMEM;
    for (unsigned i = 0; code == 0 && i < generation->reader_count; i++)
        code = mdb_txn_begin(generation->env, NULL, MDB_RDONLY,
                             &generation->readers[i].txn);
    return code != 0 ? code
                     : mdb_dbi_open(generation->readers[0].txn, NULL, 0,
                                    &generation->dbi);
}

/* A file that was cut short maps, but faults where it is read. */
static bool is_whole(const struct generation *generation)
{
    MDB_envinfo info;
    MDB_stat stat;

    return mdb_env_info(generation->env, &info) == 0 &&
           mdb_env_stat(generation->env, &stat) == 0 &&
           ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize <=
               generation->size;
}

static enum error complain(struct sink *why, const char *path, enum error error,
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
        return complain(why, path, error,
                        "not a store of this machine's word size and byte "
                        "order; compile DATA here");
    case ERROR_ABSENT:
        return complain(why, path, error,
                        "no store there; `tlexdr compile` makes one");
    default:
        return complain(why, path, error, mdb_strerror(code));
    }
}

static enum error open_residence(struct generation *generation,
                                 const char *inside)
{
    mdb_filehandle_t fd;

    if (mdb_env_get_fd(generation->env, &fd) != 0)
        return ERROR_SYSTEM;
    return residence_open(&generation->residence, fd, generation->size, inside);
}

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
    error = open_residence(generation, bytes.at);
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
        return complain(why, path, error,
                        "made by another version of tlexdr; compile again");
    if (error != ERROR_NONE)
        return complain(why, path, ERROR_DAMAGED,
                        "damaged: the site's or the last record can't be "
                        "read; compile again");
    return ERROR_NONE;
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
        return complain(why, path, error,
                        "larger than 1 GiB, which a 32-bit system can't map");
    default:
        return complain(why, path, error, strerror(errno));
    }
}

/* What opening does under the guard, since a cut file faults here first. */
struct opening {
    struct generation *generation;
    const char *path;
    int code;
    bool whole;
};

static void open_under_guard(void *context)
{
    struct opening *opening = context;

    opening->code = open_environment(opening->generation, opening->path);
    if (opening->code != 0)
        return;
    opening->whole = is_whole(opening->generation);
    if (opening->whole)
        opening->code = begin_readers(opening->generation);
}

static enum error fill(struct generation *generation, const char *path,
                       bool unfinished, struct sink *why)
{
    struct opening opening = {.generation = generation, .path = path};
    enum error error = measure(path, &generation->size);

    if (error != ERROR_NONE)
        return complain_of_file(why, path, error);
    if (!guard_run(open_under_guard, &opening))
        return complain(why, path, ERROR_DAMAGED, "damaged; compile again");
    if (opening.code != 0)
        return complain_of_open(why, path, opening.code);
    if (!opening.whole)
        return complain(why, path, ERROR_DAMAGED, "cut short; compile again");
    return read_first_records(generation, path, unfinished, why);
}

enum error generation_open(const char *path, unsigned readers, bool unfinished,
                           struct generation **generation, struct sink *why)
{
    struct generation *fresh = calloc(1, sizeof *fresh);
    enum error error;

    if (fresh == NULL)
        return ERROR_MEMORY;
    fresh->reader_count = readers;
    error = fill(fresh, path, unfinished, why);
    if (error != ERROR_NONE) {
        generation_close(fresh);
        return error;
    }
    *generation = fresh;
    return ERROR_NONE;
}

void generation_release(const struct generation *generation)
{
    if (generation != NULL)
        residence_release(&generation->residence);
}

void generation_close(struct generation *generation)
{
    if (generation == NULL)
        return;
    for (unsigned i = 0;
         generation->readers != NULL && i < generation->reader_count; i++)
        mdb_txn_abort(generation->readers[i].txn);
    mdb_env_close(generation->env);
    residence_close(&generation->residence);
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

uint64_t generation_size(const struct generation *generation)
{
    return generation->size;
}
