/*
 * roster.h - which keys a file of a store holds, so that one which isn't
 * found can be told from one that damage hides. tlexdr.db(5) has the format.
 */
#ifndef TLEXDR_STORE_ROSTER_H
#define TLEXDR_STORE_ROSTER_H

#include "base/span.h"

uint64_t roster_hash(struct span key);

/* Which of `count` rosters has this hash, if there is such a key. */
uint64_t roster_number(uint64_t hash, uint64_t count);

/* `hashes` is that of a roster's record. */
bool roster_has(struct span hashes, uint64_t hash);

#endif
