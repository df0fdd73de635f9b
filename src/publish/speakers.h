/*
 * speakers.h - do a transcript and a document mean the same person?
 */
#ifndef TLEXDR_PUBLISH_SPEAKERS_H
#define TLEXDR_PUBLISH_SPEAKERS_H

#include "base/span.h"

/*
 * True for names that tell voices apart but not who they are: empty,
 * SPEAKER_00, Speaker 2, Host, Interviewer, Q.
 */
bool speaker_is_label(struct span name);

/*
 * True where all words of the shorter name stand in the longer, in any case
 * and without titles (Dr., Prof.); a single letter stands for a word that
 * begins with it, and letters such as LF for two. Signs don't count, and
 * neither does where words are parted, if all letters are the same.
 */
bool speaker_is_same(struct span a, struct span b);

#endif
