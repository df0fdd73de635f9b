/*
 * answer.h - one request of nginx's, answered from a store through serve().
 */
#ifndef TLEXDR_NGINX_ANSWER_H
#define TLEXDR_NGINX_ANSWER_H

#include "nginx/stores.h"
/* nginx's headers want this order. */
#include <ngx_http.h>

#include "serve/serve.h"

extern ngx_module_t ngx_http_tlexdr_module;

/*
 * A generation that a request borrowed; given back when the request's pool
 * goes, which is after its last byte and its line in the log.
 */
struct loan {
    struct store *store;
    struct generation *generation; /* NULL: there is none to read */
    struct job *job;               /* what a thread does for it, or NULL */
};

/* NULL without memory. */
struct loan *loan_take(ngx_http_request_t *r, struct store *store);

/*
 * Sends the whole answer, its generation being the loan's, which is the
 * request's context of `module`. What isn't in memory is looked up by one of
 * `threads` first. Returns what a content handler of nginx's does.
 */
ngx_int_t answer_request(ngx_http_request_t *r, struct loan *loan,
                         ngx_thread_pool_t *threads);

/* For cold.c: the end of it, once there is a response. */
ngx_int_t answer_send(ngx_http_request_t *r, struct response *response);

#endif
