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

struct name_style {
    enum name_order order;
    enum name_given given;
    enum name_rivals rivals;
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
};

/* Writes one of the item's lists of people; its count must be above 0. */
void names_write(struct pen *pen, const struct cite_item *item,
                 const struct cite_people *people,
                 const struct name_style *style);

#endif
