/*
 * guard.h - what keeps a damaged or cut file from ending the process.
 *
 * Reading a mapped file that was cut raises SIGBUS, and following a damaged
 * page of LMDB's may raise SIGSEGV. Look-ups run inside guard_run(); a fault
 * there ends the look-up and nothing else. A SIGBUS outside, in bytes that
 * were whole when they were looked up, is mended by mapping zeros over what
 * is gone, and the generation is marked as worn.
 *
 * guard_install() is for programs that own their process. The nginx module
 * does not call it: there a fault is nginx's affair.
 */
#ifndef TLEXDR_STORE_GUARD_H
#define TLEXDR_STORE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Installs the handlers for SIGBUS and SIGSEGV; once, before any thread. */
void guard_install(void);

/* Runs work(context); false where a fault cut it short. */
bool guard_run(void (*work)(void *context), void *context);

/* True once, after a fault in this thread was mended since the last call. */
bool guard_took_fault(void);

/* Names a map that may be mended; and forgets it. At most 16 at a time. */
bool guard_watch(const void *start, size_t length);
void guard_forget(const void *start);

#endif
