/*
 * progress.h - how far something long is, on its way.
 */
#ifndef TLEXDR_PROGRAMS_PROGRESS_H
#define TLEXDR_PROGRAMS_PROGRESS_H

#include "publish/compile.h"

/*
 * For a terminal, on stderr: one bar for the whole, drawn over itself ten
 * times a second, and after a second how long it may still take. `part`, from
 * 0 to 1, is how much of the whole is done, and `what` is being done: `done`
 * of `total`. There is one bar at a time, and its first call begins the time;
 * the line is to be wiped when all is done.
 */
void progress_draw(const char *what, double part, size_t done, size_t total);

/* The same of a compile; for compile_options.progress. */
void progress_bar(enum compile_step step, size_t done, size_t total);
void progress_wipe(void);

/* For files and pipes, on stdout: a line once a step is done. */
void progress_lines(enum compile_step step, size_t done, size_t total);

#endif
