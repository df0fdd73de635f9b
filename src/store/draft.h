/*
 * draft.h - one of a generation's files in the making; private to this room.
 *
 *     draft_name → draft_begin → draft_put, keys ascending → draft_settle →
 *     more puts and draft_settle → draft_close; draft_free in any case
 *
 * Large records go into packs (store/pack.h) as they come; keys, small
 * records and locators wait in an unnamed file until draft_settle() appends
 * them to the draft, side by side. Memory does not grow with what is put, but
 * for the roll. The same calls give the same file, byte for byte.
 *
 * On failure `why` gets one sentence, and the draft is only good for
 * draft_free().
 */
#ifndef TLEXDR_STORE_DRAFT_H
#define TLEXDR_STORE_DRAFT_H

#include <lmdb.h>
#include <stdio.h>

#include "base/sink.h"
#include "store/pack.h"
#include "store/roll.h"

struct draft {
    const char *name; /* borrowed */
    char *path;
    MDB_env *env; /* NULL: not begun, or closed */
    MDB_txn *txn;
    MDB_dbi dbi;
    size_t uncommitted; /* bytes */

    FILE *waiting;    /* keys, and what lies under them */
    uint64_t entries; /* there */
    char *pack;       /* the one that is being filled */
    size_t packed;    /* bytes in it */
    uint32_t packs;

    uint64_t records;
    struct roll roll;
    uint64_t rosters; /* 0: more keys are to come */
};

/* FOLDER/NAME is to be the file's path; ERROR_MEMORY or ERROR_NONE. */
enum error draft_name(struct draft *draft, const char *folder,
                      const char *name);

/* What an interrupted publish left lying under its name goes first. */
enum error draft_begin(struct draft *draft, const char *folder,
                       struct sink *why);

/* `key` must sort after all before it. */
enum error draft_put(struct draft *draft, struct span key, struct span value,
                     struct sink *why);

/* Commits what was put so far; after that it can be read. */
enum error draft_settle(struct draft *draft, struct sink *why);

/* Settles and closes the file, which is not synced. */
enum error draft_close(struct draft *draft, struct sink *why);

/* {0} may be freed too. */
void draft_free(struct draft *draft);

#endif
