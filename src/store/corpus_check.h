/*
 * corpus_check.h - whether a corpus is good to its last byte.
 */
#ifndef TLEXDR_STORE_CORPUS_CHECK_H
#define TLEXDR_STORE_CORPUS_CHECK_H

#include "store/volume.h"

/* Reads every record of an open corpus against its checksum. */
bool corpus_is_sound(struct volume *volume);

#endif
