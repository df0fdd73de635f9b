/*
 * Reads a corpus to its end before it is kept for one generation more: what
 * is damaged in it would else be kept for ever.
 */
#include "store/corpus_check.h"

#include "store/generation.h"
#include "store/guard.h"

struct check {
    const struct volume *volume;
    bool sound;
};

static bool is_sound(const MDB_val *key, const MDB_val *value)
{
    struct span name = {key->mv_data, key->mv_size};
    struct span bytes = {value->mv_data, value->mv_size};
    struct row root;

    return record_open(bytes, record_shape(bytes), name, &root) == ERROR_NONE;
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
           is_sound(&key, &value))
        ;
    check->sound = code == MDB_NOTFOUND;
    mdb_cursor_close(cursor);
}

bool corpus_is_sound(const struct volume *volume)
{
    struct check check = {.volume = volume};

    return guard_run(check_all, &check) && check.sound;
}
