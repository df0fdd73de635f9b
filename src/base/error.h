/*
 * error.h - the closed set of reasons why something below the programs can
 * fail. Functions return one of these, ERROR_NONE (zero) for success; texts
 * that name a file and a place are made where the file and place are known.
 */
#ifndef TLEXDR_BASE_ERROR_H
#define TLEXDR_BASE_ERROR_H

enum error {
    ERROR_NONE = 0,
    ERROR_FULL,    /* a buffer of fixed size, or a disk, has no room left */
    ERROR_MEMORY,  /* no memory */
    ERROR_SYSTEM,  /* a system call failed; errno says why */
    ERROR_ABSENT,  /* no such key, file or store */
    ERROR_DAMAGED, /* bytes that fail their checksum, or a cut file */
    ERROR_FOREIGN, /* made by another version, word size or program */
    ERROR_CLOSED,  /* the peer is gone */
    ERROR_COLD,    /* not in memory, and whoever asks must not wait for it */
    ERROR_INPUT    /* the caller's data break a rule; the text says which */
};

/* A short lower-case phrase, constant and never NULL. */
const char *error_text(enum error error);

#endif
