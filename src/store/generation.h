/*
 * generation.h - what a generation is made of; private to this room.
 */
#ifndef TLEXDR_STORE_GENERATION_H
#define TLEXDR_STORE_GENERATION_H

#include <stdatomic.h>
#include <sys/stat.h>

#include "store/read.h"
#include "store/volume.h"
#include "store/window.h"

#define HASH_DIGITS 16

struct reader {
    bool hasty;
    bool met_cold;
    bool frugal;
    bool overran; /* read in the map what had no room elsewhere */
    struct window window;
};

struct generation {
    struct volume data;
    struct volume corpus;    /* closed where there is none to be read, */
    enum error corpus_error; /* and this is what look-ups in it come to */
    char *corpus_path;       /* NULL: the generation has none */
    struct stat corpus_file; /* when it was opened; all zeros: absent */
    struct reader *readers;
    unsigned reader_count;
    char *windows;    /* one a reader; NULL: the system refused */
    atomic_bool warm; /* its keys are in memory */
    atomic_bool worn;
    char *site_bytes; /* a copy, so that it outlives a cut file */
    struct row site;
    char hash[HASH_DIGITS];
    char publisher[HASH_DIGITS];
    char renderer[HASH_DIGITS];
    char corpus_name[HASH_DIGITS];
    bool finished;
};

/* The file that a key, or keys with such a prefix, lie in. */
struct volume *generation_volume(struct generation *generation,
                                 struct span key);

/* FOLDER/corpus-NAME.mdb, where FOLDER is that of `data_path`; or NULL. */
char *corpus_path(const char *data_path, struct span name);

/*
 * Opens a corpus and proves its last record: that it is of that name, and
 * that it holds as many records as it says. As volume_open() else.
 */
enum error corpus_open(const char *path, struct span name, unsigned readers,
                       struct volume *volume, struct sink *why);

/* Two looks at one file, and at a file that nobody has written to between. */
bool same_inode(const struct stat *a, const struct stat *b);
bool same_file(const struct stat *a, const struct stat *b);

#endif
