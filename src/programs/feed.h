/*
 * feed.h - what podcasts' feeds tell of their episodes: RSS 2.0 and 1.0 with
 * the tags of iTunes, Dublin Core and the podcast namespace
 * (podcastindex.org), and Atom as YouTube writes it.
 */
#ifndef TLEXDR_PROGRAMS_FEED_H
#define TLEXDR_PROGRAMS_FEED_H

#include "programs/feed_xml.h"
#include "publish/sketch.h"

/* An episode in a feed, as far as choosing needs. */
struct feed_item {
    const struct element *element;
    struct span title;
    struct span other_title; /* itunes:title, where there is one */
    struct span date;        /* YYYY-MM-DD, or empty */
};

/* All spans are the tree's. */
struct feed {
    struct tree tree;
    const struct element *channel;
    struct span name;        /* the podcast's */
    struct feed_item *items; /* in the feed's order, at least one */
    size_t count;
    size_t room;
};

/*
 * Reads the feed at `path`. False where it can't be read, is no XML or has no
 * episodes; `why` gets FILE:LINE:COLUMN: reason, or FILE: reason. Close it in
 * both cases.
 */
bool feed_open(struct feed *feed, const char *path, struct sink *why);
void feed_close(struct feed *feed);

/* Where a transcript is to be had; empty for none. */
struct feed_transcript {
    struct span address;
    struct span type;
};

/*
 * Puts what an item and its channel tell into `sketch`, where that is silent.
 * `notes` gets a line for each thing that is told but can't be used.
 */
void feed_tell(struct feed *feed, const struct feed_item *item,
               struct sketch *sketch, struct feed_transcript *transcript,
               struct sink *notes);

/*
 * Which item is meant: with a `title`, the one that is called so, whatever
 * the case, else the only one whose title has these words in it; without, the
 * newest of those whose title has the words of `slug` in it, else the newest.
 * A lone item is always meant. NULL where a title names none or several, with
 * the reason in `why`.
 */
const struct feed_item *feed_choose(const struct feed *feed, struct span title,
                                    struct span slug, struct sink *why);

#endif
