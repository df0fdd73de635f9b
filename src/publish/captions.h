/*
 * captions.h - the grammar of WebVTT and SubRip files: where each cue's
 * times and payload stand.
 *
 * WebVTT is read as "WebVTT: The Web Video Text Tracks Format" (W3C), section
 * 6.1, says; SubRip, which no standard describes, as it is found: numbers or
 * none, a comma or a full stop before the milliseconds. Both may begin with a
 * byte order mark, end lines with LF, CR LF or CR, leave hours out or have up
 * to 9999 of them; and both may have empty lines inside a cue, since editors
 * strip the space that stood there. What follows is the cue's too, unless a
 * comment or other times begin.
 *
 * Unlike a browser, which skips what it can't read, this refuses a line of
 * times that is none: words that were said would be missing in silence.
 */
#ifndef TLEXDR_PUBLISH_CAPTIONS_H
#define TLEXDR_PUBLISH_CAPTIONS_H

#include "publish/complaints.h"

struct caption {
    int64_t start; /* milliseconds */
    int64_t end;
    struct span payload; /* lines, tags and entities as they are */
    size_t line;         /* of its times */
};

/* A file while it is read; borrows from its bytes. */
struct captions {
    struct span file;
    size_t at; /* of the next line */
    size_t line;
    bool webvtt;
    bool skipping;     /* a comment, a style sheet or a region */
    bool begun;        /* a cue was read */
    size_t strays;     /* blocks of WebVTT that no cue is above */
    size_t stray_line; /* of the first */
    struct complaints *complaints;
};

/*
 * Starts on `file`. False where it is not UTF-8; where and why is in
 * `complaints` then, as COMPLAINT_SYNTAX.
 */
bool captions_begin(struct captions *captions, struct span file,
                    struct complaints *complaints);

/*
 * The next cue, in the order of the file. False at its end, and after an
 * error, which is in the complaints. A file without any cue is an error.
 */
bool captions_next(struct captions *captions, struct caption *caption);

#endif
