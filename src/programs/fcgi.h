/*
 * fcgi.h - one FastCGI request on an accepted connection, through libfcgi.
 *
 * libfcgi's own accept loop has no time-outs, drops requests at any signal
 * and ends at EMFILE; here it never accepts. It is given a connection that
 * is open already, by setting members of its request that are private by
 * comment; tests/unit/fcgi_test.c proves that the installed library still
 * goes along.
 */
#ifndef TLEXDR_PROGRAMS_FCGI_H
#define TLEXDR_PROGRAMS_FCGI_H

#include "programs/worker.h"

/*
 * Once, before any thread. False where libfcgi can't start. It leaves
 * handlers for SIGPIPE, SIGTERM and SIGUSR1 behind.
 */
bool fcgi_begin(void);

/*
 * Reads the request on `connection`, whose first record begins one, answers
 * it and closes the connection. A request that libfcgi can't read is closed
 * without an answer.
 */
void fcgi_answer(struct answerer *answerer, int connection);

#endif
