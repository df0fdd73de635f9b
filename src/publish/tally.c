#include "publish/tally.h"

#include <stdlib.h>
#include <xxhash.h>

struct tally_slot {
    uint64_t hash;
    uint64_t count; /* 0 for a free slot */
};

/* Where `hash` is, or the free slot where it belongs. */
static struct tally_slot *find(const struct tally *tally, uint64_t hash)
{
    size_t i = (size_t)hash & (tally->room - 1);

    while (tally->slots[i].count > 0 && tally->slots[i].hash != hash)
        i = (i + 1) & (tally->room - 1);
    return &tally->slots[i];
}

/* Keeps at least half of the slots free. */
static bool grow(struct tally *tally)
{
    struct tally larger = {NULL, tally->room == 0 ? 32 : 2 * tally->room,
                           tally->used};

    if (2 * tally->used < tally->room)
        return true;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < tally->room; i++) {
        if (tally->slots[i].count > 0)
            *find(&larger, tally->slots[i].hash) = tally->slots[i];
    }
    free(tally->slots);
    *tally = larger;
    return true;
}

uint64_t tally_count(struct tally *tally, struct span name)
{
    uint64_t hash = XXH3_64bits(name.at, name.length);
    struct tally_slot *slot;

    if (!grow(tally))
        return 0;
    slot = find(tally, hash);
    slot->hash = hash;
    tally->used += slot->count == 0;
    return ++slot->count;
}

void tally_free(struct tally *tally)
{
    free(tally->slots);
    *tally = (struct tally){0};
}
