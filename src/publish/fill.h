/*
 * fill.h - puts a checked document into a record: its members by the table
 * of fields, defaults where it is silent, and what follows from its words
 * alone: ids of quotes, slugs of terms, the accent in both schemes.
 */
#ifndef TLEXDR_PUBLISH_FILL_H
#define TLEXDR_PUBLISH_FILL_H

#include <cJSON.h>

#include "publish/clean.h"
#include "record/write.h"

/*
 * Fills the record that `writer` has begun as `shape` with a document that
 * check_document() found nothing wrong with. ERROR_MEMORY; what fails in the
 * writer is told by writer_end().
 */
enum error fill_record(struct writer *writer, enum shape shape,
                       const cJSON *document, struct bench *bench);

#endif
