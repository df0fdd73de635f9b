/*
 * quotes.h - finds the quotation marks and apostrophes of a text.
 *
 * Straight and curly marks are paired as typography has them: an opening one
 * stands at the start, behind a space or a parenthesis. What pairs with
 * nothing is an apostrophe, where it is single, or stays as it is.
 */
#ifndef TLEXDR_CITE_QUOTES_H
#define TLEXDR_CITE_QUOTES_H

#include "base/span.h"

#define QUOTE_MARKS_MAX 160

enum quote_action {
    QUOTE_NONE, /* stays as it is */
    QUOTE_OPEN, /* opens what a later QUOTE_CLOSE closes */
    QUOTE_CLOSE,
    QUOTE_APOSTROPHE /* prints as a curly apostrophe */
};

struct quote_mark {
    uint32_t at;    /* where the mark itself is */
    uint8_t length; /* its bytes */
    enum quote_action action : 8;
    bool inner; /* of QUOTE_OPEN: of the inner kind where nothing is around */
};

/*
 * British typography takes curly single marks for the outer ones.
 *
 * Fills `marks`, in order, and returns how many there are; those past
 * QUOTE_MARKS_MAX are left as they are.
 */
size_t quotes_find(struct span text, bool british, struct quote_mark *marks);

#endif
