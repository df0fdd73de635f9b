/*
 * write.h - building a new generation; for src/publish alone.
 *
 *     build_begin → build_put, keys ascending → build_look → build_corpus →
 *     build_put of its keys → build_put of what was rendered → build_publish
 *
 * Everything goes into files beside data.mdb, which readers never see until
 * build_publish has synced them and renamed them into place. The same puts
 * give the same files, byte for byte. A process that ends in between leaves the
 * old generation as it was; what it left lying is cleared by the next build.
 *
 * A folder takes one build at a time: build_begin locks the folder itself
 * (flock(2)), calls `waiting` once if that takes waiting, and waits.
 *
 * On failure each returns an error and `why` gets one sentence; the build is
 * then only good for build_end.
 */
#ifndef TLEXDR_STORE_WRITE_H
#define TLEXDR_STORE_WRITE_H

#include "store/read.h"

struct build;

/* Makes the folder where it is absent. */
enum error build_begin(const char *folder, void (*waiting)(const char *folder),
                       struct build **build, struct sink *why);

/* Appends; `key` must sort after all before it in its file. */
enum error build_put(struct build *build, struct span key, struct span value,
                     struct sink *why);

/*
 * Names the corpus, with 16 hex digits that follow from all that is to be put
 * into it; none is an empty name, and so it is without this call. *kept: the
 * folder has that corpus already and nothing may be put into it. The one
 * named `before` is the last generation's; it stays for one publish more,
 * for those who are about to open it.
 */
enum error build_corpus(struct build *build, struct span name,
                        struct span before, bool *kept, struct sink *why);

/*
 * Commits what was put into data.mdb so far and opens it for `readers` readers.
 * It must be closed before the next build_put into data.mdb: LMDB would use
 * pages again that it reads.
 */
enum error build_look(struct build *build, unsigned readers,
                      struct generation **generation, struct sink *why);

/*
 * Puts the last record and makes the whole the folder's data.mdb. The two
 * ids are 16 hex digits, as generation_publisher() and _renderer() give them.
 */
enum error build_publish(struct build *build, struct span publisher,
                         struct span renderer, struct sink *why);

/* Releases all, the lock too; without build_publish, nothing has changed. */
void build_end(struct build *build);

/* An unnamed file in the folder for what waits its turn; or -1 and errno. */
int build_spool(const struct build *build);

#endif
