/*
 * claims.h - which document may publish which slug.
 *
 * Of several documents with one slug, all are rejected, each naming the
 * others; a rejected path keeps what it published last, and a slug that is
 * kept so is taken too. Aliases never win over a slug.
 */
#ifndef TLEXDR_PUBLISH_CLAIMS_H
#define TLEXDR_PUBLISH_CLAIMS_H

#include "publish/catalog.h"
#include "publish/compile.h"

/* Rejects what clashes, until nothing does; the catalog is sorted after. */
enum error claims_settle(const struct compile_options *options,
                         struct catalog *catalog);

/*
 * Warns of aliases that lead nowhere, being a slug or another document's
 * alias too, and drops them from the catalog.
 */
void claims_settle_aliases(const struct compile_options *options,
                           struct catalog *catalog);

/* Warns of related slugs that no document has; pages leave them out. */
void claims_check_related(const struct compile_options *options,
                          const struct catalog *catalog);

#endif
