/*
 * episode_head.h - what an episode's page says about itself to machines.
 */
#ifndef TLEXDR_RENDER_EPISODE_HEAD_H
#define TLEXDR_RENDER_EPISODE_HEAD_H

#include "base/sink.h"
#include "render/view.h"

/* Title, description, canonical link, Open Graph, Twitter card. */
void episode_head(struct sink *sink, const struct episode_view *view);

/* The description in at most about 300 bytes; "" only where all is unknown. */
void write_description(struct sink *sink,
                       void (*escape)(struct sink *, struct span),
                       const struct episode_view *view);

#endif
