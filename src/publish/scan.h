/*
 * scan.h - a strict reading of JSON text (RFC 8259), before cJSON sees it.
 *
 * cJSON takes more than the grammar allows, cuts strings at \u0000 and says
 * little about errors. What passes here is read by cJSON to the letter.
 */
#ifndef TLEXDR_PUBLISH_SCAN_H
#define TLEXDR_PUBLISH_SCAN_H

#include "publish/complaints.h"

#define SCAN_LENGTH_MAX ((size_t)8 << 20) /* bytes in a document */
#define SCAN_DEPTH_MAX 64                 /* lists and objects in each other */
#define SCAN_NUMBER_MAX 63                /* characters; cJSON's own limit */

/*
 * True where `json` is one value of RFC 8259 within these limits, in UTF-8,
 * with nothing before and behind it but white space. Otherwise false, and the
 * errors are in `complaints`, each with its line, and its column in code
 * points, both from 1: all of them, up to one behind which it is not clear what
 * is meant.
 *
 * A key that stands twice in one object is an error too, but ends nothing:
 * all of them are in `complaints`, and the result stays true. Time grows as
 * n log n at the most.
 */
bool scan_json(struct span json, struct complaints *complaints);

#endif
