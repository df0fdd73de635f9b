/*
 * library.h - libraries that few commands need, loaded by those that do. All
 * that libcurl and libxml2 bring along would be nine tenths of the time that
 * another command takes.
 */
#ifndef TLEXDR_PROGRAMS_LIBRARY_H
#define TLEXDR_PROGRAMS_LIBRARY_H

#include <stddef.h>

struct library_function {
    const char *name;
    void *pointer; /* where the pointer to it goes */
};

/*
 * Sets all the pointers, for as long as the process lives. Where there is no
 * such library, ends the process with a word on stderr and status 127, as one
 * that is linked with it would.
 */
void library_load(const char *file, const struct library_function *functions,
                  size_t count);

#endif
