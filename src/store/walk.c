/*
 * Walks over the keys of a generation's files, in their order.
 */
#include "store/generation.h"

#include "store/guard.h"

/* One step of a walk as guard_run() takes it. */
struct step {
    const struct volume *volume;
    MDB_cursor *cursor;
    MDB_cursor_op operation;
    MDB_val found; /* the key to start from, then the one that was met */
    struct span key;
    struct span bytes;
    enum error error;
};

static void take_step(void *context)
{
    struct step *step = context;
    MDB_val value;
    int code =
        mdb_cursor_get(step->cursor, &step->found, &value, step->operation);

    step->error = error_of_lmdb(code);
    if (code != 0)
        return;
    step->key = (struct span){step->found.mv_data, step->found.mv_size};
    step->bytes = (struct span){value.mv_data, value.mv_size};
    /* What leads nowhere is no record; it ends no walk. */
    if (volume_resolve(step->volume, &step->bytes) != ERROR_NONE)
        step->bytes = SPAN("");
}

static enum error walk(struct step *step, struct span prefix,
                       enum error (*visit)(void *context, struct span key,
                                           struct span bytes),
                       void *context)
{
    for (;; step->operation = MDB_NEXT) {
        enum error error;

        if (!guard_run(take_step, step))
            return ERROR_DAMAGED;
        if (step->error == ERROR_ABSENT)
            return ERROR_NONE;
        if (step->error != ERROR_NONE)
            return step->error;
        if (!span_starts(step->key, prefix))
            return ERROR_NONE;
        error = visit(context, step->key, step->bytes);
        if (error != ERROR_NONE)
            return error;
    }
}

enum error volume_walk(const struct volume *volume, unsigned reader,
                       struct span prefix,
                       enum error (*visit)(void *context, struct span key,
                                           struct span bytes),
                       void *context)
{
    static const char behind_packs = KEY_PACK + 1;
    struct step step = {.volume = volume,
                        .operation = MDB_SET_RANGE,
                        .found = {1, (void *)(uintptr_t)&behind_packs}};
    enum error error;

    if (prefix.length > 0)
        step.found = (MDB_val){prefix.length, (void *)(uintptr_t)prefix.at};
    if (mdb_cursor_open(volume->readers[reader], volume->dbi, &step.cursor) !=
        0)
        return ERROR_MEMORY;
    error = walk(&step, prefix, visit, context);
    mdb_cursor_close(step.cursor);
    return error;
}

enum error generation_walk(struct generation *generation, unsigned reader,
                           struct span prefix,
                           enum error (*visit)(void *context, struct span key,
                                               struct span bytes),
                           void *context)
{
    struct volume *volume = generation_volume(generation, prefix);
    enum error error;

    if (volume->env == NULL)
        return generation->corpus_error == ERROR_ABSENT
                   ? ERROR_NONE
                   : generation->corpus_error;
    error = volume_walk(volume, reader, prefix, visit, context);
    if (error != ERROR_NONE || prefix.length > 0 ||
        generation->corpus.env == NULL)
        return error;
    return volume_walk(&generation->corpus, reader, prefix, visit, context);
}
