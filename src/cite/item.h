/*
 * item.h - what is cited, free of any style: the fields of CSL-JSON under
 * our own names.
 *
 * An item borrows everything: texts from a record, people through a reader
 * that walks a record's rows, so that nobody is lost however many there are
 * and nothing is copied. It lives as long as what it was filled from.
 */
#ifndef TLEXDR_CITE_ITEM_H
#define TLEXDR_CITE_ITEM_H

#include "base/calendar.h"

/*
 * A name in the parts that CSL knows. Either `literal` alone is there (a
 * group, or a person who has one name and no family name), or `family` is.
 */
struct cite_name {
    struct span given;
    struct span family;
    struct span particle; /* non-dropping: stays with the family name */
    struct span dropping; /* dropping: goes when the given name goes */
    struct span suffix;   /* Jr., III */
    struct span literal;  /* printed as it is */
};

/*
 * People of one role, in order. next() gives the name at *place or the next
 * one after it, moves *place behind it, and returns false at the end; *place
 * starts at 0.
 */
struct cite_people {
    size_t count;
    const void *source;
    bool (*next)(const struct cite_people *people, size_t *place,
                 struct cite_name *name);
};

enum cite_kind {
    CITE_EPISODE, /* a conversation: CSL type broadcast */
    CITE_SUMMARY  /* a page of ours about one: CSL type webpage */
};

/* A date that is not known has year DATE_UNKNOWN. */
#define DATE_UNKNOWN (-1)

/*
 * What of its leading names tells an item apart from others of a list, beyond
 * what a style shows of each.
 */
#define DISTINCT_NAMES 8
struct cite_distinct {
    uint8_t shown;                   /* at least so many */
    uint8_t rivalry[DISTINCT_NAMES]; /* of each; see rivals.h */
};

struct cite_item {
    enum cite_kind kind;
    struct span key;    /* CSL id and citation key: a slug */
    struct span title;  /* never empty */
    struct span show;   /* the podcast, or the site; never empty */
    struct span number; /* 459, S02E07; or empty */
    struct span publisher;
    struct cite_people hosts;
    struct cite_people guests;
    struct date issued;
    struct date accessed;
    struct span url;      /* never empty */
    struct span language; /* BCP 47, never empty */
    int64_t duration;     /* seconds, or -1 */
    bool video;           /* the address leads to a video */
    int64_t at;           /* the moment cited, in seconds, or -1 */

    /* Its place in a list; see list.h. */
    size_t place;            /* from 1; 0 where it stands alone */
    struct span year_suffix; /* what tells works of a year apart: a, b … */
    bool repeats;            /* it opens as the entry before it does */
    bool has_twin;           /* whom running text would take it for */
    struct cite_distinct distinct;
};

bool date_known(struct date date);

/*
 * Writes a family name with its particle, and a whole name as it is spoken,
 * through `escape`, for forms that have no place for the parts.
 */
void name_family_write(struct sink *sink, const struct cite_name *name,
                       void (*escape)(struct sink *sink, struct span text));
void name_plain_write(struct sink *sink, const struct cite_name *name,
                      void (*escape)(struct sink *sink, struct span text));

/* True for a particle that is written up to what follows: al-, d'. */
bool particle_joins(struct span particle);

/* "Video podcast episode", "Audio podcast episode"; empty for a summary. */
struct span cite_medium(const struct cite_item *item);

#endif
