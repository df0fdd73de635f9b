/*
 * collate.h - the order of texts in a list: the primary level of the Unicode
 * Collation Algorithm (UTS #10) over CLDR's root, so that neither case nor
 * accents count; punctuation is ignored and numbers sort by their value.
 */
#ifndef TLEXDR_TEXT_COLLATE_H
#define TLEXDR_TEXT_COLLATE_H

#include "base/sink.h"

/* Ends a text in a key that holds several: what is shorter comes first. */
#define COLLATE_END '\1'

/* What a space is: it comes before numbers and letters. */
#define COLLATE_GAP '\17'

/*
 * Appends bytes to `key` that compare, by memcmp(3), as texts sort. Scripts
 * sort in the order of their code points, which is nearly CLDR's.
 */
void collate(struct sink *key, struct span text);

#endif
