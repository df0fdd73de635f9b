/*
 * order.h - what decides where an item stands in a list, and what it shares
 * with its neighbours there.
 */
#ifndef TLEXDR_CITE_ORDER_H
#define TLEXDR_CITE_ORDER_H

#include "cite/style.h"

/* The most bytes of a title or of names that count. */
#define ORDER_TEXT 48

struct cite_order {
    uint64_t lead;  /* what it opens with: the names shown, title or show */
    uint64_t rival; /* all names and the year; what a letter tells apart */
    char key[2 * ORDER_TEXT + 2 * 8 + 2]; /* texts, dates, ends of texts */
    size_t length;
};

enum cite_lead { LEAD_HOSTS, LEAD_GUESTS, LEAD_ANYONE };

/* Which dates come before titles. */
enum cite_dates { DATE_NEVER, DATE_BY_YEAR, DATE_IN_FULL };

/* How a style orders its lists. */
struct cite_ordering {
    struct span style;   /* its name */
    enum cite_lead lead; /* LEAD_ANYONE: guests, or else hosts */
    size_t most;         /* from so many on the names are cut to: */
    size_t shown;        /* so many */
    bool show_leads;     /* where nobody does; else the title */
    bool demotes;        /* van der Berg stands under B */
    bool undated_first;  /* among the same names */
    enum cite_dates date;
    bool letters; /* tells works of a year apart */
    bool dashes;  /* for names that are repeated */
};

/* NULL for a style that keeps the order in which items were given. */
const struct cite_ordering *cite_ordering_of(const struct cite_style *style);

void cite_order_of(const struct cite_ordering *ordering,
                   const struct cite_item *item, struct cite_order *order);

/* <0, 0 or >0, as memcmp(3). */
int cite_order_compare(const struct cite_order *a, const struct cite_order *b);

#endif
