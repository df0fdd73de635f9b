/*
 * draft.h - a field's text on its way into a citation: typography and case
 * are worked out in a bounded copy, since both look ahead and back.
 *
 * Text past DRAFT_SIZE bytes is cut off by draft_fill(), which returns what
 * is left, to be written as it is.
 */
#ifndef TLEXDR_CITE_DRAFT_H
#define TLEXDR_CITE_DRAFT_H

#include "base/span.h"

#define DRAFT_SIZE 1536

struct draft {
    size_t length;
    char bytes[DRAFT_SIZE];
};

/*
 * Takes as much of `text` as fits. A space before : ; ? ! or a closing
 * guillemet, or behind an opening one, becomes a narrow no-break space, and
 * spaces before an apostrophe become one.
 */
struct span draft_fill(struct draft *draft, struct span text);

/*
 * English title case: every word takes a capital but articles, conjunctions
 * and prepositions; those take one too as first or last word, and after a
 * colon, a question or an exclamation mark. A word that holds a capital
 * already is left alone, as are words of one letter.
 */
void draft_title_case(struct draft *draft);

/* The first word takes a capital, unless it holds one already. */
void draft_capitalise(struct draft *draft);

#endif
