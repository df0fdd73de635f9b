/*
 * corpus.h - the transcripts of a compile, put into the corpus, the second
 * file of a generation.
 */
#ifndef TLEXDR_PUBLISH_CORPUS_H
#define TLEXDR_PUBLISH_CORPUS_H

#include "publish/catalog.h"
#include "publish/compile.h"
#include "store/write.h"

/*
 * Names the corpus by the documents and the hashes of their transcripts, and
 * fills it unless the store has it. What the last generation holds of a
 * document that is as it was then is copied; the rest is read again, and one
 * that changed since it was checked is an error. Episodes must have been put.
 */
enum error corpus_assemble(const struct compile_options *options,
                           const struct catalog *catalog, struct build *build,
                           struct sink *why);

#endif
