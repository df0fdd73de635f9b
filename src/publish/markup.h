/*
 * markup.h - a cue's payload in pieces: its tags read or dropped, its
 * entities as what they stand for.
 *
 * Tags are those of WebVTT (classes, spans, ruby, voices, times within a
 * cue) and those found in SubRip files (<font>, {\an8}). A < that no tag
 * follows is text, and so is an & that no entity follows.
 */
#ifndef TLEXDR_PUBLISH_MARKUP_H
#define TLEXDR_PUBLISH_MARKUP_H

#include "base/span.h"

enum markup_kind {
    MARKUP_TEXT,
    MARKUP_LINE,     /* a line ends; text is empty */
    MARKUP_VOICE,    /* <v NAME>: text is NAME, its entities as they are */
    MARKUP_VOICE_END /* </v> */
};

struct markup {
    enum markup_kind kind;
    struct span text; /* in the payload, or in bytes */
    char bytes[4];
};

/*
 * Takes the next piece off the front of *payload, which is UTF-8; *piece
 * must not move while its text is used. False at the end.
 */
bool markup_next(struct span *payload, struct markup *piece);

#endif
