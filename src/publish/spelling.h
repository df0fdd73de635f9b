/*
 * spelling.h - how far one word is from another, for messages that name what
 * was probably meant.
 */
#ifndef TLEXDR_PUBLISH_SPELLING_H
#define TLEXDR_PUBLISH_SPELLING_H

#include "base/span.h"

/* Longer words are never near. */
#define SPELLING_MAX 32

/*
 * True where `word` is `known` but for case, or for so few bytes inserted,
 * left out or changed that it may be meant (a third of them at the most);
 * *distance gets their number.
 */
bool spelling_near(struct span word, struct span known, unsigned *distance);

#endif
