/*
 * names.h - people in a citation: one name, and lists of them.
 */
#ifndef TLEXDR_CITE_NAMES_H
#define TLEXDR_CITE_NAMES_H

#include "cite/item.h"

struct pen;

enum name_order {
    ORDER_GIVEN_FIRST,  /* Anna van der Berg */
    ORDER_FIRST_TURNED, /* the first: van der Berg, Anna; then given first */
    ORDER_ALL_TURNED
};

enum name_given {
    GIVEN_FULL,     /* initials set apart and dotted: J. K. */
    GIVEN_INITIALS, /* cut to initials */
    GIVEN_AS_IS,
    GIVEN_NONE /* the short form: family names alone */
};

/* Who else there is of a name, by what would tell them apart. */
enum rivalry {
    RIVAL_NONE,
    RIVAL_BY_INITIALS, /* the same family name, other initials */
    RIVAL_BY_GIVEN     /* the same initials too, another given name */
};

/*
 * Whose namesakes are told apart: people of a family name get initials, and
 * those of the same initials their given names as they are.
 */
enum name_rivals {
    RIVALS_NOBODY,
    RIVALS_LEADERS, /* the first host and the first guest, in short form too */
    RIVALS_ALL      /* everyone, but in the short form */
};

/* Whether a comma stands before "and" or "et al.". */
enum name_comma {
    COMMA_IF_MANY, /* before "and" from three names on; before "et al."
                      where more than one name stands before it */
    COMMA_ALWAYS,
    COMMA_NEVER
};

/* How a name's parts follow each other, whatever the style asks. */
enum name_script {
    SCRIPT_JOINED,       /* 王小明: family, given, no space */
    SCRIPT_FAMILY_FIRST, /* in a language that puts the family first */
    SCRIPT_REVERSED,     /* the same in print, but sorted as Western */
    SCRIPT_WESTERN
};

enum name_script name_script(const struct cite_name *name,
                             struct span language);

struct name_style {
    enum name_order order;
    enum name_given given;
    enum name_rivals rivals;
    bool whole_family;   /* which counts the particle */
    struct span initial; /* behind an initial: ". " or "." or "" */
    bool splits_hyphens; /* JP for Jean-Paul, not J-P */
    bool demotes;        /* turned: Berg, Anna van der */
    struct span turned;  /* between family and given: ", " or " " */
    struct span and;     /* " and ", " & "; empty: all parted alike */
    enum name_comma last_comma;
    enum name_comma et_al_comma;
    bool et_al_italic;
    size_t most;    /* from so many on the list is cut to: */
    size_t shown;   /* so many */
    bool ends_last; /* an ellipsis and the last name, not "et al." */
    bool leads;     /* of who leads an entry; see cite_distinct in item.h */
};

/* Writes one of the item's lists of people; its count must be above 0. */
void names_write(struct pen *pen, const struct cite_item *item,
                 const struct cite_people *people,
                 const struct name_style *style);

/* How many of a list are shown. */
size_t names_shown(const struct cite_item *item,
                   const struct cite_people *people,
                   const struct name_style *style);

/*
 * Finds where two lists of people, as running text has them, come to differ:
 * at the index-th name, by as much of it as *rivalry says. False where they
 * don't within their first NAMES_PART_MOST names.
 */
#define NAMES_PART_MOST 32
bool names_part(const struct cite_item *const items[2],
                const struct cite_people *const people[2],
                const struct name_style *style, size_t *index,
                enum rivalry *rivalry);

#endif
