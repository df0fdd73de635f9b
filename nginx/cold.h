/*
 * cold.h - answers that have to wait for the disk: a thread of nginx's pool
 * looks everything up, so that it lies in memory when nginx sends it, and
 * nginx's own thread goes on with its other clients.
 */
#ifndef TLEXDR_NGINX_COLD_H
#define TLEXDR_NGINX_COLD_H

#include "nginx/answer.h"

/*
 * Has `request` answered by a thread, and then sends the answer. Returns what
 * a content handler of nginx's does: NGX_DONE, the request goes on by itself.
 */
ngx_int_t cold_begin(ngx_http_request_t *r, struct loan *loan,
                     const struct request *request, ngx_thread_pool_t *threads);

#endif
