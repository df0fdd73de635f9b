/*
 * share.h - the share links of an episode: a row of a table for each place
 * that takes a text and an address in a link.
 */
#ifndef TLEXDR_RENDER_SHARE_H
#define TLEXDR_RENDER_SHARE_H

#include "base/sink.h"
#include "render/view.h"

/* Listen, share, copy: the row of buttons under an episode's title. */
void share_buttons(struct sink *sink, const struct episode_view *view);

/* The same of one of its quotes, on the quote's page. */
void share_quote_buttons(struct sink *sink, const struct quote_view *view);

#endif
