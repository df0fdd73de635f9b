/*
 * volume.h - one of a generation's files, open and mapped; private to this
 * room.
 *
 * A volume is an LMDB environment that nothing writes to any more, with one
 * read transaction a reader, begun once and for all.
 */
#ifndef TLEXDR_STORE_VOLUME_H
#define TLEXDR_STORE_VOLUME_H

#include <lmdb.h>

#include "base/sink.h"
#include "store/pack.h"
#include "store/residence.h"

struct volume {
    MDB_env *env; /* NULL: not open */
    MDB_dbi dbi;
    MDB_txn **readers;
    unsigned reader_count;
    struct residence residence;
    struct packs packs;
    uint64_t size;    /* bytes */
    uint64_t rosters; /* 0: absent keys can't be told from hidden ones */
};

/*
 * Opens the file at `path` and checks its size against its last page. On
 * failure `why` gets one sentence, and with ERROR_SYSTEM errno says more;
 * volume_close() is due either way.
 */
enum error volume_open(const char *path, unsigned readers,
                       struct volume *volume, struct sink *why);

/* {0} may be closed too. */
void volume_close(struct volume *volume);

/*
 * Finds out where the map lies, by the bytes of any value in it; before that
 * every value counts as resident.
 */
enum error volume_locate(struct volume *volume, struct span inside);

/* packs_resolve(), and ERROR_DAMAGED too for what is not inside the file. */
enum error volume_resolve(const struct volume *volume, struct span *value);

/*
 * Looks `key` up; *bytes is the record, which is not touched. For any reader
 * below the number that the volume was opened with, under the guard. What LMDB
 * says, or MDB_CORRUPTED.
 */
int volume_find(const struct volume *volume, unsigned reader, struct span key,
                struct span *bytes);

/*
 * Calls `visit` with each key that starts with `prefix`, and its record, in
 * order, until it returns other than ERROR_NONE, which is then the result. What
 * leads nowhere is passed as empty bytes, which are no record.
 */
enum error volume_walk(const struct volume *volume, unsigned reader,
                       struct span prefix,
                       enum error (*visit)(void *context, struct span key,
                                           struct span bytes),
                       void *context);

/* "PATH: TEXT" into `why`; gives `error` back. */
enum error volume_complain(struct sink *why, const char *path, enum error error,
                           const char *text);

/* What LMDB's or the system's error code comes to. */
enum error error_of_lmdb(int code);

#endif
