#include "cite/draft.h"

#include <string.h>

#include "base/utf8.h"

#define NARROW_SPACE "\u202f"

static void put(struct draft *draft, const char *bytes, size_t length)
{
    memcpy(draft->bytes + draft->length, bytes, length);
    draft->length += length;
}

/* The characters that French typography parts from the word before. */
static bool takes_narrow_space(struct span behind)
{
    return behind.length > 0 && (strchr(":;?!", behind.at[0]) != NULL ||
                                 span_starts(behind, SPAN("\u00bb")));
}

/* Writes the space at text.at[0]; returns how many bytes it stood for. */
static size_t put_space(struct draft *draft, struct span text)
{
    struct span before = {draft->bytes, draft->length};
    size_t spaces = 1;

    while (spaces < text.length && text.at[spaces] == ' ') {
        spaces++;
    }
    if (spaces < text.length && text.at[spaces] == '\'') {
        put(draft, " ", 1);
        return spaces;
    }
    if (takes_narrow_space(span_from(text, 1)) ||
        span_ends(before, SPAN("\u00ab"))) {
        put(draft, NARROW_SPACE, sizeof(NARROW_SPACE) - 1);
    } else {
        put(draft, " ", 1);
    }
    return 1;
}

/* Writes what is before the next space, as far as whole characters fit. */
static size_t put_word(struct draft *draft, struct span text)
{
    size_t length = span_find(text, ' ');
    size_t room = DRAFT_SIZE - draft->length;
    size_t at = 0;

    while (length > room && at + 4 <= room)
        utf8_next(text, &at);
    if (length > room)
        length = at;
    put(draft, text.at, length);
    return length;
}

struct span draft_fill(struct draft *draft, struct span text)
{
    draft->length = 0;
    while (text.length > 0 && draft->length + 4 <= DRAFT_SIZE)
        text = span_from(text, text.at[0] == ' ' ? put_space(draft, text)
                                                 : put_word(draft, text));
    return text;
}
