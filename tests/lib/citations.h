/*
 * citations.h - the items of tests/golden/cite/items.jsonl, for tests.
 */
#ifndef TLEXDR_TESTS_CITATIONS_H
#define TLEXDR_TESTS_CITATIONS_H

#include <cJSON.h>
#include <stdio.h>

#include "cite/item.h"

#define CITATION_PEOPLE 64

struct citation {
    cJSON *line;           /* the caller's, to be given to cJSON_Delete */
    struct cite_item item; /* borrows from the line and the arrays below */
    struct cite_name hosts[CITATION_PEOPLE];
    struct cite_name guests[CITATION_PEOPLE];
};

/* Fills all but `line` from an item as served; it borrows from `csl`. */
void citation_read(const cJSON *csl, struct citation *citation);

/* Reads the next line; false at the end. *citation must not be moved. */
bool citation_next(FILE *file, struct citation *citation);

#endif
