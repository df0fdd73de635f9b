/*
 * units.h - what a look-up by words can find. An episode is one unit; each of
 * its quotes is another.
 */
#ifndef TLEXDR_FIND_UNITS_H
#define TLEXDR_FIND_UNITS_H

#include "record/read.h"

/* How many units an episode has: its own, number 0, and one a quote. */
uint32_t units_of(struct row episode);

/*
 * The index-th text of an episode's unit `number`, which must be below
 * units_of(): for the episode itself title, subtitle, number, the name of
 * the show, the people's names; for a quote its words, then its speaker.
 * Texts may be empty; false past the last.
 */
bool unit_text(struct row show, struct row episode, uint32_t number,
               uint32_t index, struct span *text);

#endif
