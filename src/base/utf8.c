#include "base/utf8.h"

/* How many continuation bytes follow a first byte; -1 where it is none. */
static int continuation_count(unsigned char first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xC2 && first <= 0xDF)
        return 1;
    if (first >= 0xE0 && first <= 0xEF)
        return 2;
    if (first >= 0xF0 && first <= 0xF4)
        return 3;
    return -1;
}

static bool well_placed(uint32_t point, int continuations)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};

    return point >= least[continuations] && point <= 0x10FFFF &&
           (point < 0xD800 || point > 0xDFFF);
}

uint32_t utf8_next_wide(struct span text, size_t *at)
{
    static const unsigned char mask[] = {0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *bytes = (const unsigned char *)text.at + *at;
    size_t left = text.length - *at;
    int more = continuation_count(bytes[0]);
    uint32_t point;

    *at += 1;
    if (more < 0 || (size_t)more >= left)
        return UTF8_BAD;
    point = bytes[0] & mask[more];
    for (int i = 1; i <= more; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return UTF8_BAD;
        point = point << 6 | (bytes[i] & 0x3F);
    }
    if (!well_placed(point, more))
        return UTF8_BAD;
    *at += (size_t)more;
    return point;
}

size_t utf8_check(struct span text)
{
    size_t at = 0;

    while (at < text.length) {
        size_t start = at;

        if (utf8_next(text, &at) == UTF8_BAD)
            return start;
    }
    return text.length;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_count(struct span text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += !continues(text.at[i]);
    return count;
}

unsigned utf8_put(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

struct span utf8_first(struct span text, size_t length)
{
    if (text.length <= length)
        return text;
    while (length > 0 && continues(text.at[length]))
        length--;
    return span_first(text, length);
}
