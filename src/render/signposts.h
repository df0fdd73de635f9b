/*
 * signposts.h - the Link field of an episode's page: where machines find what
 * it is cited as, described by, and whose it is (FAIR Signposting; RFC 8288,
 * RFC 8574).
 */
#ifndef TLEXDR_RENDER_SIGNPOSTS_H
#define TLEXDR_RENDER_SIGNPOSTS_H

#include "base/sink.h"
#include "render/view.h"

/* A field's value is at most so long, whatever a document says. */
#define SIGNPOSTS_LENGTH_MAX 3000

/* Writes the value; only bytes that a header may hold. */
void episode_signposts(struct sink *sink, const struct episode_view *view);

#endif
