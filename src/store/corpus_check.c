/*
 * Reads a corpus to its end before it is kept for one generation more: what
 * is damaged in it would else be kept for ever.
 */
#include "store/corpus_check.h"

#include "store/generation.h"
#include "store/guard.h"

/* So much is held in memory at most, of what may be gigabytes. */
#define RELEASE_BYTES ((size_t)4 << 20)

struct check {
    const struct volume *volume;
    size_t held; /* bytes */
    bool sound;
};

static bool is_sound(struct check *check, const MDB_val *key,
                     const MDB_val *value)
{
    struct span name = {key->mv_data, key->mv_size};
    struct span bytes = {value->mv_data, value->mv_size};
    struct row root;
    bool sound =
        record_open(bytes, record_shape(bytes), name, &root) == ERROR_NONE;

    check->held += bytes.length;
    if (check->held > RELEASE_BYTES) {
        residence_release(&check->volume->residence);
        check->held = 0;
    }
    return sound;
}

static void check_all(void *context)
{
    struct check *check = context;
    MDB_cursor *cursor;
    MDB_val key;
    MDB_val value;
    int code;

    if (mdb_cursor_open(check->volume->readers[0], check->volume->dbi,
                        &cursor) != 0)
        return;
    while ((code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0 &&
           is_sound(check, &key, &value))
        ;
    check->sound = code == MDB_NOTFOUND;
    mdb_cursor_close(cursor);
}

bool corpus_is_sound(const struct volume *volume)
{
    struct check check = {.volume = volume};

    return guard_run(check_all, &check) && check.sound;
}
