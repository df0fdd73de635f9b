/*
 * rolling.h - what automatic captions show twice.
 *
 * Captions that roll keep the last line in sight while the next is spoken,
 * so that a cue begins with the words that the cue above it ended with. A
 * file rolls where at least a third of its cues, and two, begin with two or
 * more words that end the cue above, or with all of it; once in a while
 * people do repeat themselves.
 */
#ifndef TLEXDR_PUBLISH_ROLLING_H
#define TLEXDR_PUBLISH_ROLLING_H

#include "publish/transcript.h"

/* Sets segment.repeated in a file that rolls. */
void mark_repeats(struct transcript *transcript);

#endif
