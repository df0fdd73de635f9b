/*
 * calendar.h - dates, times and durations, in the proleptic Gregorian
 * calendar and UTC. No locale, no time zone files, no libc calls that lock.
 */
#ifndef TLEXDR_BASE_CALENDAR_H
#define TLEXDR_BASE_CALENDAR_H

#include "base/sink.h"

/* A date as exact as it is known: month 0 is unknown, then day is 0 too. */
struct date {
    int year;  /* 1 to 9999 */
    int month; /* 1 to 12, or 0 */
    int day;   /* 1 to 31, or 0 */
};

/* Reads YYYY, YYYY-MM or YYYY-MM-DD; false for a date that can't be. */
bool date_parse(struct span text, struct date *date);

/* Writes it in the form that date_parse reads, as exact as it is. */
void date_write(struct sink *sink, struct date date);

/* "January" to "December"; month must be 1 to 12. */
struct span month_name(int month);

/* Days since 1970-01-01; an unknown month or day counts as the first. */
int64_t date_days(struct date date);
struct date date_of_days(int64_t days);

/*
 * Reads an RFC 3339 date-time into seconds since 1970-01-01T00:00:00Z.
 * Fractions are cut; a leap second, which only a day's end in UTC has, counts
 * as the second after it. False for anything else.
 */
bool time_parse(struct span text, int64_t *seconds);

/* 2026-05-29T06:26:41Z (RFC 3339). */
void time_write(struct sink *sink, int64_t seconds);

/* Fri, 29 May 2026 06:26:41 GMT (IMF-fixdate, RFC 9110 section 5.6.7). */
void time_write_http(struct sink *sink, int64_t seconds);

/* 29 May 2026, 06:26 UTC: for people. */
void time_write_plain(struct sink *sink, int64_t seconds);

/* 1:23:45 with hours, always; the form of every time in a page. */
void clock_write(struct sink *sink, int64_t seconds);

/* PT1H23M45S (ISO 8601); zero is PT0S. */
void duration_write_iso(struct sink *sink, int64_t seconds);

#endif
