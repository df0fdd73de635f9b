/*
 * identity.h - what a thing is called in addresses and pages, worked out of
 * its words alone: slugs of names, and ids of quotes. Addresses and links of
 * readers hang on these rules; they never change.
 *
 * Text must be UTF-8. Both functions work in `points`, which must have room
 * for normal_room(text, NORMAL_NFKC_FOLDED) + IDENTITY_ROOM; without it they
 * return ERROR_FULL.
 */
#ifndef TLEXDR_TEXT_IDENTITY_H
#define TLEXDR_TEXT_IDENTITY_H

#include "base/sink.h"
#include "text/normal.h"

#define IDENTITY_ROOM 8

/* The most bytes of a slug: 60, a hyphen, and 6 that tell names apart. */
#define NAME_SLUG_MAX 67

/*
 * The slug of a topic, a person or a term: NFKD, marks and apostrophes
 * dropped, lower case, each other run outside a-z 0-9 one hyphen but none at
 * either end, cut to 60 bytes. Where the name was cut, or lost a letter, a
 * number or one of # + * @ & %, or nothing is left of it: then a hyphen and
 * 6 characters of base32 (RFC 4648, lower case), the top 30 bits of XXH3-64
 * of the name, case folded and NFKC.
 */
enum error name_slug(struct span name, struct points *points,
                     struct sink *slug);

#define QUOTE_ID_LENGTH 8

/*
 * The id of a quote: base32 of the top 40 bits of XXH3-64 of the text, case
 * folded and NFKC, with letters, marks and numbers kept alone. `number` is 1
 * for the first of equal quotes; from 2 on its decimal digits are appended
 * to what is hashed.
 */
enum error quote_id(struct span text, uint64_t number, struct points *points,
                    char id[QUOTE_ID_LENGTH]);

#endif
