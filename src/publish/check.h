/*
 * check.h - holds a document against the schemas, and against what they
 * can't say: dates that exist, times within the video, paths that stay in
 * their folder.
 */
#ifndef TLEXDR_PUBLISH_CHECK_H
#define TLEXDR_PUBLISH_CHECK_H

#include <cJSON.h>

#include "publish/clean.h"
#include "publish/complaints.h"
#include "record/read.h"

/*
 * Checks `document` as the root of a record of `shape`, SHAPE_EPISODE or
 * SHAPE_SITE. All that is wrong goes to `complaints`, in the order of the
 * file. Texts that are good are cleaned in place, as clean.h says.
 */
void check_document(cJSON *document, enum shape shape, struct bench *bench,
                    struct complaints *complaints);

#endif
