/*
 * texts.h - the short bodies that machines read. Each function writes one
 * whole body; the view behind the pointer is of the type that its name says.
 */
#ifndef TLEXDR_RENDER_TEXTS_H
#define TLEXDR_RENDER_TEXTS_H

#include "base/sink.h"
#include "render/view.h"

/* text/plain: RFC 9309. */
void robots_txt(struct sink *sink, const void *site_view);

/* text/plain: "ok" and a line end. */
void health_txt(struct sink *sink, const void *health_view);

/* application/json: status, generation, episodes, renderer, anonymous_kib */
void health_json(struct sink *sink, const void *health_view);

#endif
