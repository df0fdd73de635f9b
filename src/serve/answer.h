/*
 * answer.h - how a handler of a route answers; private to this room.
 */
#ifndef TLEXDR_SERVE_ANSWER_H
#define TLEXDR_SERVE_ANSWER_H

#include "serve/serve.h"

#define PATH_LENGTH_MAX 2048 /* as sent; more is 414 */
#define URI_LENGTH_MAX 8000  /* path and query; more is 414 */
#define CAPTURE_MAX 2

/* One request while it is worked on; it lives in serve()'s frame. */
struct exchange {
    struct generation *generation;
    const struct request *request;
    struct response *response;
    struct site_view site;
    struct span path;                 /* decoded, without the site's prefix */
    struct span capture[CAPTURE_MAX]; /* what the route's stars stand for */
};

/* How a body is named, and how long it may be kept. */
struct medium {
    struct span type;          /* Content-Type */
    struct span cache_control; /* Cache-Control */
    bool ready;                /* gzip bodies may lie in the store */
    bool negotiated;           /* by Accept, so Vary names it */
    struct span variant;       /* goes into the tag, behind a hyphen */
    struct span link;          /* Link; a ready body brings its own */
};

/*
 * Answers with the ready body of `path`; false where the client takes no
 * gzip, there is none, or another renderer made it: then answer_live() with
 * the same medium gives the same bytes.
 */
bool answer_ready(struct exchange *exchange, const struct medium *medium,
                  struct span path);

/* Answers 200 with what `render` makes of response.view. */
void answer_live(struct exchange *exchange, const struct medium *medium,
                 void (*render)(struct sink *sink, const void *view));

/*
 * Answers with another status than 200 and what `page` makes of
 * response.view, or `json` where that was asked for.
 */
void answer_otherwise(struct exchange *exchange, unsigned status,
                      void (*page)(struct sink *sink, const void *view),
                      void (*json)(struct sink *sink, const void *view));

/* "Not Found" and the like. */
struct span answer_reason(unsigned status);

/* Answers with an error's page, or JSON where that was asked for. */
void answer_error(struct exchange *exchange, unsigned status,
                  struct span detail);

/* The same for what a look-up came back with, other than ERROR_NONE. */
void answer_lookup_error(struct exchange *exchange, enum error error,
                         struct span key, struct span absent_detail);

/*
 * So much of the response's text, for what a view points to; it is aligned for
 * anything.
 */
void *answer_room(struct exchange *exchange, size_t size);

/*
 * Decodes a part of the request's address, url_decode(); what differs from it
 * goes into the response's text.
 */
bool answer_decode(struct exchange *exchange, struct span part, bool form,
                   struct span *decoded);

/* 308 to `path` below the site's prefix, the query kept. */
void answer_moved(struct exchange *exchange, struct span path);

/*
 * 303 to `target`, which is below the site's prefix and written as an address
 * already: what was asked for is found there today, and elsewhere after
 * another publish.
 */
void answer_elsewhere(struct exchange *exchange, struct span target);

/* Adds a field; name and value are literals or outlive the response. */
void answer_field(struct exchange *exchange, struct span name,
                  struct span value);

#endif
