#include "cite/pen.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "cite/quotes.h"
#include "text/letter.h"

/* By any tag that starts so, as processors have it: EN, eng, en-GB; or none. */
static bool is_english(struct span language)
{
    return language.length == 0 ||
           span_equal_nocase(span_first(language, 2), SPAN("en"));
}

void pen_begin(struct pen *pen, struct sink *sink, enum cite_as as,
               bool british, struct span language)
{
    pen->sink = sink;
    pen->as = as;
    pen->british = british;
    pen->english = is_english(language);
    pen->last = '\0';
    pen->held_count = 0;
    pen->depth = 0;
}

static void write_bytes(struct pen *pen, struct span bytes)
{
    switch (pen->as) {
    case CITE_HTML:
        html_text(pen->sink, bytes);
        break;
    case CITE_MARKDOWN:
        markdown_text(pen->sink, bytes);
        break;
    case CITE_TEXT:
        sink_ready(pen->sink, bytes); /* plain text has no markup */
        break;
    }
}

static struct span closer_bytes(const struct pen *pen, enum pen_closer closer)
{
    if (closer == CLOSE_ITALIC) {
        return pen->as == CITE_HTML ? SPAN("</i>") : SPAN("*");
    }
    return (closer == CLOSE_INNER) != pen->british ? SPAN("\u2019")
                                                   : SPAN("\u201d");
}

static void flush(struct pen *pen)
{
    for (size_t i = 0; i < pen->held_count; i++) {
        sink_ready(pen->sink, closer_bytes(pen, pen->held[i]));
    }
    pen->held_count = 0;
}

static void hold(struct pen *pen, enum pen_closer closer)
{
    if (pen->held_count == PEN_DEPTH) {
        flush(pen);
    }
    pen->held[pen->held_count++] = (unsigned char)closer;
}

static bool is_in(const char *set, char byte)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

void pen_end(struct pen *pen)
{
    flush(pen);
}

static void write_text(struct pen *pen, struct span text)
{
    if (text.length == 0) {
        return;
    }
    flush(pen);
    write_bytes(pen, text);
    pen->last = text.at[text.length - 1];
}

void pen_words(struct pen *pen, struct span words)
{
    write_text(pen, words);
}

static bool holds_quote(const struct pen *pen)
{
    for (size_t i = 0; i < pen->held_count; i++) {
        if (pen->held[i] != CLOSE_ITALIC) {
            return true;
        }
    }
    return false;
}

/* A mark gives way to the one that stands there; `most` can make it do so. */
static bool is_absorbed(char last, char mark, const char *most)
{
    return last == mark || (is_in(most, last) && is_in(".:", mark));
}

static void join(struct pen *pen, struct span joint, const char *most)
{
    char mark = joint.at[0];

    if (is_in(".,:;", mark)) {
        if (!is_absorbed(pen->last, mark, most)) {
            if (pen->british || !is_in(".,", mark) || !holds_quote(pen)) {
                flush(pen);
            }
            write_bytes(pen, span_first(joint, 1));
            pen->last = mark;
        }
        joint = span_from(joint, 1);
    }
    write_text(pen, joint);
}

void pen_join(struct pen *pen, struct span joint)
{
    join(pen, joint, "!?:;");
}

void pen_stop(struct pen *pen, struct span joint)
{
    join(pen, joint, "");
}

void pen_number(struct pen *pen, int64_t number, unsigned width)
{
    flush(pen);
    sink_decimal_padded(pen->sink, (uint64_t)number, width);
    pen->last = '0';
}

static void open_quote(struct pen *pen, bool inner)
{
    flush(pen);
    if (pen->depth < PEN_DEPTH) {
        pen->inner[pen->depth] = inner;
    }
    pen->depth++;
    if (inner != pen->british) {
        LIT(pen->sink, "\u2018");
    } else {
        LIT(pen->sink, "\u201c");
    }
    pen->last = '\0';
}

/* Whether the quotation that is open, if any, is of the inner kind. */
static bool is_inner(const struct pen *pen, size_t depth)
{
    return depth <= PEN_DEPTH && pen->inner[depth - 1];
}

static void close_quote(struct pen *pen)
{
    hold(pen, is_inner(pen, pen->depth) ? CLOSE_INNER : CLOSE_OUTER);
    pen->depth--;
}

static void write_mark(struct pen *pen, struct span text,
                       const struct quote_mark *mark)
{
    switch (mark->action) {
    case QUOTE_OPEN:
        open_quote(pen,
                   pen->depth > 0 ? !is_inner(pen, pen->depth) : mark->inner);
        break;
    case QUOTE_CLOSE:
        close_quote(pen);
        break;
    case QUOTE_APOSTROPHE:
        write_text(pen, SPAN("\u2019"));
        break;
    case QUOTE_NONE:
        write_text(pen, (struct span){text.at + mark->at, mark->length});
        break;
    }
}

/* A quotation of nothing is left out, marks and all. */
static bool is_hollow(const struct quote_mark *mark, size_t left)
{
    return left > 1 && mark[0].action == QUOTE_OPEN &&
           mark[1].action == QUOTE_CLOSE &&
           mark[0].at + mark[0].length == mark[1].at;
}

/* The draft, its quotation marks set right. */
static void write_draft(struct pen *pen)
{
    struct quote_mark marks[QUOTE_MARKS_MAX];
    struct span text = {pen->draft.bytes, pen->draft.length};
    size_t count = quotes_find(text, pen->british, marks);
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        write_text(pen, (struct span){text.at + at, marks[i].at - at});
        if (is_hollow(&marks[i], count - i)) {
            i++;
        } else {
            write_mark(pen, text, &marks[i]);
        }
        at = marks[i].at + marks[i].length;
    }
    write_text(pen, span_from(text, at));
}

static void case_draft(struct pen *pen, enum pen_case text_case)
{
    if (text_case == PEN_TITLE && pen->english) {
        draft_title_case(&pen->draft);
    } else if (text_case == PEN_CAPITAL) {
        draft_capitalise(&pen->draft);
    }
}

void pen_text(struct pen *pen, struct span text, enum pen_case text_case)
{
    struct span rest = draft_fill(&pen->draft, text);

    case_draft(pen, text_case);
    write_draft(pen);
    write_text(pen, rest);
}

/* How many bytes at the end of `text` move out of British quotation marks. */
static size_t outside_length(const struct pen *pen, struct span text)
{
    size_t length = 0;

    if (!pen->british || text.length == 0 ||
        !is_in(",:;", text.at[text.length - 1]) || pen_is_marked(text)) {
        return 0;
    }
    while (length < text.length &&
           is_in(",:;", text.at[text.length - 1 - length])) {
        length++;
    }
    return length;
}

void pen_quoted(struct pen *pen, struct span text, enum pen_case text_case)
{
    size_t inside = text.length - outside_length(pen, text);

    open_quote(pen, false);
    pen_text(pen, span_first(text, inside), text_case);
    close_quote(pen);
    write_text(pen, span_from(text, inside));
}

/* Scripts without italics are left upright. */
static bool has_italics(struct span text)
{
    size_t at = 0;

    while (at < text.length) {
        if (letter_is_spaced(utf8_next(text, &at))) {
            return true;
        }
    }
    return false;
}

void pen_italic(struct pen *pen, struct span text, enum pen_case text_case)
{
    if (has_italics(text)) {
        pen_emphasis(pen, text, text_case);
    } else {
        pen_text(pen, text, text_case);
    }
}

void pen_emphasis(struct pen *pen, struct span text, enum pen_case text_case)
{
    if (pen->as == CITE_TEXT) {
        pen_text(pen, text, text_case);
        return;
    }
    flush(pen);
    sink_ready(pen->sink, pen->as == CITE_HTML ? SPAN("<i>") : SPAN("*"));
    pen_text(pen, text, text_case);
    hold(pen, CLOSE_ITALIC);
}

/* What CommonMark takes between angle brackets. */
static bool can_autolink(struct span url)
{
    for (size_t i = 0; i < url.length; i++) {
        if ((unsigned char)url.at[i] <= ' ' || url.at[i] == '<' ||
            url.at[i] == '>') {
            return false;
        }
    }
    return true;
}

void pen_address(struct pen *pen, struct span url)
{
    if (pen->as != CITE_MARKDOWN || !can_autolink(url)) {
        write_text(pen, url);
        return;
    }
    flush(pen);
    LIT(pen->sink, "<");
    sink_ready(pen->sink, url);
    LIT(pen->sink, ">");
    pen->last = url.at[url.length - 1];
}

bool pen_is_marked(struct span text)
{
    struct quote_mark marks[QUOTE_MARKS_MAX];

    return quotes_find(text, false, marks) > 0;
}
