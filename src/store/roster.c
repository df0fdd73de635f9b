#include "store/roster.h"

#include <xxhash.h>

#include "base/bytes.h"

uint64_t roster_hash(struct span key)
{
    return XXH3_64bits(key.at, key.length);
}

uint64_t roster_number(uint64_t hash, uint64_t count)
{
    return (hash >> 32) * count >> 32;
}

bool roster_has(struct span hashes, uint64_t hash)
{
    const unsigned char *bytes = (const unsigned char *)hashes.at;
    size_t first = 0;
    size_t end = hashes.length / 8;

    while (first < end) {
        size_t middle = first + (end - first) / 2;

        if (load_u64(bytes + middle * 8) < hash)
            first = middle + 1;
        else
            end = middle;
    }
    return first < hashes.length / 8 && load_u64(bytes + first * 8) == hash;
}
