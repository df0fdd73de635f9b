/*
 * record.h - what is cited, from the records of an episode and its site. The
 * only part of this room that knows records.
 */
#ifndef TLEXDR_CITE_RECORD_H
#define TLEXDR_CITE_RECORD_H

#include "cite/item.h"
#include "record/read.h"

/* What of an episode is cited, and when it was read. */
struct cite_target {
    enum cite_kind kind;
    int64_t at;           /* the moment, in seconds, or -1 */
    struct span quote;    /* a quote's id, or empty */
    struct date accessed; /* year DATE_UNKNOWN: none is printed */
};

/* The most bytes that an item's address takes beside base_url and a slug. */
#define CITE_ADDRESS_ROOM 128

/*
 * Writes the address of what is cited to `text`, which has no drain, and
 * returns it: a conversation's is the video's where there is one, else our
 * page's; a summary's is our page's. With too little room it is empty and
 * text->error says so.
 */
struct span cite_address_of(struct row site, struct row episode,
                            const struct cite_target *target,
                            struct sink *text);

/*
 * Fills *item. It borrows from the rows' records, from *episode itself, and
 * its address is `url`.
 */
void cite_item_of(struct cite_item *item, struct row site,
                  const struct row *episode, const struct cite_target *target,
                  struct span url);

/*
 * A person's name: the parts that the document gave, else by name_split().
 */
struct cite_name cite_name_of(struct row person);

#endif
