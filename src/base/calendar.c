#include "base/calendar.h"

#define DAY_SECONDS 86400

static bool leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};

    return month == 2 && leap_year(year) ? 29 : lengths[month - 1];
}

static bool number_at(struct span text, size_t start, size_t digits, int *out)
{
    uint64_t value;

    if (start + digits > text.length ||
        !span_decimal(span_first(span_from(text, start), digits), 9999, &value))
        return false;
    *out = (int)value;
    return true;
}

static bool byte_at(struct span text, size_t index, char byte)
{
    return index < text.length && text.at[index] == byte;
}

bool date_parse(struct span text, struct date *date)
{
    struct date read = {0, 0, 0};

    if (text.length != 4 && text.length != 7 && text.length != 10)
        return false;
    if (!number_at(text, 0, 4, &read.year) || read.year == 0)
        return false;
    if (text.length >= 7 &&
        (!byte_at(text, 4, '-') || !number_at(text, 5, 2, &read.month) ||
         read.month < 1 || read.month > 12))
        return false;
    if (text.length == 10 &&
        (!byte_at(text, 7, '-') || !number_at(text, 8, 2, &read.day) ||
         read.day < 1 || read.day > month_length(read.year, read.month)))
        return false;
    *date = read;
    return true;
}

void date_write(struct sink *sink, struct date date)
{
    sink_decimal_padded(sink, (uint64_t)date.year, 4);
    if (date.month == 0)
        return;
    LIT(sink, "-");
    sink_decimal_padded(sink, (uint64_t)date.month, 2);
    if (date.day == 0)
        return;
    LIT(sink, "-");
    sink_decimal_padded(sink, (uint64_t)date.day, 2);
}

struct span month_name(int month)
{
    static const struct span names[] = {
        SPAN_INIT("January"), SPAN_INIT("February"), SPAN_INIT("March"),
        SPAN_INIT("April"),   SPAN_INIT("May"),      SPAN_INIT("June"),
        SPAN_INIT("July"),    SPAN_INIT("August"),   SPAN_INIT("September"),
        SPAN_INIT("October"), SPAN_INIT("November"), SPAN_INIT("December")};

    return names[month - 1];
}

/*
 * Days are counted in years that begin on the first of March, so that the
 * leap day is a year's last and the months' lengths follow one formula.
 */
int64_t date_days(struct date date)
{
    int month = date.month == 0 ? 1 : date.month;
    int day = date.day == 0 ? 1 : date.day;
    int64_t year = month <= 2 ? date.year - 1 : date.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 -
           year_of_era / 100 + day_of_year - 719468;
}

struct date date_of_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / 146096) /
                          365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    int year = (int)(year_of_era + era * 400) + (month <= 2);

    return (struct date){year, month,
                         (int)(day_of_year - (153 * from_march + 2) / 5 + 1)};
}

/* The offset behind a time: Z, +HH:MM or -HH:MM, as seconds to subtract. */
static bool offset_parse(struct span text, int64_t *seconds)
{
    int hours;
    int minutes;

    if (text.length == 1 && (text.at[0] == 'Z' || text.at[0] == 'z')) {
        *seconds = 0;
        return true;
    }
    if (text.length != 6 || (text.at[0] != '+' && text.at[0] != '-') ||
        text.at[3] != ':' || !number_at(text, 1, 2, &hours) ||
        !number_at(text, 4, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *seconds = (hours * 60 + minutes) * 60;
    if (text.at[0] == '-')
        *seconds = -*seconds;
    return true;
}

static bool skip_fraction(struct span *text)
{
    size_t digits = 0;

    if (!byte_at(*text, 0, '.'))
        return true;
    while (digits + 1 < text->length && text->at[digits + 1] >= '0' &&
           text->at[digits + 1] <= '9')
        digits++;
    *text = span_from(*text, digits + 1);
    return digits > 0;
}

bool time_parse(struct span text, int64_t *seconds)
{
    struct date date;
    struct span rest = span_from(text, 19);
    int64_t offset;
    int hour;
    int minute;
    int second;

    if (text.length < 20 || !date_parse(span_first(text, 10), &date) ||
        (text.at[10] != 'T' && text.at[10] != 't') ||
        !number_at(text, 11, 2, &hour) || text.at[13] != ':' ||
        !number_at(text, 14, 2, &minute) || text.at[16] != ':' ||
        !number_at(text, 17, 2, &second) || hour > 23 || minute > 59 ||
        second > 60 || !skip_fraction(&rest) || !offset_parse(rest, &offset))
        return false;
    *seconds = date_days(date) * DAY_SECONDS + (hour * 60 + minute) * 60 +
               second - offset;
    return second < 60 || *seconds % DAY_SECONDS == 0;
}

struct moment {
    struct date date;
    int64_t days;
    uint64_t hour, minute, second;
};

static struct moment moment_of(int64_t seconds)
{
    int64_t days = seconds / DAY_SECONDS;
    int64_t rest = seconds % DAY_SECONDS;

    if (rest < 0) {
        rest += DAY_SECONDS;
        days--;
    }
    return (struct moment){date_of_days(days), days, (uint64_t)(rest / 3600),
                           (uint64_t)(rest / 60 % 60), (uint64_t)(rest % 60)};
}

static void write_hour_minute(struct sink *sink, const struct moment *moment)
{
    sink_decimal_padded(sink, moment->hour, 2);
    LIT(sink, ":");
    sink_decimal_padded(sink, moment->minute, 2);
}

void time_write(struct sink *sink, int64_t seconds)
{
    struct moment moment = moment_of(seconds);

    date_write(sink, moment.date);
    LIT(sink, "T");
    write_hour_minute(sink, &moment);
    LIT(sink, ":");
    sink_decimal_padded(sink, moment.second, 2);
    LIT(sink, "Z");
}

void time_write_http(struct sink *sink, int64_t seconds)
{
    static const char weekdays[] = "ThuFriSatSunMonTueWed";
    struct moment moment = moment_of(seconds);
    size_t weekday = (size_t)(((moment.days % 7) + 7) % 7);

    sink_ready(sink, (struct span){weekdays + 3 * weekday, 3});
    LIT(sink, ", ");
    sink_decimal_padded(sink, (uint64_t)moment.date.day, 2);
    LIT(sink, " ");
    sink_ready(sink, span_first(month_name(moment.date.month), 3));
    LIT(sink, " ");
    sink_decimal_padded(sink, (uint64_t)moment.date.year, 4);
    LIT(sink, " ");
    write_hour_minute(sink, &moment);
    LIT(sink, ":");
    sink_decimal_padded(sink, moment.second, 2);
    LIT(sink, " GMT");
}

void time_write_plain(struct sink *sink, int64_t seconds)
{
    struct moment moment = moment_of(seconds);

    sink_decimal(sink, moment.date.day);
    LIT(sink, " ");
    sink_ready(sink, month_name(moment.date.month));
    LIT(sink, " ");
    sink_decimal(sink, moment.date.year);
    LIT(sink, ", ");
    write_hour_minute(sink, &moment);
    LIT(sink, " UTC");
}

void clock_write(struct sink *sink, int64_t seconds)
{
    sink_decimal(sink, seconds / 3600);
    LIT(sink, ":");
    sink_decimal_padded(sink, (uint64_t)(seconds / 60 % 60), 2);
    LIT(sink, ":");
    sink_decimal_padded(sink, (uint64_t)(seconds % 60), 2);
}

void duration_write_iso(struct sink *sink, int64_t seconds)
{
    LIT(sink, "PT");
    if (seconds >= 3600) {
        sink_decimal(sink, seconds / 3600);
        LIT(sink, "H");
    }
    if (seconds / 60 % 60 != 0) {
        sink_decimal(sink, seconds / 60 % 60);
        LIT(sink, "M");
    }
    if (seconds % 60 != 0 || seconds == 0) {
        sink_decimal(sink, seconds % 60);
        LIT(sink, "S");
    }
}
