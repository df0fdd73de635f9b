#include "publish/addresses.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* The slot that holds the address, or the free one where it belongs. */
static size_t slot_of(const struct addresses *addresses, struct span address)
{
    size_t slot =
        (size_t)XXH3_64bits(address.at, address.length) % addresses->slot_count;

    while (addresses->slots[slot] != 0 &&
           !span_equal(
               span_of_string(addresses->items[addresses->slots[slot] - 1]),
               address))
        slot = (slot + 1) % addresses->slot_count;
    return slot;
}

/* Twice the room, so that half of the slots stay free. */
static enum error grow(struct addresses *addresses)
{
    size_t room = addresses->room == 0 ? 256 : addresses->room * 2;
    char **items = realloc(addresses->items, room * sizeof *items);
    size_t *slots = calloc(room * 2, sizeof *slots);

    if (items != NULL)
        addresses->items = items;
    if (items == NULL || slots == NULL) {
        free(slots);
        return ERROR_MEMORY;
    }
    free(addresses->slots);
    addresses->room = room;
    addresses->slots = slots;
    addresses->slot_count = room * 2;
    for (size_t i = 0; i < addresses->count; i++)
        slots[slot_of(addresses, span_of_string(addresses->items[i]))] = i + 1;
    return ERROR_NONE;
}

enum error addresses_add(struct addresses *addresses, struct span address)
{
    size_t slot;
    char *copy;

    if (addresses->count == addresses->room && grow(addresses) != ERROR_NONE)
        return ERROR_MEMORY;
    slot = slot_of(addresses, address);
    if (addresses->slots[slot] != 0)
        return ERROR_NONE;
    copy = strndup(address.at, address.length);
    if (copy == NULL)
        return ERROR_MEMORY;
    addresses->items[addresses->count++] = copy;
    addresses->slots[slot] = addresses->count;
    return ERROR_NONE;
}

bool addresses_have(const struct addresses *addresses, struct span address)
{
    return addresses->count > 0 &&
           addresses->slots[slot_of(addresses, address)] != 0;
}

void addresses_free(struct addresses *addresses)
{
    for (size_t i = 0; i < addresses->count; i++)
        free(addresses->items[i]);
    free(addresses->items);
    free(addresses->slots);
    *addresses = (struct addresses){0};
}
