/*
 * file.h - reading what lies in a data folder.
 */
#ifndef TLEXDR_PUBLISH_FILE_H
#define TLEXDR_PUBLISH_FILE_H

#include "base/error.h"
#include "base/span.h"

/*
 * Reads the whole file into memory that the caller frees. ERROR_SYSTEM with
 * errno, ERROR_MEMORY, or ERROR_FULL past `most` bytes.
 */
enum error file_read(const char *path, size_t most, char **bytes,
                     size_t *length);

/*
 * Writes `path` anew, beside it and then renamed: who reads it meanwhile gets
 * the old bytes or the new. `lasting`: a power cut finds one of the two whole
 * as well. ERROR_SYSTEM with errno; then the old bytes are untouched.
 */
enum error file_replace(const char *path, struct span bytes, bool lasting);

/* Paths, sorted by their bytes; owned by the list. */
struct file_list {
    char **paths;
    size_t count;
    size_t room;
};

/*
 * Finds every *.json below folder/below, as paths from `folder`, following
 * links to files but into no linked folder. ERROR_SYSTEM with errno for a
 * folder that can't be read, its path in failed (of `size` bytes).
 */
enum error file_find(const char *folder, const char *below,
                     struct file_list *list, char *failed, size_t size);

void file_list_free(struct file_list *list);

#endif
