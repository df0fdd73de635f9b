/*
 * timeline.h - where in the conversation takeaways, moments and quotes lie.
 */
#ifndef TLEXDR_RENDER_TIMELINE_H
#define TLEXDR_RENDER_TIMELINE_H

#include "base/sink.h"
#include "render/view.h"

/*
 * An SVG with a line for each kind and a mark for each place, every mark a
 * link into the recording; nothing where there is no duration or no time.
 */
void timeline(struct sink *sink, struct row episode);

#endif
