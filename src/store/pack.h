/*
 * pack.h - where large records lie; private to this room.
 *
 * Records of more than INLINE_MAX bytes lie side by side in packs, each of
 * which is one value of LMDB's; what lies under their keys is a locator. So
 * keys lie close together, and looking one up touches few of the pages of a
 * large file. The format is tlexdr.db(5).
 */
#ifndef TLEXDR_STORE_PACK_H
#define TLEXDR_STORE_PACK_H

#include "base/error.h"
#include "store/keys.h"

#define INLINE_MAX 512 /* bytes */

#define LOCATOR_BYTES 16

struct locator {
    uint32_t pack; /* from 0 */
    uint32_t offset;
    uint32_t length;
};

void locator_write(const struct locator *locator,
                   unsigned char bytes[static LOCATOR_BYTES]);

/* The packs of a file, by their numbers. {0} is none. */
struct packs {
    struct span *bytes; /* empty where one is missing */
    uint32_t count;
};

/*
 * Takes the next pack in, keys ascending, numbers at most `most`; ERROR_MEMORY
 * or ERROR_NONE. One whose key is damaged is left out.
 */
enum error packs_add(struct packs *packs, struct span key, struct span bytes,
                     uint64_t most);
void packs_free(struct packs *packs);

/*
 * *value may be a record or a locator; in the second case the record that it
 * leads to takes its place. ERROR_DAMAGED where it leads nowhere. What is
 * found is not touched.
 */
enum error packs_resolve(const struct packs *packs, struct span *value);

#endif
