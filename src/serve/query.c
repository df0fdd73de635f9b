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

/*
 * Whether all of eight bytes lie from '-' to '~', and so behind '%' and '+'.
 * A top bit is left where one is below, or above, or no ASCII.
 */
static inline bool are_plain(uint64_t eight)
{
    uint64_t below = (eight - EIGHT('-')) & ~eight;
    uint64_t above = eight | (eight + EIGHT(1));

    return ((below | above) & EIGHT(0x80)) == 0;
}

/* Nothing in it can be encoded, as in nearly every path. */
static bool is_plain(struct span text)
{
    size_t whole = text.length - text.length % 8;
    uint64_t eight;

    for (size_t at = 0; at < whole; at += 8) {
        memcpy(&eight, text.at + at, 8);
        if (!are_plain(eight))
            return false;
    }
    eight = EIGHT('-');
    if (whole < text.length)
        memcpy(&eight, text.at + whole, text.length - whole);
    return are_plain(eight);
}

bool url_decode(struct span text, bool form, char *out, size_t size,
                struct span *decoded)
{
    size_t used = 0;

    if (text.length <= size && is_plain(text)) {
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

bool query_ordinal(struct span query, struct span name, uint64_t *number)
{
    struct span value;
    char digits[8];

    *number = 1;
    if (!query_find(query, name, &value))
        return true;
    return url_decode(value, true, digits, sizeof digits, &value) &&
           span_decimal(value, 99999999, number) && *number > 0;
}
