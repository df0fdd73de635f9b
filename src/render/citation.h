/*
 * citation.h - an episode, a moment of it or our summary as an item to cite,
 * and one citation as a body of its own.
 */
#ifndef TLEXDR_RENDER_CITATION_H
#define TLEXDR_RENDER_CITATION_H

#include "cite/style.h"
#include "render/view.h"

/*
 * The address of what the view cites, without its own view->url, in `text`.
 * The conversation's is the video's where there is one, else our page's; with
 * a moment, both lead to it.
 */
struct span citation_url(const struct citation_view *view, struct sink *text);

/* Fills *item, which borrows from the view and its records. */
void citation_item(const struct citation_view *view, struct cite_item *item);

/* A file to save, whatever form is asked for; others are text in a page. */
bool citation_is_download(const struct cite_style *style);

/*
 * The citation in view->style, and a line end; a file style's file. A quote
 * comes with its words and speaker in front.
 */
void citation_body(struct sink *sink, const void *citation_view);

/* The citations of several, as view->style has a list. */
void citation_list(struct sink *sink, const void *cited_view);

#endif
