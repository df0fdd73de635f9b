/*
 * cite_parts.h - citations as pages show them: a name, the text in one piece
 * to select, a button that copies it.
 */
#ifndef TLEXDR_RENDER_CITE_PARTS_H
#define TLEXDR_RENDER_CITE_PARTS_H

#include "base/sink.h"
#include "cite/style.h"
#include "render/view.h"

/*
 * <div> of a <dl>: what view->style makes of what the view cites; with its
 * form in running text below, if `running` is set and it has one.
 */
void cite_entry(struct sink *sink, const struct citation_view *view,
                bool running);

/* The same of a quote with its citation, as view->as has it. */
void cite_quote_entry(struct sink *sink, const struct citation_view *view,
                      struct span title);

/* The address that an episode is cited by, in `text`. */
struct span cite_section_url(const struct episode_view *view,
                             struct sink *text);

/* "Cite this episode" on an episode's page; without a date of access. */
void cite_section(struct sink *sink, const struct episode_view *view);

#endif
