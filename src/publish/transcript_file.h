/*
 * transcript_file.h - the file that a document names as its transcript.
 */
#ifndef TLEXDR_PUBLISH_TRANSCRIPT_FILE_H
#define TLEXDR_PUBLISH_TRANSCRIPT_FILE_H

#include "base/error.h"
#include "base/span.h"

#define FILE_HASH_LENGTH 16

/* Its path, beside that of the document; the caller frees it. */
char *transcript_file_path(const char *document, struct span name);

/*
 * Reads it into memory that the caller frees, and writes 16 hex digits of the
 * XXH3-64 of its bytes to `hash`: all 0 where it can't be read. ERROR_INPUT
 * for one that a link puts outside of the document's folder, which is not
 * opened, and ERROR_ABSENT for no name or no such file; else as file_read().
 */
enum error transcript_file_read(const char *document, struct span name,
                                char hash[FILE_HASH_LENGTH], char **bytes,
                                size_t *length);

/* The same 16 digits of any file's bytes. */
void file_hash(struct span bytes, char hash[FILE_HASH_LENGTH]);

#endif
