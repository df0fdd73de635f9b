/*
 * cgi.h - a request out of CGI variables, and an answer as CGI wants it
 * (RFC 3875). FastCGI carries the same two, so both transports use this.
 */
#ifndef TLEXDR_PROGRAMS_CGI_H
#define TLEXDR_PROGRAMS_CGI_H

#include "serve/serve.h"

/* Longer than the path of any page, with every byte encoded. */
#define CGI_PATH 3072

/*
 * Fills method, path, query and header fields of *request from `variables`,
 * an array of NAME=VALUE that ends with NULL (environ(7)); the rest of it is
 * zero. The first of several with one name counts.
 *
 * The path is what the client sent, from REQUEST_URI. A server that gives
 * none gets SCRIPT_NAME and PATH_INFO put together and %-encoded again, in
 * `path`; where it is too long for that, its end is left out.
 *
 * *request borrows from `variables` and `path`.
 */
void cgi_request(char *const *variables, char path[static CGI_PATH],
                 struct request *request);

/* Writes Status, the header fields and an empty line; then the body too. */
void cgi_head(const struct response *response, struct sink *sink);
void cgi_response(const struct response *response, struct sink *sink);

#endif
