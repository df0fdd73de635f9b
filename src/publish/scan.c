#include "publish/scan.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "publish/scan_text.h"

static bool scan_value(struct scan *scan);

/* Steps over white space: the four characters that RFC 8259 knows. */
static void skip_space(struct scan *scan)
{
    for (;; scan->at++) {
        unsigned char byte = scan_peek(scan);

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

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool scan_digits(struct scan *scan, struct span expected)
{
    if (!is_digit(scan_peek(scan)))
        return scan_refuse_expecting(scan, expected);
    while (is_digit(scan_peek(scan)))
        scan->at++;
    return true;
}

static bool scan_whole_part(struct scan *scan)
{
    struct position position = scan_position(scan);
    size_t start = scan->at;

    if (!scan_digits(scan, SPAN("a digit behind the minus")))
        return false;
    if (scan->text.at[start] == '0' && scan->at - start > 1)
        return scan_pardon(scan, position,
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
        return scan_pardon(scan, position,
                           SPAN("this number has more than 63 characters"));
    memcpy(copy, scan->text.at + start, length);
    copy[length] = '\0';
    value = strtod(copy, NULL);
    if (value > DBL_MAX || value < -DBL_MAX)
        return scan_refuse_at(scan, position, SPAN("this number is too large"));
    return true;
}

static bool scan_number(struct scan *scan)
{
    struct position position = scan_position(scan);
    size_t start = scan->at;

    if (scan_peek(scan) == '-')
        scan->at++;
    if (!scan_whole_part(scan))
        return false;
    if (scan_peek(scan) == '.') {
        scan->at++;
        if (!scan_digits(scan, SPAN("a digit behind the decimal point")))
            return false;
    }
    if (scan_peek(scan) == 'e' || scan_peek(scan) == 'E') {
        scan->at++;
        if (scan_peek(scan) == '+' || scan_peek(scan) == '-')
            scan->at++;
        if (!scan_digits(scan, SPAN("a digit in the exponent")))
            return false;
    }
    return number_fits(scan, start, position);
}

/* Steps over letters, as many as there are. */
static void skip_letters(struct scan *scan)
{
    while ((scan_peek(scan) | 0x20) >= 'a' && (scan_peek(scan) | 0x20) <= 'z')
        scan->at++;
}

/*
 * What people write where JSON wants a value, and what to tell them; behind a
 * word, and where there is none, reading goes on.
 */
static bool refuse_value(struct scan *scan)
{
    static const struct {
        char bytes[7];
        bool pardoned;
        struct span reason;
    } rows[] = {
        {"'", false, SPAN_INIT("a string stands in double quotes")},
        {"/#", false, SPAN_INIT("JSON has no comments")},
        {"+", false, SPAN_INIT("a number has no plus in front")},
        {".", false,
         SPAN_INIT("a number needs a digit before its decimal point")},
        {",", true, SPAN_INIT("a value is missing before this comma")},
        {"]}", true, SPAN_INIT("a value is missing before this bracket")},
        {"TFNtfn", true,
         SPAN_INIT("JSON's words are true, false and null, in lower case")},
    };
    char byte = (char)scan_peek(scan);

    for (size_t i = 0; byte != '\0' && i < sizeof rows / sizeof *rows; i++) {
        if (strchr(rows[i].bytes, byte) == NULL)
            continue;
        if (!rows[i].pardoned)
            return scan_refuse(scan, rows[i].reason);
        scan_pardon(scan, scan_position(scan), rows[i].reason);
        skip_letters(scan);
        return !scan_at_end(scan);
    }
    return scan_refuse_expecting(scan, SPAN("a value"));
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
    if (scan_peek(scan) == '\'')
        return scan_refuse(scan, SPAN("a key stands in double quotes"));
    if (scan_peek(scan) != '"')
        return scan_refuse_expecting(scan, SPAN("a key in double quotes"));
    if (!doubles_key(&scan->doubles, scan_position(scan)))
        return scan_refuse(scan, SPAN("out of memory"));
    if (!scan_string(scan, true))
        return false;
    skip_space(scan);
    if (scan_peek(scan) != ':')
        return scan_refuse_expecting(scan, SPAN("a colon behind the key"));
    scan->at++;
    skip_space(scan);
    return true;
}

/*
 * Steps over what parts two items. Without a comma reading goes on where the
 * next item starts on a line of its own; else a quote may be the fault. *more
 * says whether there is a next.
 */
static bool scan_separator(struct scan *scan, char close, struct span separator,
                           bool *more)
{
    size_t line = scan->line;

    skip_space(scan);
    *more = scan_peek(scan) != (unsigned char)close;
    if (!*more)
        return true;
    if (scan_peek(scan) != ',') {
        scan_refuse_expecting(scan, separator);
        scan->bad = true;
        return scan->line > line &&
               strchr("\"{[", (char)scan_peek(scan)) != NULL &&
               !scan_at_end(scan);
    }
    scan->at++;
    skip_space(scan);
    *more = scan_peek(scan) != (unsigned char)close;
    return *more || scan_pardon(scan, scan_position(scan),
                                SPAN("no comma may stand before this bracket"));
}

/* Reads what is between an opening bracket, which is here, and `close`. */
static bool scan_items(struct scan *scan, char close, struct span separator)
{
    bool more;

    scan->at++;
    skip_space(scan);
    more = scan_peek(scan) != (unsigned char)close;
    while (more) {
        if ((close == '}' && !scan_key(scan)) || !scan_value(scan) ||
            !scan_separator(scan, close, separator, &more))
            return false;
    }
    scan->at++;
    return true;
}

static bool scan_nested(struct scan *scan)
{
    bool is_object = scan_peek(scan) == '{';
    size_t base = scan->doubles.count;
    bool good;

    if (scan->depth == SCAN_DEPTH_MAX)
        return scan_refuse(scan,
                           SPAN("lists and objects stand more than 64 deep "
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
    unsigned char byte = scan_peek(scan);

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
        return scan_refuse(scan, SPAN("the file is larger than 8 MiB"));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (span_starts(scan->text, marks[i].start))
            return scan_refuse(scan, marks[i].reason);
    }
    skip_space(scan);
    if (scan_at_end(scan))
        return scan_refuse(scan,
                           SPAN("the file is empty; a document is one JSON "
                                "object"));
    return true;
}

static bool scan_file(struct scan *scan)
{
    if (!check_file(scan) || !scan_value(scan))
        return false;
    skip_space(scan);
    if (!scan_at_end(scan))
        return scan_refuse_expecting(scan, SPAN("nothing behind the document"));
    return true;
}

bool scan_json(struct span json, struct complaints *complaints)
{
    struct scan scan = {.text = json, .line = 1, .complaints = complaints};
    size_t first = complaints->count;
    bool good = scan_file(&scan);

    complaints_sort(complaints, first);
    doubles_free(&scan.doubles);
    return good && !scan.bad;
}
