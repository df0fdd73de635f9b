/*
 * layout.h - what a data.mdb was made for, read off its first bytes, also
 * where LMDB here refuses it; for `tlexdr doctor`.
 */
#ifndef TLEXDR_STORE_LAYOUT_H
#define TLEXDR_STORE_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct layout {
    unsigned word_bits; /* 32 or 64 */
    bool big_endian;
    uint32_t page_size; /* bytes */
};

/*
 * Reads the layout of the file at `path`: ERROR_ABSENT, ERROR_SYSTEM with
 * errno, or ERROR_FOREIGN for what LMDB never wrote.
 */
enum error layout_read(const char *path, struct layout *layout);

/* What this machine's own stores have; page_size is the kernel's. */
struct layout layout_here(void);

#endif
