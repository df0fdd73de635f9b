/*
 * answer.h - one request of nginx's, answered from a store through serve().
 */
#ifndef TLEXDR_NGINX_ANSWER_H
#define TLEXDR_NGINX_ANSWER_H

#include "nginx/stores.h"
/* nginx's headers want this order. */
#include <ngx_http.h>

/*
 * A generation that a request borrowed; given back when the request's pool
 * goes, which is after its last byte and its line in the log.
 */
struct loan {
    struct store *store;
    struct generation *generation; /* NULL: there is none to read */
};

/* NULL without memory. */
struct loan *loan_take(ngx_http_request_t *r, struct store *store);

/*
 * Sends the whole answer, its generation being `loan`'s. Returns what a
 * content handler of nginx's does.
 */
ngx_int_t answer_request(ngx_http_request_t *r, const struct loan *loan);

#endif
