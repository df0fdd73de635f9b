#include "publish/feed_forms.h"

#include "base/utf8.h"
#include "find/address.h"
#include "publish/forms.h"

#define DURATION_MAX 359999

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Takes what `is` holds for off the front of *rest. */
static struct span take(struct span *rest, bool (*is)(char))
{
    struct span taken;
    size_t length = 0;

    while (length < rest->length && is(rest->at[length]))
        length++;
    taken = span_first(*rest, length);
    *rest = span_from(*rest, length);
    return taken;
}

/* 1 to 12 for a month's name or the first letters of one, else 0. */
static int month_of(struct span word)
{
    if (word.length < 3)
        return 0;
    for (int month = 1; month <= 12; month++) {
        if (span_equal_nocase(word, span_first(month_name(month), word.length)))
            return month;
    }
    return 0;
}

static bool year_of(struct span digits, int *year)
{
    uint64_t number;

    if (digits.length < 2 || !span_decimal(digits, 9999, &number))
        return false;
    if (digits.length == 2)
        number += number < 50 ? 2000 : 1900;
    else if (digits.length == 3)
        number += 1900;
    *year = (int)number;
    return true;
}

static bool date_exists(struct date date)
{
    char text[16];
    struct sink sink = sink_over(text, sizeof text);

    if (date.year == 0 || date.month == 0 || date.day == 0)
        return false;
    date_write(&sink, date);
    return date_parse(sink_held(&sink), &date);
}

/* Whether digits of `text` are a time's or a zone's: 14:05:09.5 or -0500. */
static bool is_of_time(struct span text, struct span digits)
{
    size_t at = (size_t)(digits.at - text.at);
    struct span after = span_from(text, at + digits.length);
    char before = at > 0 ? text.at[at - 1] : ' ';
    char earlier = at > 1 ? text.at[at - 2] : ' ';

    return before == ':' || before == '+' || span_starts(after, SPAN(":")) ||
           (before == '-' && earlier == ' ') ||
           (before == '.' && is_digit(earlier));
}

/* Takes words and numbers in turn until day, month and year are there. */
static bool date_in_words(struct span text, struct date *date)
{
    struct span rest = text;
    struct date found = {0};

    while (rest.length > 0 && found.year == 0) {
        struct span word = take(&rest, is_letter);
        struct span digits = take(&rest, is_digit);
        uint64_t day;

        /* "Mar, 4" may be a day of the week in French or Spanish. */
        if (found.month == 0 &&
            !(found.day == 0 && span_starts(rest, SPAN(","))))
            found.month = month_of(word);
        if (digits.length == 0) {
            rest = span_from(rest, word.length == 0 ? 1 : 0);
        } else if (is_of_time(text, digits)) {
            continue;
        } else if (found.day == 0) {
            if (!span_decimal(digits, 31, &day))
                return false;
            found.day = (int)day;
        } else if (!year_of(digits, &found.year)) {
            return false;
        }
    }
    if (!date_exists(found))
        return false;
    *date = found;
    return true;
}

bool feed_date(struct span text, struct date *date)
{
    struct date found;

    text = span_trim(text);
    if (date_parse(span_first(text, 10), &found) && found.day != 0) {
        *date = found;
        return true;
    }
    return date_in_words(text, date);
}

/* Parts joined by colons, the last perhaps with a fraction. */
static bool duration_in_parts(struct span text, uint64_t *seconds)
{
    unsigned parts = 0;
    struct span part;

    *seconds = 0;
    text = span_first(text, span_find(text, '.'));
    if (text.length == 0 || span_ends(text, SPAN(":")))
        return false;
    while (span_cut(&text, ':', &part)) {
        uint64_t number;

        if (++parts > 3 || !span_decimal(span_trim(part), 999999, &number))
            return false;
        *seconds = *seconds * 60 + number;
    }
    return true;
}

/* Seconds in one of the unit that `word` begins as, or 0. */
static uint64_t unit_of(struct span word)
{
    switch (word.length == 0 ? '\0' : word.at[0] | 0x20) {
    case 'h':
        return 3600;
    case 'm':
        return 60;
    case 's':
        return 1;
    default:
        return 0;
    }
}

static bool is_between(char c)
{
    return c == ' ' || c == ',' || c == '.';
}

/* Numbers and their units, as in 1 hr. 2 min. or PT1H2M. */
static bool duration_in_units(struct span rest, uint64_t *seconds)
{
    *seconds = 0;
    if (span_starts(rest, SPAN("PT")))
        rest = span_from(rest, 2);
    while (rest.length > 0) {
        struct span digits = take(&rest, is_digit);
        uint64_t number;
        uint64_t unit;

        take(&rest, is_between);
        unit = unit_of(take(&rest, is_letter));
        take(&rest, is_between);
        if (!span_decimal(digits, DURATION_MAX, &number) || unit == 0)
            return false;
        *seconds += number * unit;
    }
    return true;
}

bool feed_duration(struct span text, int64_t *seconds)
{
    uint64_t found;

    text = span_trim(text);
    if (!duration_in_parts(text, &found) &&
        (text.length == 0 || !duration_in_units(text, &found)))
        return false;
    if (found > DURATION_MAX)
        return false;
    *seconds = (int64_t)found;
    return true;
}

bool feed_title_number(struct span *title, struct span *number)
{
    static const struct span marks[] = {SPAN_INIT(":"), SPAN_INIT("-"),
                                        SPAN_INIT("|"), SPAN_INIT("\u2013"),
                                        SPAN_INIT("\u2014")};
    struct span rest = *title;
    struct span digits;

    if (span_starts(rest, SPAN("#")))
        rest = span_from(rest, 1);
    digits = take(&rest, is_digit);
    rest = span_trim(rest);
    if (digits.length == 0 || digits.length > 5)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (span_starts(rest, marks[i]) && rest.length > marks[i].length) {
            *title = span_trim(span_from(rest, marks[i].length));
            *number = digits;
            return true;
        }
    }
    return false;
}

bool feed_video(struct span text, struct span *id)
{
    struct address address;

    address_read(text, SPAN(""), &address);
    if ((address.kind != ADDRESS_VIDEO && address.kind != ADDRESS_BARE) ||
        !form_fits(&form_youtube, address.name))
        return false;
    *id = address.name;
    return true;
}

/* The code point of a numeric reference's inside, or 0. */
static uint32_t point_of_number(struct span name)
{
    bool hex = span_starts(name, SPAN("#x")) || span_starts(name, SPAN("#X"));
    uint32_t point = 0;

    for (size_t i = hex ? 2 : 1; i < name.length; i++) {
        char c = name.at[i];
        char low = (char)(c | 0x20);

        if (is_digit(c))
            point = point * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && low >= 'a' && low <= 'f')
            point = point * 16 + (uint32_t)(low - 'a') + 10;
        else
            return 0;
        if (point > 0x10FFFF)
            return 0;
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

/* The code point that &NAME; stands for, or 0. */
static uint32_t point_of_entity(struct span name)
{
    static const struct {
        struct span name;
        uint32_t point;
    } entities[] = {{SPAN_INIT("amp"), '&'},   {SPAN_INIT("lt"), '<'},
                    {SPAN_INIT("gt"), '>'},    {SPAN_INIT("quot"), '"'},
                    {SPAN_INIT("apos"), '\''}, {SPAN_INIT("nbsp"), ' '}};

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (span_equal(name, entities[i].name))
            return entities[i].point;
    }
    return name.length > 1 && name.at[0] == '#' ? point_of_number(name) : 0;
}

/* The next code point, an entity as what it stands for. */
static uint32_t next_point(struct span text, size_t *at)
{
    struct span name = span_first(span_from(text, *at + 1), 9);
    size_t end = span_find(name, ';');

    if (text.at[*at] == '&' && end < name.length) {
        uint32_t point = point_of_entity(span_first(name, end));

        if (point != 0) {
            *at += end + 2;
            return point;
        }
    }
    return utf8_next(text, at);
}

static bool is_blank(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0;
}

static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0);
}

void feed_plain(struct sink *sink, struct span text)
{
    bool begun = false;
    bool blank = false;
    size_t at = 0;

    while (at < text.length) {
        uint32_t point = next_point(text, &at);
        char bytes[4];

        if (is_blank(point)) {
            blank = true;
        } else if (point != UTF8_BAD && !is_control(point)) {
            if (blank && begun)
                LIT(sink, " ");
            sink_ready(sink, (struct span){bytes, utf8_put(point, bytes)});
            begun = true;
            blank = false;
        }
    }
}
