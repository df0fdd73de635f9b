#include "store/roll.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "store/roster.h"

/* About so many keys are in one roster: a kilobyte. */
#define ROSTER_LENGTH 128

enum error roll_add(struct roll *roll, struct span key)
{
    if (roll->count == roll->room) {
        size_t room = roll->room == 0 ? 1024 : roll->room * 2;
        unsigned char *hashes = reallocarray(roll->hashes, room, 8);

        if (hashes == NULL)
            return ERROR_MEMORY;
        roll->hashes = hashes;
        roll->room = room;
    }
    store_u64(roll->hashes + roll->count++ * 8, roster_hash(key));
    return ERROR_NONE;
}

static int by_number(const void *a, const void *b)
{
    uint64_t one = load_u64(a);
    uint64_t other = load_u64(b);

    return (one > other) - (one < other);
}

uint64_t roll_close(struct roll *roll)
{
    if (roll->count > 0)
        qsort(roll->hashes, roll->count, 8, by_number);
    return roll->count / ROSTER_LENGTH + 1;
}

struct span roll_take(struct roll *roll, uint64_t number, uint64_t count)
{
    size_t first = roll->taken;

    while (roll->taken < roll->count &&
           roster_number(load_u64(roll->hashes + roll->taken * 8), count) ==
               number)
        roll->taken++;
    return (struct span){(const char *)roll->hashes + first * 8,
                         (roll->taken - first) * 8};
}

void roll_free(struct roll *roll)
{
    free(roll->hashes);
    *roll = (struct roll){0};
}
