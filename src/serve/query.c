#include "serve/query.h"

#include <string.h>

#include "base/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte at *at, decoded, and *at behind it; -1 for a bad encoding. */
static int decode_byte(struct span text, bool form, size_t *at)
{
    char c = text.at[*at];
    int high;
    int low;

    *at += 1;
    if (form && c == '+')
        return ' ';
    if (c != '%')
        return (unsigned char)c;
    if (text.length - *at < 2)
        return -1;
    high = hex_digit(text.at[*at]);
    low = hex_digit(text.at[*at + 1]);
    *at += 2;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* The same byte eight times. */
#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))
#define TOP_BITS EIGHT(0x80)

/* Whether one of eight bytes is this one. */
static inline bool has_byte(uint64_t eight, char byte)
{
    uint64_t x = eight ^ EIGHT(byte);

    return ((x - EIGHT(1)) & ~x & TOP_BITS) != 0;
}

/* Whether all of eight bytes are above the blank and below DEL. */
static inline bool are_visible(uint64_t eight)
{
    uint64_t low = (eight - EIGHT(' ' + 1)) & ~eight;
    uint64_t high = eight | (eight + EIGHT(1));

    return ((low | high) & TOP_BITS) == 0;
}

static inline bool are_plain(uint64_t eight, bool form)
{
    return are_visible(eight) && !has_byte(eight, '%') &&
           !(form && has_byte(eight, '+'));
}

/*
 * Visible ASCII with nothing encoded, as nearly every path is; so this is
 * asked of each, eight bytes at a time.
 */
static bool is_plain(struct span text, bool form)
{
    size_t whole = text.length - text.length % 8;
    uint64_t eight;

    for (size_t at = 0; at < whole; at += 8) {
        memcpy(&eight, text.at + at, 8);
        if (!are_plain(eight, form))
            return false;
    }
    eight = EIGHT('/');
    if (whole < text.length)
        memcpy(&eight, text.at + whole, text.length - whole);
    return are_plain(eight, form);
}

bool url_decode(struct span text, bool form, char *out, size_t size,
                struct span *decoded)
{
    size_t used = 0;

    if (text.length <= size && is_plain(text, form)) {
        *decoded = text;
        return true;
    }

    for (size_t at = 0; at < text.length;) {
        int byte = decode_byte(text, form, &at);

        if (form && (byte == '\t' || byte == '\n' || byte == '\r'))
            byte = ' ';
        if (byte < 0x20 || byte == 0x7F || used == size)
            return false;
        out[used++] = (char)byte;
    }
    *decoded = (struct span){out, used};
    return utf8_check(*decoded) == used;
}

bool query_find(struct span query, struct span name, struct span *value)
{
    struct span pair;

    while (span_cut(&query, '&', &pair)) {
        size_t equals = span_find(pair, '=');

        if (span_equal(span_first(pair, equals), name)) {
            *value = span_from(pair, equals + 1);
            return true;
        }
    }
    return false;
}
