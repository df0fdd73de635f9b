/*
 * address.h - what an address that somebody pasted leads to: an episode of
 * ours or a YouTube video, and which moment of it. Nothing is looked up, and
 * nothing is fetched.
 */
#ifndef TLEXDR_FIND_ADDRESS_H
#define TLEXDR_FIND_ADDRESS_H

#include "base/span.h"

/* The length of a YouTube video's id. */
#define VIDEO_ID_LENGTH 11

enum address_kind {
    ADDRESS_NONE,    /* words */
    ADDRESS_BARE,    /* one word that may be a slug or a video's id */
    ADDRESS_EPISODE, /* name is a slug, or was one */
    ADDRESS_VIDEO,   /* name is a video's id */
    ADDRESS_FOREIGN  /* an address, but of neither kind */
};

struct address {
    enum address_kind kind;
    struct span name;
    struct span quote; /* a quote's id in our address, or empty */
    int64_t at;        /* seconds, or -1 */
};

/*
 * Reads `text`, whose spans *address borrows; without the brackets, quotation
 * marks and full stop that may stand around an address.
 *
 * Ours: base_url, or a path with or without its prefix, then /episodes/SLUG
 * with anything behind it; of that a quote's page (/quotes/ID), its fragment
 * (#q-ID), t= and quote= are kept.
 *
 * YouTube's, on any of its host names, with or without a scheme: watch?v=ID,
 * /watch/ID, /embed/ID, /shorts/ID, /live/ID, /v/ID, /e/ID, /vi/ID and
 * youtu.be/ID, parameters in any order; the moment is that of t=, start= or
 * time_continue=, in the query or the fragment.
 */
void address_read(struct span text, struct span base_url,
                  struct address *address);

/*
 * A moment as addresses give it, in seconds: 90, 90s, 1m30s, 1h2m3s, 1:02:03,
 * 2:03; fractions of a second are cut. -1 for anything else, and for more
 * than 359,999.
 */
int64_t moment_read(struct span text);

#endif
