/*
 * mend.h - what an author probably meant by a text that isn't what it must
 * be, for messages: a date in words, an address in an id's place.
 */
#ifndef TLEXDR_PUBLISH_MEND_H
#define TLEXDR_PUBLISH_MEND_H

#include "base/sink.h"
#include "publish/forms.h"

/*
 * Writes a text that has the form `form`, made of `text`, which hasn't; false
 * where there is no guess. *mended must be empty, and is then not to be used.
 */
bool mend_text(const struct form *form, struct span text, struct sink *mended);

/* The seconds that a text tells, as 1:02:03 or 90s; -1 for no guess. */
int64_t mend_seconds(struct span text);

#endif
