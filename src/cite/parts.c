#include "cite/parts.h"

#include <string.h>

static const struct span short_months[] = {
    SPAN_INIT("Jan."), SPAN_INIT("Feb."), SPAN_INIT("Mar."), SPAN_INIT("Apr."),
    SPAN_INIT("May"),  SPAN_INIT("Jun."), SPAN_INIT("Jul."), SPAN_INIT("Aug."),
    SPAN_INIT("Sep."), SPAN_INIT("Oct."), SPAN_INIT("Nov."), SPAN_INIT("Dec."),
};

static struct span short_month(int month, bool dotted)
{
    struct span name = short_months[month - 1];

    return dotted ? name : span_first(name, 3);
}

void part_year(struct pen *pen, struct date date)
{
    pen_number(pen, date.year, 1);
}

void part_undated(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "n.d.");
    if (item->year_suffix.length > 0) {
        PEN_WORDS(pen, "-");
    }
}

void part_place(struct pen *pen, const struct cite_item *item)
{
    pen_number(pen, item->place > 0 ? (int64_t)item->place : 1, 1);
}

void part_dash(struct pen *pen)
{
    PEN_WORDS(pen, "\u2014\u2014\u2014");
}

static void month_day(struct pen *pen, struct date date, struct span month,
                      unsigned width)
{
    pen_words(pen, month);
    if (date.day > 0) {
        PEN_WORDS(pen, " ");
        pen_number(pen, date.day, width);
    }
}

static void day_month(struct pen *pen, struct date date, struct span month)
{
    if (date.day > 0) {
        pen_number(pen, date.day, 1);
        PEN_WORDS(pen, " ");
    }
    pen_words(pen, month);
}

/* The months and days of a date whose month is known. */
static void month_part(struct pen *pen, struct date date, enum date_form form)
{
    switch (form) {
    case DATE_DAY_MONTH_YEAR:
        day_month(pen, date, month_name(date.month));
        break;
    case DATE_DAY_SHORT_YEAR:
        day_month(pen, date, short_month(date.month, true));
        break;
    case DATE_SHORT_DAY_YEAR:
        month_day(pen, date, short_month(date.month, true), 2);
        break;
    case DATE_YEAR_SHORT_DAY:
        month_day(pen, date, short_month(date.month, false), 1);
        break;
    case DATE_MONTH_DAY:
    case DATE_MONTH_DAY_YEAR:
        month_day(pen, date, month_name(date.month), 1);
        break;
    }
}

void part_date(struct pen *pen, struct date date, enum date_form form)
{
    bool is_day_first =
        form == DATE_DAY_MONTH_YEAR || form == DATE_DAY_SHORT_YEAR;

    if (form == DATE_YEAR_SHORT_DAY) {
        part_year(pen, date);
        if (date.month > 0) {
            PEN_WORDS(pen, " ");
        }
    }
    if (date.month > 0) {
        month_part(pen, date, form);
    }
    if (form == DATE_YEAR_SHORT_DAY || form == DATE_MONTH_DAY) {
        return;
    }
    if (date.month > 0) {
        pen_words(pen, date.day > 0 && !is_day_first ? SPAN(", ") : SPAN(" "));
    }
    part_year(pen, date);
}

void part_moment(struct pen *pen, const struct cite_item *item,
                 struct span joint)
{
    if (item->at >= 0) {
        pen_join(pen, joint);
        part_duration(pen, item->at);
    }
}

void part_duration(struct pen *pen, int64_t seconds)
{
    pen_number(pen, seconds / 3600, 1);
    PEN_WORDS(pen, ":");
    pen_number(pen, seconds / 60 % 60, 2);
    PEN_WORDS(pen, ":");
    pen_number(pen, seconds % 60, 2);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_zero(char byte)
{
    return byte == '0';
}

static bool is_hyphen(char byte)
{
    return byte == '-';
}

static bool is_small(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_letter(char byte)
{
    return is_small(byte) || (byte >= 'A' && byte <= 'Z');
}

/* What may stand behind a number: 4a, or 7b-c. */
static bool is_mark(char byte)
{
    return is_letter(byte) || is_hyphen(byte);
}

static size_t run(struct span text, size_t at, bool (*is)(char byte))
{
    while (at < text.length && is(text.at[at])) {
        at++;
    }
    return at;
}

/* The letters and zeros before a number: B0 of B07, 3x of 3x12; or 0. */
static size_t prefix_length(struct span text)
{
    size_t digits = run(text, 0, is_digit);
    size_t letters = run(text, digits, is_letter);
    size_t zeros = run(text, letters, is_zero);
    size_t number = run(text, zeros, is_digit);

    if (number == zeros && zeros > letters) {
        zeros--; /* the last one is the number */
    }
    return letters > digits && number > zeros &&
                   run(text, number, is_letter) == text.length
               ? zeros
               : 0;
}

static bool is_roman(char byte)
{
    return strchr("ivxlcmIVXLCM", byte) != NULL;
}

/* Digits with letters behind them, or letters from a small i, v or x on. */
static bool is_numeric(struct span text)
{
    size_t digits = run(text, 0, is_digit);

    if (digits == 0 &&
        (text.length == 0 || strchr("ivx", text.at[0]) == NULL)) {
        return false;
    }
    return run(text, digits, is_mark) == text.length;
}

/* Digits alone, or a Roman number. */
static bool is_figure(struct span text)
{
    return text.length > 0 && (run(text, 0, is_digit) == text.length ||
                               run(text, 0, is_roman) == text.length);
}

/* Digits, and small letters behind them at most. */
static bool is_plain(struct span text)
{
    size_t digits = run(text, 0, is_digit);

    return digits > 0 && run(text, digits, is_small) == text.length;
}

static bool is_countable(struct span text)
{
    return text.length > 0 &&
           (is_digit(text.at[0]) || run(text, 0, is_roman) == text.length);
}

/* 7b and the letters behind its hyphen are one element, not a range. */
static bool is_subdivided(struct span first, struct span rest)
{
    size_t digits = run(first, 0, is_digit);

    return digits > 0 && digits < first.length &&
           run(first, digits, is_letter) == first.length && rest.length > 0 &&
           run(rest, 0, is_letter) == rest.length;
}

static struct span cut(struct span *rest, size_t length)
{
    struct span front = span_first(*rest, length);

    *rest = span_from(*rest, length);
    return front;
}

static struct span cut_element(struct span *rest)
{
    size_t length = span_find(*rest, '-');
    struct span behind = span_from(*rest, length + 1);

    behind = span_first(behind, span_find(behind, '-'));
    if (is_subdivided(span_first(*rest, length), behind)) {
        length += 1 + behind.length;
    }
    return cut(rest, length);
}

static struct span cut_hyphens(struct span *rest)
{
    return cut(rest, run(*rest, 0, is_hyphen));
}

static struct span value_of(struct span element)
{
    return span_from(element, prefix_length(element));
}

enum number_kind part_number_kind(struct span number)
{
    struct span first = value_of(cut_element(&number));

    if (!is_numeric(first)) {
        return NUMBER_WORD;
    }
    return number.length > 0 && is_countable(first) ? NUMBER_RANGE
                                                    : NUMBER_SINGLE;
}

void part_number_begin(struct number_reader *reader, struct span number)
{
    struct span rest = number;
    struct span first = value_of(cut_element(&rest));

    cut_hyphens(&number);
    *reader = (struct number_reader){.rest = number,
                                     .is_numeric = is_numeric(first),
                                     .is_countable = is_countable(first)};
}

/* A single hyphen behind `element`, and what it does to both its sides. */
static void settle_hyphen(struct number_reader *reader, struct span element,
                          struct span *joint)
{
    const struct span dash = SPAN("\u2013");
    struct span rest = reader->rest;
    struct span next = cut_element(&rest);
    size_t prefix = prefix_length(element);
    struct span from = value_of(element);
    struct span to = value_of(next);

    if (!reader->is_countable) {
        *joint = reader->is_numeric ? dash : *joint;
        return;
    }
    if (cut_hyphens(&rest).length == 1 ||
        !span_equal(span_first(element, prefix),
                    span_first(next, prefix_length(next)))) {
        return;
    }
    reader->drops_prefix = is_plain(to);
    if ((is_figure(from) && is_figure(to)) ||
        (reader->is_numeric && is_plain(from) && is_plain(to))) {
        *joint = dash;
    }
}

bool part_number_next(struct number_reader *reader, struct span *element,
                      struct span *joint)
{
    bool drops_prefix = reader->drops_prefix;

    if (reader->rest.length == 0) {
        return false;
    }
    *element = cut_element(&reader->rest);
    *joint = cut_hyphens(&reader->rest);
    reader->drops_prefix = false;
    if (joint->length == 1) {
        settle_hyphen(reader, *element, joint);
    }
    if (drops_prefix || reader->drops_prefix) {
        *element = value_of(*element);
    }
    return true;
}

/* The case is that of letters in front of a number, apart from those behind. */
void part_number(struct pen *pen, struct span number, enum pen_case text_case)
{
    struct number_reader reader;
    struct span element;
    struct span joint;

    part_number_begin(&reader, number);
    while (part_number_next(&reader, &element, &joint)) {
        size_t prefix = reader.is_countable ? prefix_length(element) : 0;

        pen_text(pen, cut(&element, prefix), text_case);
        pen_text(pen, element, text_case);
        pen_words(pen, joint);
    }
}
