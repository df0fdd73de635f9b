/*
 * youtube.h - the addresses of YouTube's videos.
 */
#ifndef TLEXDR_BASE_YOUTUBE_H
#define TLEXDR_BASE_YOUTUBE_H

#include "base/span.h"

#define YOUTUBE_ID_LENGTH 11

/*
 * Finds the id of the video in any address of it, with or without a scheme:
 * youtube.com (also www., m. and music.) or youtube-nocookie.com with
 * /watch?v=ID, /embed/ID, /shorts/ID, /live/ID or /v/ID; youtu.be/ID; or the
 * id alone. Other parameters may stand before and behind it. *id borrows from
 * `address`; false, with *id untouched, for all else.
 */
bool youtube_id(struct span address, struct span *id);

#endif
