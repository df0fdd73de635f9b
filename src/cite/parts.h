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
    NUMBER_WORD,   /* special, S02E07, 12.5: printed as it is */
    NUMBER_SINGLE, /* 459, B7, 4a, iv */
    NUMBER_RANGE   /* 12-13 */
};

enum number_kind part_number_kind(struct span number);

/* Writes it, ranges with an en dash; PEN_CAPITAL or PEN_AS_IS. */
void part_number(struct pen *pen, struct span number, enum pen_case text_case);

/* Writes `joint` and the moment cited, 1:02:03, where there is one. */
void part_moment(struct pen *pen, const struct cite_item *item,
                 struct span joint);

/* Writes the duration as 1:02:03. */
void part_duration(struct pen *pen, int64_t seconds);

#endif
