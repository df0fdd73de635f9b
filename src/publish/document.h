/*
 * document.h - reads an episode or site document: JSON text in, a record out.
 *
 * Everything is checked: the grammar (scan.h), the schemas and what they
 * can't say (check.h). The functions share nothing, so that several threads
 * read several documents at once, each with its own complaints and writer.
 */
#ifndef TLEXDR_PUBLISH_DOCUMENT_H
#define TLEXDR_PUBLISH_DOCUMENT_H

#include "publish/complaints.h"
#include "record/write.h"

/*
 * Reads an episode document and makes its record, under its key in a store.
 * *record borrows from `writer` until its next use. False where the document
 * is rejected; why is in `complaints`. Warnings are there in any case.
 */
bool episode_read(struct span json, struct complaints *complaints,
                  struct writer *writer, struct span *record);

/* The same for a site document. */
bool site_read(struct span json, struct complaints *complaints,
               struct writer *writer, struct span *record);

#endif
