/*
 * lookup.h - which episode, and what of it, somebody asked to cite; private
 * to this room.
 */
#ifndef TLEXDR_SERVE_LOOKUP_H
#define TLEXDR_SERVE_LOOKUP_H

#include "serve/answer.h"

enum lookup {
    LOOKUP_ONE,
    LOOKUP_SEVERAL,
    LOOKUP_NOTHING,
    LOOKUP_ANSWERED /* an error, which the exchange was answered with */
};

struct asked {
    struct row episode;
    struct row quote;   /* record NULL: none */
    int64_t at;         /* RECORD_ABSENT: not said */
    struct span detail; /* without LOOKUP_ONE: a sentence that says why */
};

/*
 * Each looks `text` up: an address (ours, an earlier one of ours, YouTube's,
 * or a slug or a video's id alone), a slug, or an address or words. With
 * LOOKUP_SEVERAL and LOOKUP_NOTHING, view.find holds the choices, or the
 * nearest, best first.
 */
enum lookup lookup_address(struct exchange *exchange, struct span text,
                           struct asked *asked);
enum lookup lookup_slug(struct exchange *exchange, struct span text,
                        struct asked *asked);
enum lookup lookup_words(struct exchange *exchange, struct span text,
                         struct asked *asked);

#endif
