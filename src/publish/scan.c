#include "publish/scan.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "publish/doubles.h"

struct scan {
    struct span text;
    size_t at;
    size_t line;
    size_t line_start;
    size_t continuations; /* bytes of this line that begin no code point */
    unsigned depth;
    struct complaints *complaints;
    struct doubles doubles;
};

static bool scan_value(struct scan *scan);

static struct position here(const struct scan *scan)
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

static bool refuse_at(struct scan *scan, struct position position,
                      struct span reason)
{
    sink_ready(complain_at(scan, position), reason);
    complaint_end(scan->complaints);
    return false;
}

static bool refuse(struct scan *scan, struct span reason)
{
    return refuse_at(scan, here(scan), reason);
}

static bool at_end(const struct scan *scan)
{
    return scan->at == scan->text.length;
}

/* The byte here, or 0 at the end. */
static unsigned char peek(const struct scan *scan)
{
    return at_end(scan) ? 0 : (unsigned char)scan->text.at[scan->at];
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

    if (at_end(scan)) {
        LIT(sink, "the end of the file");
        return;
    }
    point = utf8_next(scan->text, &next);
    if (point == UTF8_BAD) {
        write_byte(sink, peek(scan));
        LIT(sink, ", which is no UTF-8");
    } else if (point > ' ' && point < 0x7F) {
        sink_byte(sink, (char)point);
    } else {
        write_code_point(sink, point);
    }
}

static bool refuse_expecting(struct scan *scan, struct span expected)
{
    struct sink *sink = complain_at(scan, here(scan));

    LIT(sink, "expected ");
    sink_ready(sink, expected);
    LIT(sink, ", found ");
    write_found(scan, sink);
    complaint_end(scan->complaints);
    return false;
}

/* Steps over white space: the four characters that RFC 8259 knows. */
static void skip_space(struct scan *scan)
{
    for (;; scan->at++) {
        unsigned char byte = peek(scan);

        if (byte == '\r' && scan->at + 1 < scan->text.length &&
            scan->text.at[scan->at + 1] == '\n')
            continue; /* the line ends with the line feed */
        if (byte == '\n' || byte == '\r') {
            scan->line++;
            scan->line_start = scan->at + 1;
            scan->continuations = 0;
        } else if (byte != ' ' && byte != '\t') {
            return;
        }
    }
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

/* Reads \uXXXX, of which the backslash is here, or a pair of them. */
static bool scan_unicode(struct scan *scan, uint32_t *point)
{
    size_t next = scan->at + 6;
    uint32_t low;

    if (!hex_digits(scan, scan->at + 2, point))
        return refuse(scan, SPAN("\\u must be followed by four hex digits"));
    if (*point == 0)
        return refuse(scan, SPAN("\\u0000 (NUL) is not allowed in a text"));
    if (*point >= 0xD800 && *point <= 0xDFFF) {
        if (*point > 0xDBFF ||
            !span_starts(span_from(scan->text, next), SPAN("\\u")) ||
            !hex_digits(scan, next + 2, &low) || low < 0xDC00 || low > 0xDFFF)
            return refuse(scan, SPAN("this \\u escape is half of a surrogate "
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

    if (letter == 'u')
        return scan_unicode(scan, point);
    if (hit == NULL)
        return refuse(scan, SPAN("a backslash must be followed by one of "
                                 "\" \\ / b f n r t u"));
    *point = (uint32_t)meanings[hit - letters];
    scan->at += 2;
    return true;
}

static bool refuse_control(struct scan *scan, unsigned char byte)
{
    struct sink *sink = complain_at(scan, here(scan));

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
    return false;
}

static bool refuse_byte(struct scan *scan, unsigned char byte)
{
    struct sink *sink = complain_at(scan, here(scan));

    write_byte(sink, byte);
    LIT(sink, " is no UTF-8 here; save the file as UTF-8");
    complaint_end(scan->complaints);
    return false;
}

/* Reads one character of a string, escaped or not. */
static bool scan_character(struct scan *scan, uint32_t *point)
{
    unsigned char byte = peek(scan);
    size_t next = scan->at;

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

/* Reads a string, of which the opening quote is here; keeps a key's name. */
static bool scan_string(struct scan *scan, bool is_key)
{
    struct position start = here(scan);
    char bytes[4];
    uint32_t point;

    scan->at++;
    while (!at_end(scan)) {
        if (!is_key && is_plain(peek(scan))) {
            scan->at++;
            continue;
        }
        if (peek(scan) == '"') {
            scan->at++;
            return true;
        }
        if (!scan_character(scan, &point))
            return false;
        if (is_key && !doubles_name(&scan->doubles, character(point, bytes)))
            return refuse(scan, SPAN("out of memory"));
    }
    return refuse_at(scan, start,
                     SPAN("this string has no end; a \" is missing"));
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool scan_digits(struct scan *scan, struct span expected)
{
    if (!is_digit(peek(scan)))
        return refuse_expecting(scan, expected);
    while (is_digit(peek(scan)))
        scan->at++;
    return true;
}

static bool scan_whole_part(struct scan *scan)
{
    struct position position = here(scan);
    size_t start = scan->at;

    if (!scan_digits(scan, SPAN("a digit behind the minus")))
        return false;
    if (scan->text.at[start] == '0' && scan->at - start > 1)
        return refuse_at(scan, position,
                         SPAN("a number has no zeros in front"));
    return true;
}

/* Whether cJSON can hold the number that starts at `start`. */
static bool number_fits(struct scan *scan, size_t start,
                        struct position position)
{
    char copy[SCAN_NUMBER_MAX + 1];
    size_t length = scan->at - start;
    double value;

    if (length > SCAN_NUMBER_MAX)
        return refuse_at(scan, position,
                         SPAN("this number has more than 63 characters"));
    memcpy(copy, scan->text.at + start, length);
    copy[length] = '\0';
    value = strtod(copy, NULL);
    if (value > DBL_MAX || value < -DBL_MAX)
        return refuse_at(scan, position, SPAN("this number is too large"));
    return true;
}

static bool scan_number(struct scan *scan)
{
    struct position position = here(scan);
    size_t start = scan->at;

    if (peek(scan) == '-')
        scan->at++;
    if (!scan_whole_part(scan))
        return false;
    if (peek(scan) == '.') {
        scan->at++;
        if (!scan_digits(scan, SPAN("a digit behind the decimal point")))
            return false;
    }
    if (peek(scan) == 'e' || peek(scan) == 'E') {
        scan->at++;
        if (peek(scan) == '+' || peek(scan) == '-')
            scan->at++;
        if (!scan_digits(scan, SPAN("a digit in the exponent")))
            return false;
    }
    return number_fits(scan, start, position);
}

/* What people write where JSON wants a value, and what to tell them. */
static bool refuse_value(struct scan *scan)
{
    static const struct {
        char bytes[7];
        struct span reason;
    } rows[] = {
        {"'", SPAN_INIT("a string stands in double quotes")},
        {"/#", SPAN_INIT("JSON has no comments")},
        {"+", SPAN_INIT("a number has no plus in front")},
        {".", SPAN_INIT("a number needs a digit before its decimal point")},
        {",", SPAN_INIT("a value is missing before this comma")},
        {"]}", SPAN_INIT("a value is missing before this bracket")},
        {"TFNtfn", SPAN_INIT("JSON's words are true, false and null, in lower "
                             "case")},
    };
    char byte = (char)peek(scan);

    for (size_t i = 0; byte != '\0' && i < sizeof rows / sizeof *rows; i++) {
        if (strchr(rows[i].bytes, byte) != NULL)
            return refuse(scan, rows[i].reason);
    }
    return refuse_expecting(scan, SPAN("a value"));
}

static bool scan_word(struct scan *scan, struct span word)
{
    if (!span_starts(span_from(scan->text, scan->at), word))
        return refuse_value(scan);
    scan->at += word.length;
    return true;
}

/* Reads "key": and the white space behind it. */
static bool scan_key(struct scan *scan)
{
    if (peek(scan) == '}')
        return refuse(scan, SPAN("no comma may stand before this bracket"));
    if (peek(scan) == '\'')
        return refuse(scan, SPAN("a key stands in double quotes"));
    if (peek(scan) != '"')
        return refuse_expecting(scan, SPAN("a key in double quotes"));
    if (!doubles_key(&scan->doubles, here(scan)))
        return refuse(scan, SPAN("out of memory"));
    if (!scan_string(scan, true))
        return false;
    skip_space(scan);
    if (peek(scan) != ':')
        return refuse_expecting(scan, SPAN("a colon behind the key"));
    scan->at++;
    skip_space(scan);
    return true;
}

/* Reads what is between an opening bracket, which is here, and `close`. */
static bool scan_items(struct scan *scan, char close, struct span separator)
{
    scan->at++;
    skip_space(scan);
    if (peek(scan) == (unsigned char)close) {
        scan->at++;
        return true;
    }
    for (;;) {
        if ((close == '}' && !scan_key(scan)) || !scan_value(scan))
            return false;
        skip_space(scan);
        if (peek(scan) == (unsigned char)close) {
            scan->at++;
            return true;
        }
        if (peek(scan) != ',')
            return refuse_expecting(scan, separator);
        scan->at++;
        skip_space(scan);
        if (close == ']' && peek(scan) == ']')
            return refuse(scan, SPAN("no comma may stand before this bracket"));
    }
}

static bool scan_nested(struct scan *scan)
{
    bool is_object = peek(scan) == '{';
    size_t base = scan->doubles.count;
    bool good;

    if (scan->depth == SCAN_DEPTH_MAX)
        return refuse(scan, SPAN("lists and objects stand more than 64 deep "
                                 "in each other here"));
    scan->depth++;
    good = is_object ? scan_items(scan, '}', SPAN("a comma or }"))
                     : scan_items(scan, ']', SPAN("a comma or ]"));
    scan->depth--;
    if (good)
        doubles_close(&scan->doubles, base, scan->complaints);
    return good;
}

static bool scan_value(struct scan *scan)
{
    unsigned char byte = peek(scan);

    if (byte == '{' || byte == '[')
        return scan_nested(scan);
    if (byte == '"')
        return scan_string(scan, false);
    if (byte == '-' || is_digit(byte))
        return scan_number(scan);
    if (byte == 't')
        return scan_word(scan, SPAN("true"));
    if (byte == 'f')
        return scan_word(scan, SPAN("false"));
    if (byte == 'n')
        return scan_word(scan, SPAN("null"));
    return refuse_value(scan);
}

/* What is wrong with a file before its first character is looked at. */
static bool check_file(struct scan *scan)
{
    static const struct {
        struct span start;
        struct span reason;
    } marks[] = {
        {SPAN_INIT("\xEF\xBB\xBF"),
         SPAN_INIT("the file starts with a byte-order mark (EF BB BF); save "
                   "it as UTF-8 without one")},
        {SPAN_INIT("\xFE\xFF"),
         SPAN_INIT("the file is in UTF-16; save it as UTF-8")},
        {SPAN_INIT("\xFF\xFE"),
         SPAN_INIT("the file is in UTF-16; save it as UTF-8")},
    };

    if (scan->text.length > SCAN_LENGTH_MAX)
        return refuse(scan, SPAN("the file is larger than 8 MiB"));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (span_starts(scan->text, marks[i].start))
            return refuse(scan, marks[i].reason);
    }
    skip_space(scan);
    if (at_end(scan))
        return refuse(scan, SPAN("the file is empty; a document is one JSON "
                                 "object"));
    return true;
}

static bool scan_file(struct scan *scan)
{
    if (!check_file(scan) || !scan_value(scan))
        return false;
    skip_space(scan);
    if (!at_end(scan))
        return refuse_expecting(scan, SPAN("nothing behind the document"));
    return true;
}

bool scan_json(struct span json, struct complaints *complaints)
{
    struct scan scan = {.text = json, .line = 1, .complaints = complaints};
    bool good = scan_file(&scan);

    doubles_free(&scan.doubles);
    return good;
}
