/*
 * guard.h - what keeps a damaged or cut file from ending the process.
 *
 * Reading a mapped file that was cut raises SIGBUS, and following a damaged
 * page of LMDB's may raise SIGSEGV. Look-ups run inside guard_run(); a fault
 * there ends the look-up and nothing else. A SIGBUS outside, in bytes that
 * were whole when they were looked up, is mended: a page of zeros is mapped
 * over what is gone, and guard_took_fault() tells. So no jump ever crosses
 * frames that are not ours, libfcgi's for one.
 *
 * guard_install() is for programs that own their process. The nginx module
 * does not call it: there a fault is nginx's affair.
 */
#ifndef TLEXDR_STORE_GUARD_H
#define TLEXDR_STORE_GUARD_H

#include <stdbool.h>

/* Installs the handlers for SIGBUS and SIGSEGV; once, before any thread. */
void guard_install(void);

/* Runs work(context); false where a fault cut it short. */
bool guard_run(void (*work)(void *context), void *context);

/*
 * Ends the guard_run() under way as a fault would; returns where there is
 * none. For LMDB's assertions, which would abort.
 */
void guard_leave(void);

/* True once, after a fault in this thread was mended since the last call. */
bool guard_took_fault(void);

#endif
