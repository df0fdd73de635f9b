#include "store/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

static const struct span magic = SPAN_INIT("TLXP");

void locator_write(const struct locator *locator,
                   unsigned char bytes[static LOCATOR_BYTES])
{
    memcpy(bytes, magic.at, magic.length);
    store_u32(bytes + 4, locator->pack);
    store_u32(bytes + 8, locator->offset);
    store_u32(bytes + 12, locator->length);
}

/* False for a record, which begins otherwise. */
static bool locator_read(struct span value, struct locator *locator)
{
    const unsigned char *bytes = (const unsigned char *)value.at;

    if (value.length != LOCATOR_BYTES || !span_starts(value, magic))
        return false;
    *locator = (struct locator){load_u32(bytes + 4), load_u32(bytes + 8),
                                load_u32(bytes + 12)};
    return true;
}

/* The number in a pack's key; one too many where it is none. */
static uint64_t number_of(struct span key, uint64_t most)
{
    uint64_t number;

    return span_decimal(span_from(key, 1), most, &number) ? number : most + 1;
}

enum error packs_add(struct packs *packs, struct span key, struct span bytes,
                     uint64_t most)
{
    uint64_t number = number_of(key, most);
    struct span *more;

    if (number < packs->count || number > most)
        return ERROR_NONE; /* damage; what lies in it will be missed */
    more = realloc(packs->bytes, (number + 1) * sizeof *more);
    if (more == NULL)
        return ERROR_MEMORY;
    packs->bytes = more;
    while (packs->count < number)
        more[packs->count++] = SPAN("");
    more[packs->count++] = bytes;
    return ERROR_NONE;
}

void packs_free(struct packs *packs)
{
    free(packs->bytes);
    *packs = (struct packs){0};
}

enum error packs_resolve(const struct packs *packs, struct span *value)
{
    struct locator locator;
    struct span pack;

    if (!locator_read(*value, &locator))
        return ERROR_NONE;
    if (locator.pack >= packs->count)
        return ERROR_DAMAGED;
    pack = span_from(packs->bytes[locator.pack], locator.offset);
    if (locator.length > pack.length)
        return ERROR_DAMAGED;
    *value = span_first(pack, locator.length);
    return ERROR_NONE;
}
