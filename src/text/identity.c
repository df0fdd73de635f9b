#include "text/identity.h"

#include <utf8proc.h>
#include <xxhash.h>

#include "text/letter.h"

#define SLUG_CUT 60
#define SLUG_TAIL 6

/* The top 5 * digits bits of `bits`. */
static void write_base32(struct sink *sink, uint64_t bits, unsigned digits)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

    for (unsigned i = 0; i < digits; i++)
        sink_byte(sink, alphabet[bits >> (59 - 5 * i) & 31]);
}

static bool is_mark(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_letter_or_number(utf8proc_category_t category)
{
    return (category >= UTF8PROC_CATEGORY_LU &&
            category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND &&
            category <= UTF8PROC_CATEGORY_NO);
}

static bool is_telling_sign(int32_t point)
{
    return point == '#' || point == '+' || point == '*' || point == '@' ||
           point == '&' || point == '%';
}

/* A slug in the making. */
struct slug {
    char bytes[SLUG_CUT];
    size_t length;
    bool gap; /* a hyphen is due before the next byte */
    bool cut;
    bool lost; /* a letter, a number or a telling sign */
};

static void slug_byte(struct slug *slug, char byte)
{
    bool hyphen = slug->gap && slug->length > 0;

    slug->gap = false;
    if (slug->cut || slug->length + hyphen >= SLUG_CUT) {
        slug->cut = true;
        return;
    }
    if (hyphen)
        slug->bytes[slug->length++] = '-';
    slug->bytes[slug->length++] = byte;
}

/* Takes one code point of a name in NFKD. */
static void slug_point(struct slug *slug, int32_t point)
{
    int32_t lower = utf8proc_tolower(point);
    utf8proc_category_t category = utf8proc_category(point);

    if (is_mark(category) || letter_is_apostrophe((uint32_t)point))
        return;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
        slug_byte(slug, (char)lower);
        return;
    }
    slug->gap = true;
    if (is_letter_or_number(category) || is_telling_sign(point))
        slug->lost = true;
}

enum error name_slug(struct span name, struct points *points, struct sink *sink)
{
    struct slug slug = {.length = 0};
    struct span folded;
    enum error error = normalise(name, NORMAL_NFKD, points);

    if (error != ERROR_NONE)
        return error;
    for (size_t i = 0; i < points->count; i++)
        slug_point(&slug, points->at[i]);
    sink_ready(sink, (struct span){slug.bytes, slug.length});
    if (!slug.cut && !slug.lost && slug.length > 0)
        return ERROR_NONE;

    error = normalise(name, NORMAL_NFKC_FOLDED, points);
    if (error != ERROR_NONE)
        return error;
    folded = points_text(points);
    LIT(sink, "-");
    write_base32(sink, XXH3_64bits(folded.at, folded.length), SLUG_TAIL);
    return ERROR_NONE;
}

/* Keeps letters, marks and numbers. */
static void keep_words(struct points *points)
{
    size_t kept = 0;

    for (size_t i = 0; i < points->count; i++) {
        utf8proc_category_t category = utf8proc_category(points->at[i]);

        if (is_mark(category) || is_letter_or_number(category))
            points->at[kept++] = points->at[i];
    }
    points->count = kept;
}

enum error quote_id(struct span text, uint64_t number, struct points *points,
                    char id[QUOTE_ID_LENGTH])
{
    struct sink sink = sink_over(id, QUOTE_ID_LENGTH);
    struct span words;
    struct sink digits;
    enum error error = normalise(text, NORMAL_NFKC_FOLDED, points);

    if (error != ERROR_NONE)
        return error;
    keep_words(points);
    words = points_text(points);
    digits = sink_over((char *)points->at + words.length,
                       points->room * sizeof *points->at - words.length);
    if (number > 1)
        sink_decimal(&digits, (int64_t)number);
    words.length += sink_held(&digits).length;
    write_base32(&sink, XXH3_64bits(words.at, words.length), QUOTE_ID_LENGTH);
    return digits.error;
}
