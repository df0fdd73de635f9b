/*
 * documents.h - JSON files as records, for tests of what reads records. Field
 * by field, as they are: none of publishing's checks, and for what it works
 * out there are stand-ins. Quotes and terms are q-quoteNNN and term-NNN,
 * counted over all; a site with an accent gets one fixed pair of them.
 *
 * A file that can't be read ends the program.
 */
#ifndef TLEXDR_TESTS_DOCUMENTS_H
#define TLEXDR_TESTS_DOCUMENTS_H

#include <cjson/cJSON.h>

#include "record/write.h"
#include "render/view.h"

/* The caller's, to be given to cJSON_Delete. */
cJSON *document_parse(const char *name);

/* The record lives in `writer` (zeroed before) until writer_free. */
struct row document_record(const char *name, enum shape shape,
                           struct writer *writer);
struct site_view document_site(const char *name, struct writer *writer);

/*
 * The relations of an episode to `count` others, the first of them pinned,
 * each by the first two topics of the other.
 */
struct rows document_relations(const struct row *episodes, uint32_t count,
                               struct writer *writer);

/* `count` episodes as a page of the list has them. */
struct rows document_entries(const struct row *episodes, uint32_t count,
                             struct writer *writer);

#endif
