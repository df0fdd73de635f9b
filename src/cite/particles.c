#include "cite/particles.h"

#include "base/utf8.h"
#include "text/letter.h"

static const struct span apostrophes[] = {
    SPAN_INIT("'"),
    SPAN_INIT("\u2019"),
    SPAN_INIT("\u02bb"),
};

#define APOSTROPHE_COUNT (sizeof(apostrophes) / sizeof(apostrophes[0]))

/* The length of the apostrophe that `text` starts with, or 0. */
static size_t apostrophe_length(struct span text)
{
    if (text.length == 0 ||
        (text.at[0] != '\'' && (unsigned char)text.at[0] < 0x80)) {
        return 0; /* ASCII, as nearly all is */
    }
    for (size_t i = 0; i < APOSTROPHE_COUNT; i++) {
        if (span_starts(text, apostrophes[i])) {
            return apostrophes[i].length;
        }
    }
    return 0;
}

static bool ends_in_apostrophe(struct span text)
{
    return span_ends(text, apostrophes[0]) || span_ends(text, apostrophes[1]);
}

/* A particle's first letter, behind hyphens and apostrophes, is small. */
static bool is_small(struct span word)
{
    size_t at = 0;
    uint32_t point;

    while (at < word.length) {
        size_t length = apostrophe_length(span_from(word, at));

        if (length == 0 && word.at[at] != '-' && word.at[at] != ' ') {
            break;
        }
        at += length > 0 ? length : 1;
    }
    if (at == word.length) {
        return false;
    }
    point = utf8_next(word, &at);
    return letter_upper(point) != point;
}

/*
 * The first word with what parts it from the rest: spaces, or the last hyphen
 * or apostrophe in it; 0 where nothing would be left.
 */
static size_t leading_length(struct span text)
{
    size_t end = span_find(text, ' ');
    size_t length = 0;

    for (size_t i = 1; i < end; i++) {
        size_t mark =
            text.at[i] == '-' ? 1 : apostrophe_length(span_from(text, i));

        if (mark > 0 && i + mark < text.length) {
            length = i + mark;
        }
    }
    if (end < text.length) {
        length = end;
    }
    while (length > 0 && length < text.length && text.at[length] == ' ') {
        length++;
    }
    return length < text.length ? length : 0;
}

static void settle_family(struct cite_name *name)
{
    struct span family = name->family;
    size_t taken = 0;
    size_t length;

    while ((length = leading_length(span_from(family, taken))) > 0 &&
           is_small(span_first(span_from(family, taken), length))) {
        taken += length;
    }
    if (taken == 0) {
        return;
    }
    name->particle = span_trim(span_first(family, taken));
    if (family.at[taken - 1] == ' ' && ends_in_apostrophe(name->particle)) {
        name->particle.length++;
    }
    name->family = span_from(family, taken);
}

static void settle_suffix(struct cite_name *name)
{
    size_t comma = span_find(name->given, ',');

    if (name->suffix.length == 0 && comma < name->given.length) {
        name->suffix = span_trim(span_from(name->given, comma + 1));
        name->given = span_trim(span_first(name->given, comma));
    }
}

/* Where the last word starts; 0 where there is only one. */
static size_t last_word(struct span text)
{
    size_t at = text.length;

    while (at > 0 && text.at[at - 1] != ' ') {
        at--;
    }
    return at;
}

static void settle_given(struct cite_name *name)
{
    struct span given = span_trim(name->given);
    struct span rest = given;
    size_t start;

    while ((start = last_word(rest)) > 0 && is_small(span_from(rest, start))) {
        rest = span_trim(span_first(rest, start));
    }
    if (rest.length < given.length) {
        name->dropping = span_trim(span_from(given, rest.length));
        name->given = rest;
    }
}

void name_settle(struct cite_name *name)
{
    if (name->particle.length > 0 || name->family.length == 0 ||
        name->given.length == 0) {
        return;
    }
    settle_family(name);
    settle_suffix(name);
    settle_given(name);
}
