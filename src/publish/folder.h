/*
 * folder.h - a data folder's parts: its site and its documents' files. What
 * is wrong is said in `messages`, as FILE: POINTER: reason.
 */
#ifndef TLEXDR_PUBLISH_FOLDER_H
#define TLEXDR_PUBLISH_FOLDER_H

#include "base/sink.h"
#include "publish/file.h"
#include "publish/links.h"
#include "record/write.h"

/* Reads and checks DATA/site.json; the record borrows from the writer. */
bool folder_read_site(const char *data, struct sink *messages,
                      struct writer *writer, struct span *record);

/* The same for a site document by its own path. */
bool folder_read_site_file(const char *file, struct sink *messages,
                           struct writer *writer, struct span *record);

/*
 * Reads DATA/links.json. One that can't be read is no reason not to publish:
 * *links is empty then, and a warning says so.
 */
void folder_read_links(const char *data, struct sink *messages,
                       struct links *links);

/* Lists DATA/episodes' documents, sorted; the caller frees the list. */
bool folder_find_documents(const char *data, struct sink *messages,
                           struct file_list *list);

#endif
