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

struct span draft_fill(struct draft *draft, struct span text)
{
    size_t at = 0;

    draft->length = 0;
    while (at < text.length && draft->length + 4 <= DRAFT_SIZE) {
        size_t start = at;

        if (text.at[at] == ' ') {
            at += put_space(draft, span_from(text, at));
            continue;
        }
        utf8_next(text, &at);
        put(draft, text.at + start, at - start);
    }
    return span_from(text, at);
}
