/*
 * intake.h - reading the documents of a data folder into a catalog.
 */
#ifndef TLEXDR_PUBLISH_INTAKE_H
#define TLEXDR_PUBLISH_INTAKE_H

#include "publish/catalog.h"
#include "publish/compile.h"

#define DOCUMENT_BYTES_MAX ((size_t)8 << 20)

/*
 * Reads every document of catalog->documents that the previous generation
 * does not hold as it is now; records go to the spool, and complaints to
 * options->messages in the order of the paths. `reread`: the previous
 * generation was made by another version, so that its records don't serve.
 */
enum error intake(const struct compile_options *options, bool reread,
                  struct catalog *catalog);

/* DATA/PATH, as complaints name it, or PATH; the caller frees it. */
char *path_in_data(const char *data, const char *path);

#endif
