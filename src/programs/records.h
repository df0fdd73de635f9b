/*
 * records.h - an answer as FastCGI records (FastCGI 1.0, sections 3.3, 5.3
 * and 5.5): stdout, and that it ended.
 *
 * libfcgi would copy all of it into a buffer of 8 kB; here what lies ready in
 * memory goes out from where it lies, with what is around it in one write.
 */
#ifndef TLEXDR_PROGRAMS_RECORDS_H
#define TLEXDR_PROGRAMS_RECORDS_H

#include "base/sink.h"

struct records {
    struct sink sink; /* takes stdout; it has no buffer yet, and isn't moved */
    int connection;
    unsigned request; /* its id */
};

void records_begin(struct records *records, int connection, int request);

/*
 * Writes what `sink`, of struct records, still holds, then `last`, and that
 * this was all. False where not all of the answer was taken.
 */
bool records_end(struct sink *sink, struct span last);

#endif
