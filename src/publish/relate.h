/*
 * relate.h - puts the records of related episodes, of the whole store: those
 * that a document names, in its order, then what find/related.h finds.
 */
#ifndef TLEXDR_PUBLISH_RELATE_H
#define TLEXDR_PUBLISH_RELATE_H

#include "find/related.h"
#include "publish/catalog.h"
#include "publish/compile.h"
#include "store/write.h"

/* So many are told, unless a document names more: at most RELATED_MAX. */
#define RELATED_FOUND 8

/*
 * All episodes of catalog->by_slug must have been added to `related`, in that
 * order; `why` gets what went wrong.
 */
enum error relate(const struct compile_options *options,
                  struct related *related, const struct catalog *catalog,
                  struct build *build, struct sink *why);

#endif
