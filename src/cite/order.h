/*
 * order.h - how each style has its lists: what decides where an item stands,
 * and what it shares with others there.
 */
#ifndef TLEXDR_CITE_ORDER_H
#define TLEXDR_CITE_ORDER_H

#include "cite/names.h"
#include "cite/style.h"

enum cite_lead { LEAD_HOSTS, LEAD_GUESTS, LEAD_ANYONE /* guests, or hosts */ };

struct cite_listing;

/* Writes what items are sorted by, in one respect; see text/collate.h. */
typedef void order_key(struct sink *key, const struct cite_listing *listing,
                       const struct cite_item *item);

#define ORDER_KEYS 5

struct cite_listing {
    enum cite_lead lead;
    const struct name_style *names;       /* in an entry */
    const struct name_style *short_names; /* in running text */
    bool demotes;                         /* van der Berg stands under B */
    order_key *keys[ORDER_KEYS + 1];
    bool initials_alone; /* tell namesakes apart, never given names */
    bool letters;        /* tells works of a year apart */
    bool dashes;         /* for names or a show that are repeated */
};

/* Names; where there are none the title, with its number, or the show. */
order_key order_lead_or_title;
order_key order_lead_or_numbered_title;
order_key order_lead_or_show;

order_key order_year; /* undated last */
order_key order_date; /* undated last */
order_key order_undated_or_date;
order_key order_title;
order_key order_numbered_title;
order_key order_source;    /* show and hosts */
order_key order_container; /* show, hosts, number, publisher, date, address */

/* The most bytes of a key: what is past them counts as equal. */
#define ORDER_SIZE 384

struct cite_order {
    size_t length;
    char key[ORDER_SIZE];
};

void cite_order_of(const struct cite_listing *listing,
                   const struct cite_item *item, struct cite_order *order);

/* <0, 0 or >0, as memcmp(3). */
int cite_order_compare(const struct cite_order *a, const struct cite_order *b);

/*
 * What dashes stand for: two entries that give the same open with the same
 * names, or show, in whatever order the names' parts are printed.
 */
uint64_t cite_opening(const struct cite_listing *listing,
                      const struct cite_item *item);

/* The people that lead an entry; there may be none. */
const struct cite_people *cite_leaders(const struct cite_listing *listing,
                                       const struct cite_item *item);

#endif
