/*
 * initials.h - given names cut to initials, or initials among them set apart.
 */
#ifndef TLEXDR_CITE_INITIALS_H
#define TLEXDR_CITE_INITIALS_H

#include "base/sink.h"

/*
 * Writes `given` with each of its words as an initial and `mark` behind it:
 * Jean-Paul as J.-P. with a mark of ". " or ".", and as JP where hyphens
 * split and the mark is empty. An abbreviation (Th.) stays. A word in lower
 * case stays whole, with a space of its own before it (Rosa de); a name in a
 * script without initials stays too.
 */
void initials_write(struct sink *sink, struct span given, struct span mark,
                    bool splits_hyphens);

/*
 * Writes `given` as it is, but initials and abbreviations get `mark` behind
 * them and nothing else: J.K. and J K as J. K.
 */
void initials_normalise(struct sink *sink, struct span given, struct span mark,
                        bool splits_hyphens);

#endif
