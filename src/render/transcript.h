/*
 * transcript.h - a transcript's rows (record/fields.h), one by one and in
 * parts; for its pages, its files and those who divide it.
 */
#ifndef TLEXDR_RENDER_TRANSCRIPT_H
#define TLEXDR_RENDER_TRANSCRIPT_H

#include "base/sink.h"
#include "render/view.h"

/*
 * A part's page has at most 200,000 bytes, of which its rows take so many.
 * No row's text may be longer than ROW_TEXT_MAX, so that each fits a page
 * whatever HTML makes of it.
 */
#define PART_ROWS_BYTES 180000
#define ROW_TEXT_MAX 16000

/* The rows of a view's part: from *first up to before *end. */
void transcript_range(const struct transcript_view *view, uint32_t *first,
                      uint32_t *end);

/* How many parts it has; at least 1. */
uint32_t transcript_parts(struct row transcript);

/* The part, from 1, that holds the index-th row. */
uint32_t transcript_part_of(struct row transcript, uint32_t index);

/* A row that begins a cue; others belong to the one above. */
bool row_opens_cue(struct row cue);

/* More of what the row `before` began to say, with no space between them. */
bool row_goes_on(struct row cue, struct row before);

/*
 * One of no speaker that begins with the sign of captions for a turn: somebody
 * unknown speaks from here on.
 */
#define TURN_SIGN ">> "
bool row_opens_turn(struct row cue);

/*
 * The first line of WebVTT that is written here. Read back, a name before a
 * colon is text there, even where no tag names anybody.
 */
#define VTT_FIRST_LINE "WEBVTT - only <v> names speakers"

/* t=SECONDS or t=SECONDS.N: the id of a cue in its part's page. */
void cue_id(struct sink *sink, struct row cue);

/* What a page's rows so far leave to the next; {0} before the first. */
struct transcript_flow {
    bool begun;
    struct row before; /* the last row */
    int64_t since;     /* when the paragraph begins, in milliseconds */
};

/*
 * A row as HTML: in the paragraph under way, or a new one where another
 * speaks or it has become long enough; a speaker is named in a heading.
 * transcript_end() ends the last paragraph.
 */
void transcript_row(struct sink *sink, struct row episode, struct row cue,
                    struct transcript_flow *flow);
void transcript_end(struct sink *sink, const struct transcript_flow *flow);

#endif
