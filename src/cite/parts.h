/*
 * parts.h - pieces that several styles print alike: dates, the number of an
 * episode, the moment cited.
 */
#ifndef TLEXDR_CITE_PARTS_H
#define TLEXDR_CITE_PARTS_H

#include "cite/pen.h"

/* How a date is spelled; an unknown day or month is left out. */
enum date_form {
    DATE_MONTH_DAY_YEAR, /* May 5, 2006 */
    DATE_DAY_MONTH_YEAR, /* 5 May 2006 */
    DATE_DAY_SHORT_YEAR, /* 5 Sep. 2006 */
    DATE_SHORT_DAY_YEAR, /* Sep. 05, 2006 */
    DATE_YEAR_SHORT_DAY, /* 2006 Sep 5 */
    DATE_MONTH_DAY       /* May 5 */
};

void part_date(struct pen *pen, struct date date, enum date_form form);
void part_year(struct pen *pen, struct date date);

/* n.d., with a hyphen where a letter follows that tells works apart. */
void part_undated(struct pen *pen, const struct cite_item *item);

/* Its number in a list; 1 where it stands alone. */
void part_place(struct pen *pen, const struct cite_item *item);

/* The three em dashes that stand for the names of the entry before. */
void part_dash(struct pen *pen);

enum number_kind {
    NUMBER_WORD,   /* special, S02E07, 12.5 */
    NUMBER_SINGLE, /* 459, B7, 4a, iv */
    NUMBER_RANGE   /* 12-13, S02-E07 */
};

enum number_kind part_number_kind(struct span number);

/*
 * An episode's number as citeproc-js prints it (CSL.Engine.processNumber):
 * elements parted by hyphens. The last hyphen in a row of them becomes an en
 * dash between two numbers, or letters that are Roman ones; where both bear
 * the same letters in front, B07-B09, these and their zeros are left out.
 * Other elements stay as they are: S02-E07.
 */
struct number_reader {
    struct span rest;
    bool is_numeric;   /* the first element is a number, */
    bool is_countable; /* or starts as one */
    bool drops_prefix; /* the next element's */
};

void part_number_begin(struct number_reader *reader, struct span number);

/* The next element and what joins it to the one behind; false at the end. */
bool part_number_next(struct number_reader *reader, struct span *element,
                      struct span *joint);

/* Writes all of it; PEN_CAPITAL or PEN_AS_IS, of each element. */
void part_number(struct pen *pen, struct span number, enum pen_case text_case);

/* Writes `joint` and the moment cited, 1:02:03, where there is one. */
void part_moment(struct pen *pen, const struct cite_item *item,
                 struct span joint);

/* Writes the duration as 1:02:03. */
void part_duration(struct pen *pen, int64_t seconds);

#endif
