/*
 * pen.h - writes a citation: markup, quotation marks, and the punctuation
 * that meets the punctuation of a text.
 *
 * What a style puts between its parts goes through pen_join(): a mark that
 * the text before it ends with already is not written again, a full stop or
 * a colon gives way to ? ! : and ;, and in American typography commas and
 * full stops move inside quotation marks. Closing marks are held back until
 * it is known what follows.
 */
#ifndef TLEXDR_CITE_PEN_H
#define TLEXDR_CITE_PEN_H

#include "cite/draft.h"
#include "cite/style.h"

#define PEN_DEPTH 32

enum pen_case {
    PEN_AS_IS,
    PEN_TITLE,  /* title case, in English */
    PEN_CAPITAL /* the first word takes a capital */
};

/* Closing marks, which may be held back. */
enum pen_closer { CLOSE_OUTER, CLOSE_INNER, CLOSE_ITALIC };

struct pen {
    struct sink *sink;
    enum cite_as as;
    bool british;
    bool english; /* titles take title case */
    char last;    /* the last byte written before any closer, or 0 */
    unsigned char held[PEN_DEPTH]; /* pen_closers, not yet written */
    size_t held_count;
    bool inner[PEN_DEPTH]; /* the kind of each quotation that is open */
    size_t depth;
    struct draft draft;
};

void pen_begin(struct pen *pen, struct sink *sink, enum cite_as as,
               bool british, struct span language);

/* Writes what is held back. */
void pen_end(struct pen *pen);

/* A style's own words, as they are. */
#define PEN_WORDS(pen, literal) pen_words((pen), SPAN(literal))
void pen_words(struct pen *pen, struct span words);

/* A style's punctuation between two parts, or at the end. */
#define PEN_JOIN(pen, literal) pen_join((pen), SPAN(literal))
void pen_join(struct pen *pen, struct span joint);

/* The same, but a full stop or a colon gives way to nothing but its like. */
void pen_stop(struct pen *pen, struct span joint);

/* A number, in decimal, with zeros in front up to `width` digits. */
void pen_number(struct pen *pen, int64_t number, unsigned width);

/* A text of the item's; the quotation marks in it are set right. */
void pen_text(struct pen *pen, struct span text, enum pen_case text_case);

/*
 * The same in quotation marks, or in italics where its script has them. In
 * British typography a comma, colon or semicolon at the end of a text that
 * holds no quotation marks of its own moves out of those put around it.
 */
void pen_quoted(struct pen *pen, struct span text, enum pen_case text_case);
void pen_italic(struct pen *pen, struct span text, enum pen_case text_case);

/* In italics whatever its script, as processors have it behind Latin words. */
void pen_emphasis(struct pen *pen, struct span text, enum pen_case text_case);

/* Whether `text` holds quotation marks or apostrophes. */
bool pen_is_marked(struct span text);

/* An address, never empty: escaped in HTML, an autolink in Markdown. */
void pen_address(struct pen *pen, struct span url);

#endif
