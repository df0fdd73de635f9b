/*
 * cite_parts.h - citations as pages show them: a name, the text in one piece
 * to select, a button that copies it.
 */
#ifndef TLEXDR_RENDER_CITE_PARTS_H
#define TLEXDR_RENDER_CITE_PARTS_H

#include "base/sink.h"
#include "cite/style.h"
#include "render/view.h"

/* <div> of a <dl>: what view->style makes of what the view cites. */
void cite_entry(struct sink *sink, const struct citation_view *view);

/* "Cite this episode" on an episode's page; without a date of access. */
void cite_section(struct sink *sink, const struct episode_view *view);

#endif
