/*
 * assemble.h - writing a generation: everything but its ready-made bodies,
 * then those.
 */
#ifndef TLEXDR_PUBLISH_ASSEMBLE_H
#define TLEXDR_PUBLISH_ASSEMBLE_H

#include "publish/catalog.h"
#include "publish/compile.h"
#include "store/write.h"

/*
 * Puts aliases, the site, sources, episodes, what finds them and the list of
 * episodes; `why` gets what went wrong.
 */
enum error assemble(const struct compile_options *options,
                    const struct catalog *catalog, struct span site,
                    struct build *build, struct sink *why);

/*
 * Renders every page that is kept ready from what was put so far, and puts
 * it; a body that the previous generation has already is taken from there.
 */
enum error assemble_ready(const struct compile_options *options,
                          const struct catalog *catalog, struct build *build,
                          struct sink *why);

#endif
