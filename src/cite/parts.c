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

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static size_t run(struct span text, size_t at, bool (*is)(char byte))
{
    while (at < text.length && is(text.at[at])) {
        at++;
    }
    return at;
}

/* The letters before a number: B of B7, 3x of 3x12; 0 where none are. */
static size_t prefix_length(struct span text)
{
    size_t digits = run(text, 0, is_digit);
    size_t letters = run(text, digits, is_letter);
    size_t number = run(text, letters, is_digit);

    return letters > digits && number > letters &&
                   run(text, number, is_letter) == text.length
               ? letters
               : 0;
}

static bool is_roman(char byte)
{
    return strchr("ivxlcmIVXLCM", byte) != NULL;
}

/* Digits with letters behind them, or letters from a small i, v or x on. */
static bool is_numeric(struct span text)
{
    size_t start = prefix_length(text);
    size_t digits = run(text, start, is_digit);

    if (text.length == 0) {
        return false;
    }
    if (digits == start && strchr("ivx", text.at[start]) == NULL) {
        return false;
    }
    return run(text, digits, is_letter) == text.length;
}

static bool is_countable(struct span text)
{
    return text.length > 0 &&
           (is_digit(text.at[0]) || run(text, 0, is_roman) == text.length);
}

/* 7b-c is one number, not a range. */
static bool is_subdivided(struct span first, struct span rest)
{
    size_t digits = run(first, 0, is_digit);

    return digits > 0 && digits < first.length &&
           run(first, digits, is_letter) == first.length && rest.length > 0 &&
           run(rest, 0, is_letter) == rest.length;
}

enum number_kind part_number_kind(struct span number)
{
    size_t hyphen = span_find(number, '-');
    struct span first = span_first(number, hyphen);
    struct span rest = span_from(number, hyphen + 1);

    if (!is_numeric(first)) {
        return NUMBER_WORD;
    }
    if (hyphen == number.length || is_subdivided(first, rest)) {
        return NUMBER_SINGLE;
    }
    return is_countable(span_from(first, prefix_length(first))) ? NUMBER_RANGE
                                                                : NUMBER_SINGLE;
}

static void write_element(struct pen *pen, struct span text,
                          enum pen_case text_case)
{
    pen_text(pen, span_from(text, prefix_length(text)), text_case);
}

/* All but the last hyphen stay; that one is a dash between two numbers. */
void part_number(struct pen *pen, struct span number, enum pen_case text_case)
{
    struct span piece;

    if (part_number_kind(number) != NUMBER_RANGE) {
        pen_text(pen, number, text_case);
        return;
    }
    while (span_cut(&number, '-', &piece)) {
        write_element(pen, piece, text_case);
        if (number.length > 0) {
            bool is_last = span_find(number, '-') == number.length;

            pen_words(pen, is_last && is_countable(number) ? SPAN("\u2013")
                                                           : SPAN("-"));
        }
    }
}
