#include "publish/captions.h"

#include "base/utf8.h"

struct line {
    struct span text; /* without its end */
    size_t number;
};

static bool next_line(struct captions *captions, struct line *line)
{
    struct span rest = span_from(captions->file, captions->at);
    size_t end = 0;

    if (rest.length == 0)
        return false;
    while (end < rest.length && rest.at[end] != '\n' && rest.at[end] != '\r')
        end++;
    line->text = span_first(rest, end);
    line->number = ++captions->line;
    if (end + 1 < rest.length && rest.at[end] == '\r' &&
        rest.at[end + 1] == '\n')
        end++;
    captions->at += end + (end < rest.length);
    return true;
}

/* Complains of `line` from its byte `at` on. */
static void refuse(struct captions *captions, const struct line *line,
                   size_t at, struct span reason)
{
    struct sink *place =
        complaint_begin(captions->complaints, COMPLAINT_SYNTAX);

    sink_decimal(place, (int64_t)line->number);
    LIT(place, ":");
    sink_decimal(place, (int64_t)utf8_count(span_first(line->text, at)) + 1);
    complaint_reason(captions->complaints);
    sink_ready(place, reason);
    complaint_end(captions->complaints);
}

static bool is_blank(const struct captions *captions, struct span text)
{
    return (captions->webvtt ? text : span_trim(text)).length == 0;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_number(struct span text)
{
    text = span_trim(text);
    for (size_t i = 0; i < text.length; i++) {
        if (!is_digit(text.at[i]))
            return false;
    }
    return text.length > 0;
}

/* A cursor in a line of times. */
struct cursor {
    struct span text;
    size_t at;
};

static bool take(struct cursor *cursor, char byte)
{
    if (cursor->at == cursor->text.length ||
        cursor->text.at[cursor->at] != byte)
        return false;
    cursor->at++;
    return true;
}

static void skip_blanks(struct cursor *cursor)
{
    while (take(cursor, ' ') || take(cursor, '\t'))
        continue;
}

/* Reads 1 to `most` digits. */
static bool take_digits(struct cursor *cursor, unsigned most, int64_t *number,
                        unsigned *digits)
{
    *number = 0;
    *digits = 0;
    while (*digits < most && cursor->at < cursor->text.length &&
           is_digit(cursor->text.at[cursor->at])) {
        *number = *number * 10 + (cursor->text.at[cursor->at++] - '0');
        ++*digits;
    }
    return *digits > 0;
}

/* The thousandths behind the seconds, which may be missing. */
static bool take_fraction(struct cursor *cursor, int64_t *thousandths)
{
    unsigned digits;

    *thousandths = 0;
    if (!take(cursor, '.') && !take(cursor, ','))
        return true;
    if (!take_digits(cursor, 3, thousandths, &digits))
        return false;
    for (; digits < 3; digits++)
        *thousandths *= 10;
    return true;
}

/* [HOURS:]MM:SS[.FFF], in milliseconds. */
static bool take_time(struct cursor *cursor, int64_t *time)
{
    int64_t part[3];
    int64_t thousandths;
    unsigned count = 0;
    unsigned digits;

    do {
        if (!take_digits(cursor, count == 0 ? 4 : 2, &part[count], &digits))
            return false;
        count++;
    } while (count < 3 && take(cursor, ':'));
    if (count < 2 || part[count - 1] > 59 || part[count - 2] > 59 ||
        !take_fraction(cursor, &thousandths))
        return false;
    *time = part[count - 1] + 60 * part[count - 2];
    if (count == 3)
        *time += 3600 * part[0];
    *time = *time * 1000 + thousandths;
    return true;
}

static bool take_arrow(struct cursor *cursor)
{
    struct span arrow = SPAN("-->");

    skip_blanks(cursor);
    if (!span_starts(span_from(cursor->text, cursor->at), arrow))
        return false;
    cursor->at += arrow.length;
    skip_blanks(cursor);
    return true;
}

static bool at_blank(const struct cursor *cursor)
{
    return cursor->at == cursor->text.length ||
           cursor->text.at[cursor->at] == ' ' ||
           cursor->text.at[cursor->at] == '\t';
}

#define TIME_WANTED "expected a time such as 00:01:23.456"

/* Reads a cue's line of times; settings behind them are left alone. */
static bool read_times(struct captions *captions, const struct line *line,
                       struct caption *caption)
{
    struct cursor cursor = {line->text, 0};
    struct span reason = SPAN(TIME_WANTED);
    size_t start;

    skip_blanks(&cursor);
    start = cursor.at;
    if (take_time(&cursor, &caption->start) &&
        (at_blank(&cursor) || cursor.text.at[cursor.at] == '-')) {
        start = cursor.at;
        if (take_arrow(&cursor)) {
            start = cursor.at;
            if (take_time(&cursor, &caption->end) && at_blank(&cursor)) {
                caption->line = line->number;
                return true;
            }
        } else {
            reason = SPAN("expected --> and the time when the cue ends");
        }
    }
    refuse(captions, line, start, reason);
    return false;
}

static bool has_arrow(struct span text)
{
    return span_find_span(text, SPAN("-->")) < text.length;
}

/* In a cue's text an arrow may stand too; times begin with a digit. */
static bool is_times(struct span text)
{
    struct span trimmed = span_trim(text);

    return trimmed.length > 0 && is_digit(trimmed.at[0]) && has_arrow(text);
}

/* Times with another arrow than theirs, as 00:01 -> 00:02. */
static bool is_misspelt(struct span text)
{
    struct cursor cursor = {span_trim(text), 0};
    int64_t time;

    return take_time(&cursor, &time) &&
           (span_find(text, '>') < text.length ||
            span_find_span(text, SPAN("\xE2\x86\x92")) < text.length);
}

/* Does a block of WebVTT begin that is no cue and may be of any length? */
static bool opens_skipped(struct span text)
{
    static const struct span words[] = {SPAN_INIT("NOTE"), SPAN_INIT("STYLE"),
                                        SPAN_INIT("REGION")};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct span rest = span_from(text, words[i].length);

        if (span_starts(text, words[i]) &&
            (span_trim(rest).length == 0 ||
             (i == 0 && (rest.at[0] == ' ' || rest.at[0] == '\t'))))
            return true;
    }
    return false;
}

/* Looks ahead: are the times of a cue on the next line? */
static bool times_follow(const struct captions *captions)
{
    struct captions ahead = *captions;
    struct line line;

    return next_line(&ahead, &line) && is_times(line.text);
}

/* A line outside of cues that holds no times. False where it may not be. */
static bool pass_line(struct captions *captions, const struct line *line)
{
    if (is_misspelt(line->text)) {
        struct line copy = *line;
        struct caption caption;

        return read_times(captions, &copy, &caption);
    }
    if (captions->webvtt) {
        captions->skipping = opens_skipped(line->text);
        if (captions->skipping || times_follow(captions))
            return true;
        captions->skipping = true; /* up to the next empty line */
        if (captions->strays++ == 0)
            captions->stray_line = line->number;
        return true;
    }
    if (is_number(line->text))
        return true;
    refuse(captions, line, 0,
           SPAN("expected a cue's number or its times, or WEBVTT in the "
                "file's first line"));
    return false;
}

/* Finds the next line of times and reads it. */
static bool find_cue(struct captions *captions, struct caption *caption)
{
    struct line line;

    while (next_line(captions, &line)) {
        if (is_blank(captions, line.text)) {
            captions->skipping = false;
            continue;
        }
        if (captions->skipping && !is_times(line.text))
            continue;
        captions->skipping = false;
        if (has_arrow(line.text) && !opens_skipped(line.text))
            return read_times(captions, &line, caption);
        if (!pass_line(captions, &line))
            return false;
    }
    if (!captions->begun) {
        line = (struct line){SPAN(""), 1};
        refuse(captions, &line, 0,
               SPAN("holds no cue: no line has two times with --> between "
                    "them"));
    }
    return false;
}

/* Skips empty lines. True where what follows is text of the same cue. */
static bool goes_on(struct captions *captions)
{
    struct captions ahead = *captions;
    struct line line;

    do {
        *captions = ahead;
        if (!next_line(&ahead, &line))
            return false;
    } while (is_blank(&ahead, line.text));
    return !is_times(line.text) && !is_misspelt(line.text) &&
           !times_follow(&ahead) &&
           !(captions->webvtt && opens_skipped(line.text));
}

/*
 * Takes lines up to what is no text any more. A cue goes on behind an empty
 * line where no other begins there: browsers drop what follows, but it was
 * said. A number right above times is not text.
 */
static struct span take_payload(struct captions *captions)
{
    struct span rest = span_from(captions->file, captions->at);
    size_t first = captions->at;
    size_t end = first;    /* of the last line with text */
    size_t before = first; /* of the one above it */
    struct captions here = *captions;
    struct line line = {0};
    bool number_above = false;

    while (next_line(captions, &line)) {
        if (is_times(line.text)) {
            *captions = here;
            return span_first(rest, (number_above ? before : end) - first);
        }
        number_above = is_number(line.text);
        if (!is_blank(captions, line.text)) {
            before = end;
            end = (size_t)(line.text.at - captions->file.at) + line.text.length;
        } else if (!goes_on(captions)) {
            break;
        }
        here = *captions;
    }
    return span_first(rest, end - first);
}

bool captions_next(struct captions *captions, struct caption *caption)
{
    if (!find_cue(captions, caption))
        return false;
    captions->begun = true;
    caption->payload = take_payload(captions);
    return true;
}

static bool is_webvtt(struct span file)
{
    struct span rest = span_from(file, 6);

    return span_starts(file, SPAN("WEBVTT")) &&
           (rest.length == 0 || rest.at[0] == ' ' || rest.at[0] == '\t' ||
            rest.at[0] == '\n' || rest.at[0] == '\r');
}

static void refuse_bytes(struct captions *captions, size_t bad)
{
    struct span file = captions->file;
    struct line line = {SPAN(""), 0};

    if (span_starts(file, SPAN("\xFF\xFE")) ||
        span_starts(file, SPAN("\xFE\xFF"))) {
        line.number = 1;
        refuse(captions, &line, 0,
               SPAN("this is UTF-16; the file must be UTF-8"));
        return;
    }
    while (captions->at <= bad && next_line(captions, &line))
        continue;
    refuse(captions, &line, bad - (size_t)(line.text.at - captions->file.at),
           SPAN("a byte that is not UTF-8"));
}

bool captions_begin(struct captions *captions, struct span file,
                    struct complaints *complaints)
{
    size_t bad;
    struct line line;

    if (span_starts(file, SPAN("\xEF\xBB\xBF")))
        file = span_from(file, 3);
    *captions = (struct captions){.file = file, .complaints = complaints};
    bad = utf8_check(file);
    if (bad < file.length) {
        refuse_bytes(captions, bad);
        return false;
    }
    captions->webvtt = is_webvtt(file);
    if (captions->webvtt) {
        next_line(captions, &line);
        captions->skipping = true; /* the rest of the header */
    }
    return true;
}
