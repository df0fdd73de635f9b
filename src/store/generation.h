/*
 * generation.h - what a generation is made of; private to this room.
 */
#ifndef TLEXDR_STORE_GENERATION_H
#define TLEXDR_STORE_GENERATION_H

#include <lmdb.h>
#include <stdatomic.h>

#include "store/read.h"
#include "store/residence.h"

#define HASH_DIGITS 16

struct reader {
    MDB_txn *txn; /* begun once and for all */
    bool hasty;
    bool met_cold;
};

struct generation {
    MDB_env *env;
    MDB_dbi dbi;
    struct reader *readers;
    unsigned reader_count;
    struct residence residence;
    atomic_bool warm; /* its keys are in memory */
    uint64_t size;
    atomic_bool worn;
    char *site_bytes; /* a copy, so that it outlives a cut file */
    struct row site;
    char hash[HASH_DIGITS];
    char publisher[HASH_DIGITS];
    char renderer[HASH_DIGITS];
    bool finished;
};

/* What LMDB's or the system's error code comes to. */
enum error error_of_lmdb(int code);

#endif
