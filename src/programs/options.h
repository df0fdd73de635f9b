/*
 * options.h - what tlexdr-fcgi is told by its arguments and environment.
 */
#ifndef TLEXDR_PROGRAMS_OPTIONS_H
#define TLEXDR_PROGRAMS_OPTIONS_H

#include <stdbool.h>

#define THREADS_MAX 256

struct options {
    const char *store;
    const char *state;  /* NULL: none */
    const char *listen; /* NULL: the socket that we were started with */
    unsigned threads;
};

/*
 * Reads arguments, then TLEXDR_STORE and TLEXDR_STATE for what they leave
 * open. False where the program should end at once with *status: after
 * --help and --version 0, for mistakes, which go to stderr, 2.
 */
bool options_read(int argc, char **argv, struct options *options, int *status);

/* Says `text` on stderr, and where to find help; returns exit status 2. */
int options_mistake(const char *subject, const char *text);

#endif
