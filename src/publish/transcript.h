/*
 * transcript.h - a WebVTT or SubRip file as who said what and when.
 *
 * A cue is one of the file's; its order, times and words are kept, whatever
 * they are: times step back, overlap, or go past the recording's end in real
 * files. A cue is made of segments, one a speaker, mostly one.
 */
#ifndef TLEXDR_PUBLISH_TRANSCRIPT_H
#define TLEXDR_PUBLISH_TRANSCRIPT_H

#include "publish/complaints.h"

#define TRANSCRIPT_BYTES_MAX ((size_t)64 << 20)

/* A piece of the transcript's text. */
struct piece {
    uint32_t start; /* bytes */
    uint32_t length;
};

struct segment {
    int64_t start; /* the cue's, in milliseconds */
    int64_t end;
    struct piece speaker; /* empty where the file doesn't say */
    struct piece text;    /* NFC, no controls, single spaces; not empty */

    /*
     * Automatic captions roll: a cue repeats the last line of the one before
     * it. As many bytes at the text's start are such a repeat; what is said
     * once counts once.
     */
    uint32_t repeated;
    bool opens_cue;  /* the first segment of its cue */
    bool opens_turn; /* somebody unknown begins; TURN_SIGN is before the text */
};

/* {0} is empty; transcript_free() releases what it owns. */
struct transcript {
    struct segment *segments;
    size_t count;
    size_t room;
    char *text;
    size_t text_used;
    size_t text_room;

    size_t cues;       /* with words in them */
    size_t words;      /* parted by spaces, repeats left out */
    bool has_speakers; /* a segment has one */
    size_t steps_back; /* cues that start before the one above them */
    size_t step_line;  /* the first one's line in the file */
    size_t turned;     /* cues that end before they start */
    size_t turned_line;
    size_t strays; /* blocks of text that no time belongs to, left out */
    size_t stray_line;
};

/*
 * Reads a whole file. False where it breaks its grammar or is no text; then
 * line, column and reason are in `complaints` and the transcript is empty.
 *
 * Speakers are those of <v NAME>. In a file without, unless it begins with
 * VTT_FIRST_LINE (render/transcript.h), they are names before a colon, by the
 * rules of voices.h. One named so goes on speaking until the next; one of <v>
 * until its cue's end.
 */
bool transcript_read(struct span file, struct complaints *complaints,
                     struct transcript *transcript);

struct span transcript_piece(const struct transcript *transcript,
                             struct piece piece);

/* A segment's text without what it repeats. */
struct span segment_news(const struct transcript *transcript,
                         const struct segment *segment);

/* Making one: each appends; ERROR_MEMORY leaves all as it was. */
enum error transcript_append(struct transcript *transcript, struct span text,
                             struct piece *piece);
enum error transcript_add(struct transcript *transcript,
                          struct segment segment);

void transcript_free(struct transcript *transcript);

#endif
