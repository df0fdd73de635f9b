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
    struct volume *volume;
    size_t held; /* bytes */
    struct span key;
    struct span bytes;
    enum error error;
};

static void open_record(void *context)
{
    struct check *check = context;
    struct row root;

    check->error = record_open(check->bytes, record_shape(check->bytes),
                               check->key, &root);
}

static enum error check_record(void *context, struct span key,
                               struct span bytes)
{
    struct check *check = context;

    check->key = key;
    check->bytes = bytes;
    if (!guard_run(open_record, check))
        return ERROR_DAMAGED;
    check->held += bytes.length;
    if (check->held > RELEASE_BYTES) {
        residence_release(&check->volume->residence);
        check->held = 0;
    }
    return check->error;
}

bool corpus_is_sound(struct volume *volume)
{
    struct check check = {.volume = volume};

    return volume_walk(volume, 0, SPAN(""), check_record, &check) == ERROR_NONE;
}
