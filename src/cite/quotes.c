#include "cite/quotes.h"

#include "base/utf8.h"
#include "text/letter.h"

#include <string.h>

enum glyph {
    GLYPH_DOUBLE, /* straight */
    GLYPH_SINGLE,
    GLYPH_OPEN_DOUBLE, /* curly */
    GLYPH_OPEN_SINGLE,
    GLYPH_CLOSE_DOUBLE,
    GLYPH_CLOSE_SINGLE
};

static const struct span glyphs[] = {
    [GLYPH_DOUBLE] = SPAN_INIT("\""),
    [GLYPH_SINGLE] = SPAN_INIT("'"),
    [GLYPH_OPEN_DOUBLE] = SPAN_INIT("\u201c"),
    [GLYPH_OPEN_SINGLE] = SPAN_INIT("\u2018"),
    [GLYPH_CLOSE_DOUBLE] = SPAN_INIT("\u201d"),
    [GLYPH_CLOSE_SINGLE] = SPAN_INIT("\u2019"),
};

#define GLYPH_COUNT (sizeof(glyphs) / sizeof(glyphs[0]))

struct finder {
    struct span text;
    struct quote_mark *marks;
    uint8_t glyph[QUOTE_MARKS_MAX]; /* enum glyph */
    bool opens[QUOTE_MARKS_MAX];
    size_t count;
    uint8_t open[QUOTE_MARKS_MAX]; /* marks that wait for their other half */
    size_t depth;
};

static bool glyph_at(struct span text, enum glyph *glyph)
{
    char byte = text.at[0];

    if (byte != '"' && byte != '\'' &&
        byte != glyphs[GLYPH_OPEN_DOUBLE].at[0]) {
        return false; /* as nearly all are */
    }
    for (size_t i = 0; i < GLYPH_COUNT; i++) {
        if (span_starts(text, glyphs[i])) {
            *glyph = (enum glyph)i;
            return true;
        }
    }
    return false;
}

/* The code point that ends at `end`, or 0 at the start. */
static uint32_t point_before(struct span text, size_t end)
{
    size_t at = end;

    if (end == 0) {
        return 0;
    }
    do {
        at--;
    } while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80);
    return utf8_next(text, &at);
}

static uint32_t point_at(struct span text, size_t at)
{
    return at < text.length ? utf8_next(text, &at) : 0;
}

/*
 * A curly apostrophe inside a word. `free` is where the search for it goes
 * on: a letter between two of them belongs to the first.
 */
static bool is_inside_word(struct span text, size_t at, size_t *free)
{
    size_t behind = at + glyphs[GLYPH_CLOSE_SINGLE].length;

    if (at <= *free || !letter_is_spaced(point_before(text, at)) ||
        !letter_is_spaced(point_at(text, behind))) {
        return false;
    }
    utf8_next(text, &behind);
    *free = behind;
    return true;
}

/* Whether a straight mark at `at` opens: by what stands before it. */
static bool stands_open(const struct finder *finder, size_t at)
{
    const struct quote_mark *last;

    if (at == 0 || finder->text.at[at - 1] == ' ' ||
        finder->text.at[at - 1] == '(') {
        return true;
    }
    if (finder->count == 0 || !finder->opens[finder->count - 1]) {
        return false;
    }
    last = &finder->marks[finder->count - 1];
    return last->at + last->length == at;
}

static bool mark_opens(const struct finder *finder, enum glyph glyph, size_t at)
{
    if (glyph == GLYPH_DOUBLE || glyph == GLYPH_SINGLE) {
        return stands_open(finder, at);
    }
    return glyph == GLYPH_OPEN_DOUBLE || glyph == GLYPH_OPEN_SINGLE;
}

static void collect(struct finder *finder)
{
    struct span text = finder->text;
    size_t at = 0;
    size_t free = 0;
    enum glyph glyph;

    while (at < text.length && finder->count < QUOTE_MARKS_MAX) {
        if (!glyph_at(span_from(text, at), &glyph)) {
            at++;
            continue;
        }
        finder->opens[finder->count] = mark_opens(finder, glyph, at);
        finder->glyph[finder->count] = (uint8_t)glyph;
        finder->marks[finder->count++] = (struct quote_mark){
            .at = (uint32_t)at,
            .length = (uint8_t)glyphs[glyph].length,
            .action =
                glyph == GLYPH_CLOSE_SINGLE && is_inside_word(text, at, &free)
                    ? QUOTE_APOSTROPHE
                    : QUOTE_NONE};
        at += glyphs[glyph].length;
    }
}

static bool closes(enum glyph open, enum glyph close)
{
    static const enum glyph other[] = {
        [GLYPH_DOUBLE] = GLYPH_DOUBLE,
        [GLYPH_SINGLE] = GLYPH_SINGLE,
        [GLYPH_OPEN_DOUBLE] = GLYPH_CLOSE_DOUBLE,
        [GLYPH_OPEN_SINGLE] = GLYPH_CLOSE_SINGLE,
    };

    return other[open] == close;
}

/* True where the mark is followed at once by another mark or the end. */
static bool is_followed_by_mark(const struct finder *finder, size_t index)
{
    size_t behind = finder->marks[index].at + finder->marks[index].length;

    return behind == finder->text.length ||
           (index + 1 < finder->count && finder->marks[index + 1].at == behind);
}

/* A single straight mark that is an apostrophe by what follows it. */
static bool is_apostrophe(const struct finder *finder, size_t index)
{
    size_t behind = finder->marks[index].at + finder->marks[index].length;

    if (finder->glyph[index] != GLYPH_SINGLE || behind == finder->text.length) {
        return false;
    }
    if (finder->opens[index]) {
        return finder->text.at[behind] == ' ';
    }
    return !is_followed_by_mark(finder, index) &&
           strchr(",.?:; ", finder->text.at[behind]) == NULL;
}

/* Pairs a closing mark with the last open one, past those that it can't. */
static void close_mark(struct finder *finder, size_t index)
{
    enum glyph glyph = finder->glyph[index];

    while (finder->depth > 0) {
        size_t open = finder->open[finder->depth - 1];

        if (closes(finder->glyph[open], glyph)) {
            finder->marks[open].action = QUOTE_OPEN;
            finder->marks[index].action = QUOTE_CLOSE;
            finder->depth--;
            return;
        }
        if (glyph == GLYPH_SINGLE) {
            break;
        }
        finder->depth--;
    }
    if (glyph == GLYPH_SINGLE) {
        finder->marks[index].action = QUOTE_APOSTROPHE;
    }
}

static void pair(struct finder *finder)
{
    for (size_t i = 0; i < finder->count; i++) {
        if (finder->marks[i].action == QUOTE_APOSTROPHE) {
            continue; /* inside a word */
        }
        if (is_apostrophe(finder, i)) {
            finder->marks[i].action = QUOTE_APOSTROPHE;
        } else if (finder->opens[i]) {
            finder->open[finder->depth++] = (uint8_t)i;
        } else {
            close_mark(finder, i);
        }
    }
    for (size_t i = 0; i < finder->depth; i++) {
        size_t open = finder->open[i];
        bool behind_parenthesis =
            finder->marks[open].at > 0 &&
            finder->text.at[finder->marks[open].at - 1] == '(';

        if (finder->glyph[open] == GLYPH_SINGLE && !behind_parenthesis) {
            finder->marks[open].action = QUOTE_APOSTROPHE;
        }
    }
}

/* The form of straight mark that comes first is the outer one. */
static void rank(struct finder *finder, enum glyph inner_curly)
{
    enum glyph outer = GLYPH_DOUBLE;
    bool seen = false;

    for (size_t i = 0; i < finder->count; i++) {
        enum glyph glyph = finder->glyph[i];
        bool straight = glyph == GLYPH_DOUBLE || glyph == GLYPH_SINGLE;

        if (finder->marks[i].action != QUOTE_OPEN) {
            continue;
        }
        if (straight && !seen) {
            outer = glyph;
            seen = true;
        }
        finder->marks[i].inner =
            straight ? glyph != outer : glyph == inner_curly;
    }
}

size_t quotes_find(struct span text, bool british, struct quote_mark *marks)
{
    struct finder finder;

    finder.text = text;
    finder.marks = marks;
    finder.count = 0;
    finder.depth = 0;
    collect(&finder);
    pair(&finder);
    rank(&finder, british ? GLYPH_OPEN_DOUBLE : GLYPH_OPEN_SINGLE);
    return finder.count;
}
