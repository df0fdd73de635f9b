#include "publish/scan_text.h"

#include <string.h>

#include "base/utf8.h"

struct position scan_position(const struct scan *scan)
{
    return (struct position){scan->line, scan->at - scan->line_start -
                                             scan->continuations + 1};
}

/* Begins a complaint about `position`; the reason is to follow. */
static struct sink *complain_at(struct scan *scan, struct position position)
{
    struct sink *sink = complaint_begin(scan->complaints, COMPLAINT_SYNTAX);

    position_write(sink, position);
    complaint_reason(scan->complaints);
    return sink;
}

bool scan_refuse_at(struct scan *scan, struct position position,
                    struct span reason)
{
    sink_ready(complain_at(scan, position), reason);
    complaint_end(scan->complaints);
    return false;
}

bool scan_refuse(struct scan *scan, struct span reason)
{
    return scan_refuse_at(scan, scan_position(scan), reason);
}

/* The same where reading can go on, as if all were well. */
bool scan_pardon(struct scan *scan, struct position position,
                 struct span reason)
{
    scan_refuse_at(scan, position, reason);
    scan->bad = true;
    return true;
}

bool scan_at_end(const struct scan *scan)
{
    return scan->at == scan->text.length;
}

/* The byte here, or 0 at the end. */
unsigned char scan_peek(const struct scan *scan)
{
    return scan_at_end(scan) ? 0 : (unsigned char)scan->text.at[scan->at];
}

static void write_code_point(struct sink *sink, uint32_t point)
{
    LIT(sink, "U+");
    for (int shift = point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
        sink_byte(sink, "0123456789ABCDEF"[point >> shift & 15]);
}

static void write_byte(struct sink *sink, unsigned char byte)
{
    LIT(sink, "the byte ");
    sink_byte(sink, "0123456789ABCDEF"[byte >> 4]);
    sink_byte(sink, "0123456789ABCDEF"[byte & 15]);
}

/* Says what stands here. */
static void write_found(struct scan *scan, struct sink *sink)
{
    size_t next = scan->at;
    uint32_t point;

    if (scan_at_end(scan)) {
        LIT(sink, "the end of the file");
        return;
    }
    point = utf8_next(scan->text, &next);
    if (point == UTF8_BAD) {
        write_byte(sink, scan_peek(scan));
        LIT(sink, ", which is no UTF-8");
    } else if (point > ' ' && point < 0x7F) {
        sink_byte(sink, (char)point);
    } else {
        write_code_point(sink, point);
    }
}

bool scan_refuse_expecting(struct scan *scan, struct span expected)
{
    struct sink *sink = complain_at(scan, scan_position(scan));

    LIT(sink, "expected ");
    sink_ready(sink, expected);
    LIT(sink, ", found ");
    write_found(scan, sink);
    complaint_end(scan->complaints);
    return false;
}

static bool hex_digits(const struct scan *scan, size_t at, uint32_t *value)
{
    *value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < scan->text.length ? scan->text.at[i] : ' ';
        uint32_t digit;

        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        else
            return false;
        *value = *value << 4 | digit;
    }
    return true;
}

/*
 * Goes on `length` bytes behind the start of a bad escape, all of them ASCII;
 * not where the file was cut in one.
 */
static bool pardon_escape(struct scan *scan, size_t length, struct span reason)
{
    struct span rest;

    scan_pardon(scan, scan_position(scan), reason);
    scan->at += length;
    rest = span_from(scan->text, scan->at);
    return rest.length > 2 * sizeof "uXXXX" ||
           span_find(rest, '"') < rest.length;
}

/* Reads \uXXXX, of which the backslash is here, or a pair of them. */
static bool scan_unicode(struct scan *scan, uint32_t *point)
{
    size_t next = scan->at + 6;
    uint32_t low;

    if (!hex_digits(scan, scan->at + 2, point))
        return pardon_escape(scan, 1,
                             SPAN("\\u must be followed by four hex "
                                  "digits"));
    if (*point == 0)
        return pardon_escape(scan, 6,
                             SPAN("\\u0000 (NUL) is not allowed in a "
                                  "text"));
    if (*point >= 0xD800 && *point <= 0xDFFF) {
        if (*point > 0xDBFF ||
            !span_starts(span_from(scan->text, next), SPAN("\\u")) ||
            !hex_digits(scan, next + 2, &low) || low < 0xDC00 || low > 0xDFFF)
            return pardon_escape(scan, 6,
                                 SPAN("this \\u escape is half of a surrogate "
                                      "pair without its other half"));
        *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
        next += 6;
    }
    scan->at = next;
    return true;
}

/* Reads an escape, of which the backslash is here. */
static bool scan_escape(struct scan *scan, uint32_t *point)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char letter =
        scan->at + 1 < scan->text.length ? scan->text.at[scan->at + 1] : '\0';
    const char *hit = letter == '\0' ? NULL : strchr(letters, letter);

    *point = (uint32_t)'\\';
    if (letter == 'u')
        return scan_unicode(scan, point);
    if (hit == NULL)
        return pardon_escape(scan, 1,
                             SPAN("a backslash must be followed by one of "
                                  "\" \\ / b f n r t u"));
    *point = (uint32_t)meanings[hit - letters];
    scan->at += 2;
    return true;
}

static bool refuse_control(struct scan *scan, unsigned char byte)
{
    struct sink *sink = complain_at(scan, scan_position(scan));

    if (byte == '\n' || byte == '\r')
        LIT(sink, "a line ends inside a string; write \\n, or close the "
                  "string");
    else if (byte == '\t')
        LIT(sink, "a tab stands in a string as it is; write \\t");
    else {
        LIT(sink, "the control character ");
        write_code_point(sink, byte);
        LIT(sink, " stands in a string as it is");
    }
    complaint_end(scan->complaints);
    if (byte == '\n' || byte == '\r')
        return false;
    scan->bad = true;
    scan->at++;
    return true;
}

static bool refuse_byte(struct scan *scan, unsigned char byte)
{
    struct sink *sink = complain_at(scan, scan_position(scan));

    write_byte(sink, byte);
    LIT(sink, " is no UTF-8 here; save the file as UTF-8");
    complaint_end(scan->complaints);
    return false;
}

/* Reads one character of a string, escaped or not. */
static bool scan_character(struct scan *scan, uint32_t *point)
{
    unsigned char byte = scan_peek(scan);
    size_t next = scan->at;

    *point = byte;
    if (byte < 0x20)
        return refuse_control(scan, byte);
    if (byte == '\\')
        return scan_escape(scan, point);
    *point = utf8_next(scan->text, &next);
    if (*point == UTF8_BAD)
        return refuse_byte(scan, byte);
    scan->continuations += next - scan->at - 1;
    scan->at = next;
    return true;
}

static struct span character(uint32_t point, char bytes[4])
{
    unsigned length = utf8_put(point, bytes);

    return (struct span){bytes, length};
}

/* ASCII that stands for itself in a string. */
static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

bool scan_string(struct scan *scan, bool is_key)
{
    struct position start = scan_position(scan);
    char bytes[4];
    uint32_t point;

    scan->at++;
    while (!scan_at_end(scan)) {
        if (!is_key && is_plain(scan_peek(scan))) {
            scan->at++;
            continue;
        }
        if (scan_peek(scan) == '"') {
            scan->at++;
            return true;
        }
        if (!scan_character(scan, &point))
            return false;
        if (is_key && !doubles_name(&scan->doubles, character(point, bytes)))
            return scan_refuse(scan, SPAN("out of memory"));
    }
    return scan_refuse_at(scan, start,
                          SPAN("this string has no end; a \" is missing"));
}
