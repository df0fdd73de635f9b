/*
 * clock.h - a clock that nobody sets, for what is due and what it took.
 */
#ifndef TLEXDR_PROGRAMS_CLOCK_H
#define TLEXDR_PROGRAMS_CLOCK_H

#include <stdint.h>

/* Milliseconds since some time in the past. */
int64_t clock_milliseconds(void);

#endif
