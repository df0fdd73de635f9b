/*
 * fcgi.h - the client's side of FastCGI, for tests; one request a connection.
 */
#ifndef TLEXDR_TESTS_FCGI_H
#define TLEXDR_TESTS_FCGI_H

#include <stdbool.h>
#include <stdio.h>

enum fcgi_outcome { FCGI_COMPLETE, FCGI_CUT, FCGI_REFUSED };

struct fcgi_buffer {
    unsigned char bytes[64 * 1024];
    size_t length;
};

/* Connects to unix:PATH or a numeric HOST:PORT; -1 where nobody listens. */
int peer_connect(const char *address);

/* Writes a whole request; `variables` are NAME=VALUE, NULL behind the last. */
void fcgi_request(struct fcgi_buffer *request, char **variables);

bool fcgi_send(int fd, const unsigned char *bytes, size_t length);

/* Reads records up to the last, stdout's content to `out` unless NULL. */
enum fcgi_outcome fcgi_receive(int fd, FILE *out);

#endif
