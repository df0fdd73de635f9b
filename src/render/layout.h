/*
 * layout.h - what stands around every page: the beginning of <head>, the
 * site's header and footer. All work where the site is unknown (its record
 * NULL), as an error page must.
 *
 *     layout_head(sink, site);
 *     <title> and what else belongs into the page's head
 *     layout_main(sink, site);
 *     the page
 *     layout_end(sink, site);
 */
#ifndef TLEXDR_RENDER_LAYOUT_H
#define TLEXDR_RENDER_LAYOUT_H

#include "base/sink.h"
#include "render/view.h"

void layout_head(struct sink *sink, const struct site_view *site);
void layout_main(struct sink *sink, const struct site_view *site);
void layout_end(struct sink *sink, const struct site_view *site);

/* True where there is a site to name. */
bool site_known(const struct site_view *site);

/* Texts of the site and the show; empty where there is no site. */
struct span site_text(const struct site_view *site, unsigned field);
struct span show_text(const struct site_view *site, unsigned field);

#endif
