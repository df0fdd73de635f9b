/*
 * negotiate.h - what the client's header fields ask for (RFC 9110).
 */
#ifndef TLEXDR_SERVE_NEGOTIATE_H
#define TLEXDR_SERVE_NEGOTIATE_H

#include "base/span.h"

/* Section 12.5.3: does Accept-Encoding allow gzip? */
bool takes_gzip(struct span accept_encoding);

/* Section 13.1.2: does If-None-Match hold this entity tag, quotes and all? */
bool tag_matches(struct span if_none_match, struct span tag);

/*
 * Section 12.5.1: the quality in thousandths, 0 to 1000, that Accept gives
 * the media type `type` ("text/html"); an empty field takes everything. A range
 * with parameters, other than charset=utf-8, names what isn't there: it counts
 * as 1, and that only where no other range takes the type.
 */
#define QUALITY_MOST 1000
unsigned type_quality(struct span accept, struct span type);

/*
 * Takes the next range of Accept that names `type` itself, and all before
 * it, off the front of *accept; false where there is none.
 */
bool range_next(struct span *accept, struct span type, struct span *range,
                unsigned *weight);

/* A range's parameter `name`, without its quotes; false where it has none. */
bool range_parameter(struct span range, struct span name, struct span *value);

#endif
