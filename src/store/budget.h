/*
 * budget.h - how much memory this process can have; private to this room.
 */
#ifndef TLEXDR_STORE_BUDGET_H
#define TLEXDR_STORE_BUDGET_H

#include <stdint.h>

/*
 * The machine's memory in bytes, or less where the process is in a control
 * group with a limit (Linux, cgroup-v1/memory.rst and cgroup-v2.rst). What
 * it reads of files through a map counts against that too.
 */
uint64_t memory_budget(void);

#endif
