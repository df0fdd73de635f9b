/*
 * export.h - a store as static files.
 *
 * Which pages there are is nobody's list: it is every route without a star,
 * every route of one episode for each episode, each ready body, and whatever
 * a page among these links to, so that a new page can't be forgotten. Each is
 * asked for through serve(), as any client would.
 *
 * The folder stands for the site's base_url. A page is PATH/index.html, or
 * PATH where that has an ending; ?page=N of it is PATH/page-N.html. Beside
 * each file is its gzip, the ready one where there is one. An alias is a page
 * that leads on; what answers an unknown address is 404.html. Other queries
 * have no files, nor has what must not be stored.
 */
#ifndef TLEXDR_PUBLISH_EXPORT_H
#define TLEXDR_PUBLISH_EXPORT_H

#include "store/read.h"

struct export_options {
    const char *folder;
    int64_t now; /* seconds since 1970: what names today names this day */
};

struct export_counts {
    size_t written; /* pages whose file is new or other than it was */
    size_t kept;
    size_t removed; /* files of an earlier export that are no pages any more */
};

/*
 * Writes all pages of the generation. Files that are right already are not
 * touched, and files that no export made neither. False where something
 * failed, with one sentence in `why`.
 */
bool export_store(struct generation *generation,
                  const struct export_options *options,
                  struct export_counts *counts, struct sink *why);

#endif
