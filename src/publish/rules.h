/*
 * rules.h - the two schemas as tables: a rule for each field that a document
 * may hold. What kind of value it is, and its key, stand in record/fields.h.
 */
#ifndef TLEXDR_PUBLISH_RULES_H
#define TLEXDR_PUBLISH_RULES_H

#include "publish/forms.h"
#include "record/read.h"

#define SECONDS_MAX 359999 /* the largest WHOLE: 99:59:59 */

/* The largest number of an episode; beyond it doubles skip whole numbers. */
#define NUMBER_MAX 9007199254740991

struct rule {
    bool required;
    bool not_empty;          /* a list that must have an item */
    bool single;             /* ROWS: the document has the one object itself */
    bool moment;             /* WHOLE: a time in the video */
    const struct form *form; /* of a TEXT, a LABEL's string, a list's text */
    struct span fallback;    /* what a TEXT is where the document is silent */
};

/* The rule of a field that has a key; what publishing works out has none. */
const struct rule *rule_of(enum shape shape, unsigned field);

/* What such an object is called in a message: "a takeaway". */
struct span shape_called(enum shape shape);

/* Whether `key` is allowed in such an object, and not looked at. */
bool key_is_ignored(enum shape shape, struct span key);

#endif
