/*
 * query.h - what is in a request's address: the path's and the query's
 * percent-encodings undone (RFC 3986, section 2.1), and parameters by name.
 */
#ifndef TLEXDR_SERVE_QUERY_H
#define TLEXDR_SERVE_QUERY_H

#include "base/span.h"

/*
 * Decodes `text` into `out`, which has room for `size` bytes; a '+' stays
 * one unless `form` is set (application/x-www-form-urlencoded: a space, and
 * so are tabs and line ends then). The result is `text` itself where there
 * is nothing to decode. False where it does not fit, a % is not followed by
 * two hex digits, or the result is not UTF-8 or holds a control byte.
 */
bool url_decode(struct span text, bool form, char *out, size_t size,
                struct span *decoded);

/*
 * Finds the first parameter `name` in `query`; *value is still encoded.
 * False where there is none.
 */
bool query_find(struct span query, struct span name, struct span *value);

/*
 * The whole number from 1 that parameter `name` gives, or 1 without it; false
 * for anything else.
 */
bool query_ordinal(struct span query, struct span name, uint64_t *number);

#endif
