/*
 * related.h - the related episodes, as a section of an episode's page.
 */
#ifndef TLEXDR_RENDER_RELATED_H
#define TLEXDR_RENDER_RELATED_H

#include "base/sink.h"
#include "render/view.h"

/* The first few, with a link to all; nothing where there are none. */
void related_section(struct sink *sink, const struct episode_view *view);

#endif
