/*
 * view.h - what a renderer is given: records that were looked up and proven,
 * and nothing to look up more with. A renderer is a pure function (sink,
 * view) -> bytes; the same view gives the same bytes. Views borrow from the
 * generation that the request holds.
 */
#ifndef TLEXDR_RENDER_VIEW_H
#define TLEXDR_RENDER_VIEW_H

#include "base/calendar.h"
#include "record/read.h"

/* What all pages share. Errors are rendered without a site too. */
struct site_view {
    struct row site;
    struct row show;
    struct span base_url; /* https://host/prefix, no slash at its end */
    struct span prefix;   /* /prefix, or empty */
};

/* The most related episodes that one has. */
#define RELATED_MAX 12

#define LISTING_LENGTH 20

struct episode_view {
    struct site_view site;
    struct row episode;
    struct rows related;    /* of shape relation, best first; count 0: none */
    struct span generation; /* 16 hex digits; episode_json alone shows it */
    struct span cited_url;  /* cite_section_url(); episode_page alone has it */
};

struct cite_style; /* cite/style.h */

/* What of an episode is cited, and how; see render/citation.h. */
struct citation_view {
    struct site_view site;
    struct row episode;
    bool summary;         /* our page about it, not the conversation */
    int64_t at;           /* the moment, or RECORD_ABSENT */
    struct row quote;     /* a quote; record NULL: none */
    struct date accessed; /* year below 0: not said */
    const struct cite_style *style;
    int part;        /* enum cite_part */
    int as;          /* enum cite_as */
    struct span url; /* citation_url() of all this */
};

/* One quote, for its own page. */
struct quote_view {
    struct site_view site;
    struct row episode;
    struct row quote;
};

/* An episode's transcript. */
struct transcript_view {
    struct site_view site;
    struct row episode;
    struct row transcript;
    uint64_t part; /* from 1; its files are whole */
};

#define CITED_MAX 50

/* One of several conversations that are cited at once. */
struct cited {
    struct row episode;
    int64_t at; /* its moment, or RECORD_ABSENT */
};

struct cited_view {
    struct site_view site;
    const struct cite_style *style;
    bool summary;
    struct date accessed;
    int part; /* enum cite_part */
    int as;   /* enum cite_as */
    unsigned count;
    const struct cited *items; /* no two of one episode */
    void *room;    /* CITE_LIST_ROOM bytes, cleared: the list's own */
    char *address; /* room for one episode's */
    size_t address_size;
};

#define CHOICES_MAX 20

/* One of what a look-up found: an episode, or a quote of it. */
struct choice_view {
    struct row episode;
    struct row quote; /* record NULL: the episode itself */
};

/* The look-up's own page: a form, and under it what fits or is near. */
struct find_view {
    struct site_view site;
    unsigned status;    /* 200: the form alone; 300; 404 */
    struct span reason; /* Multiple Choices */
    struct span detail; /* one clear sentence; empty with 200 */
    struct span asked;  /* what was asked, to be changed and asked again */
    struct span kept;   /* &style=apa and the like, for the choices' links */
    struct span moment; /* &t=77, for those to an episode; or empty */
    const struct cite_style *style; /* asked for; NULL: all */
    unsigned count;
    struct choice_view choices[CHOICES_MAX];
};

struct home_view {
    struct site_view site;
    struct rows entries; /* SHAPE_ENTRY */
    uint64_t page;       /* from 1 */
    uint64_t pages;      /* at least 1 */
};

struct about_view {
    struct site_view site;
};

/* What /healthz.json tells; numbers below 0 are unknown. */
struct health_view {
    struct span generation;
    struct span renderer;
    int64_t episodes;
    int64_t anonymous_kib;
};

/* An answer that is no 200; site.site.record is NULL where none is known. */
struct error_view {
    struct site_view site;
    unsigned status;
    struct span reason; /* Not Found */
    struct span detail; /* one clear sentence, of ours, not from the request */
};

#endif
