/*
 * memory.h - what this process really costs.
 *
 * Anonymous memory and page tables, never Private_Dirty: that counts pages
 * of a store which was just written as its reader's.
 */
#ifndef TLEXDR_PROGRAMS_MEMORY_H
#define TLEXDR_PROGRAMS_MEMORY_H

#include <stdint.h>

/*
 * "Anonymous" of /proc/self/smaps_rollup, which is exact, else "RssAnon" of
 * /proc/self/status, which may be off by some pages a processor. KiB;
 * negative where neither can be read.
 */
int64_t memory_anonymous_kib(void);

/* "VmPTE" of /proc/self/status, in KiB; negative where unknown. */
int64_t memory_page_tables_kib(void);

/* Gives back what earlier calls have touched of this thread's stack. */
void memory_release_stack(void);

#endif
