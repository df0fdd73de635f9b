/*
 * JSON as RFC 8259 has it, for comparison: one function a rule of its
 * grammar, each of which steps over what it knows and returns NULL where
 * that isn't there.
 */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "publish/scan.h"
#include "tests/fuzz/fuzz.h"

static const char *value(const char *at, unsigned depth);

/* A text ends with a NUL, which no rule knows. */
static const char *space(const char *at)
{
    return at + strspn(at, " \t\n\r");
}

static const char *digits(const char *at)
{
    size_t count = strspn(at, "0123456789");

    return count == 0 ? NULL : at + count;
}

static const char *number(const char *start)
{
    const char *at = start + (*start == '-');
    double size;

    at = *at == '0' ? at + 1 : digits(at);
    if (at != NULL && *at == '.')
        at = digits(at + 1);
    if (at != NULL && (*at == 'e' || *at == 'E')) {
        at++;
        at = digits(at + (*at == '+' || *at == '-'));
    }
    if (at == NULL || at - start > SCAN_NUMBER_MAX)
        return NULL;
    size = strtod(start, NULL);
    return size >= -DBL_MAX && size <= DBL_MAX ? at : NULL;
}

/* \uXXXX, of which the u is here; ours are neither NUL nor half a pair. */
static const char *unicode(const char *at, unsigned long *unit)
{
    char hex[5] = "";

    if (*at != 'u' || strspn(at + 1, "0123456789abcdefABCDEF") < 4)
        return NULL;
    memcpy(hex, at + 1, 4);
    *unit = strtoul(hex, NULL, 16);
    return *unit == 0 ? NULL : at + 5;
}

static const char *escape(const char *at)
{
    unsigned long high;
    unsigned long low;

    if (*at != '\0' && strchr("\"\\/bfnrt", *at) != NULL)
        return at + 1;
    at = unicode(at, &high);
    if (at == NULL || high < 0xD800 || high > 0xDFFF)
        return at;
    if (high > 0xDBFF || *at != '\\')
        return NULL;
    at = unicode(at + 1, &low);
    return at != NULL && low >= 0xDC00 && low <= 0xDFFF ? at : NULL;
}

static const char *string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    while (at != NULL && *at != '"') {
        if ((unsigned char)*at < ' ')
            return NULL;
        at = *at == '\\' ? escape(at + 1) : at + 1;
    }
    return at == NULL ? NULL : at + 1;
}

static const char *member(const char *at, unsigned depth)
{
    at = string(at);
    if (at == NULL)
        return NULL;
    at = space(at);
    return *at == ':' ? value(at + 1, depth) : NULL;
}

static const char *list(const char *at, unsigned depth, char close)
{
    if (depth > SCAN_DEPTH_MAX)
        return NULL;
    at = space(at + 1);
    if (*at == close)
        return at + 1;
    for (;; at = space(at + 1)) {
        at = close == '}' ? member(at, depth) : value(at, depth);
        if (at == NULL || *at == close)
            return at == NULL ? NULL : at + 1;
        if (*at != ',')
            return NULL;
    }
}

static const char *word(const char *at, const char *name)
{
    return strncmp(at, name, strlen(name)) == 0 ? at + strlen(name) : NULL;
}

/* A value and the white space around it. */
static const char *value(const char *at, unsigned depth)
{
    at = space(at);
    if (*at == '{' || *at == '[')
        at = list(at, depth + 1, *at == '{' ? '}' : ']');
    else if (*at == '"')
        at = string(at);
    else if (*at == '-' || (*at >= '0' && *at <= '9'))
        at = number(at);
    else if (*at == 't')
        at = word(at, "true");
    else if (*at == 'f')
        at = word(at, "false");
    else
        at = word(at, "null");
    return at == NULL ? NULL : space(at);
}

bool is_utf8(struct span text)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text.at;
    utf8proc_ssize_t left = (utf8proc_ssize_t)text.length;
    utf8proc_int32_t point;

    while (left > 0) {
        utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);

        if (used <= 0)
            return false;
        at += used;
        left -= used;
    }
    return true;
}

bool is_json(struct span text)
{
    char *copy = calloc(1, text.length + 1);
    bool good;

    due(copy != NULL, "memory");
    if (text.length > 0)
        memcpy(copy, text.at, text.length);
    good = text.length <= SCAN_LENGTH_MAX && is_utf8(text) &&
           value(copy, 0) == copy + text.length;
    free(copy);
    return good;
}
