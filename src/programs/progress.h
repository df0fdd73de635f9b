/*
 * progress.h - how far a compile is, on its way; compile_options.progress.
 */
#ifndef TLEXDR_PROGRAMS_PROGRESS_H
#define TLEXDR_PROGRAMS_PROGRESS_H

#include "publish/compile.h"

/*
 * For a terminal, on stderr: one bar for the whole, drawn over itself ten
 * times a second, and after a second how long it may still take. There is one
 * compile at a time. The line is to be wiped when that has ended.
 */
void progress_bar(enum compile_step step, size_t done, size_t total);
void progress_wipe(void);

/* For files and pipes, on stdout: a line once a step is done. */
void progress_lines(enum compile_step step, size_t done, size_t total);

#endif
