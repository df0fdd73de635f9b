#include "base/span.h"

struct span span_of_string(const char *string)
{
    return (struct span){string, string == NULL ? 0 : strlen(string)};
}

bool span_ends(struct span text, struct span suffix)
{
    return text.length >= suffix.length &&
           span_equal(span_from(text, text.length - suffix.length), suffix);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool span_equal_nocase(struct span a, struct span b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (a.at[i] != b.at[i] && lower(a.at[i]) != lower(b.at[i]))
            return false;
    }
    return true;
}

int span_compare(struct span a, struct span b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common == 0 ? 0 : memcmp(a.at, b.at, common);

    if (order != 0)
        return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

size_t span_find(struct span text, char byte)
{
    const char *hit;

    if (text.length == 0)
        return 0;
    hit = memchr(text.at, byte, text.length);
    return hit == NULL ? text.length : (size_t)(hit - text.at);
}

size_t span_find_span(struct span text, struct span needle)
{
    const char *hit;

    if (needle.length == 0)
        return 0;
    if (text.length < needle.length)
        return text.length;
    hit = memmem(text.at, text.length, needle.at, needle.length);
    return hit == NULL ? text.length : (size_t)(hit - text.at);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

struct span span_trim(struct span text)
{
    while (text.length > 0 && blank(text.at[0]))
        text = span_from(text, 1);
    while (text.length > 0 && blank(text.at[text.length - 1]))
        text.length--;
    return text;
}

bool span_cut(struct span *rest, char separator, struct span *piece)
{
    size_t end;

    if (rest->at == NULL || rest->length == 0)
        return false;
    end = span_find(*rest, separator);
    *piece = span_first(*rest, end);
    *rest = span_from(*rest, end + 1);
    return true;
}

bool span_decimal(struct span text, uint64_t most, uint64_t *value)
{
    uint64_t sum = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)(unsigned char)text.at[i] - '0';

        if (digit > 9 || sum > most / 10 || sum * 10 > most - digit)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}
