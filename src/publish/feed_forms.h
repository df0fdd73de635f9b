/*
 * feed_forms.h - the forms that values have in podcasts' feeds: what RSS 2.0,
 * Apple's and the podcast namespace ask for, and what is found in their place.
 */
#ifndef TLEXDR_PUBLISH_FEED_FORMS_H
#define TLEXDR_PUBLISH_FEED_FORMS_H

#include "base/calendar.h"

/*
 * The day of a date and time of RFC 822, as written, whatever its zone. The
 * weekday, the time and the zone may be missing or wrong, months and days
 * stand in either order, and a year of two or three digits means what
 * RFC 2822 (section 4.3) says. RFC 3339 is taken too. False for what is no
 * date of the calendar.
 */
bool feed_date(struct span text, struct date *date);

/*
 * Seconds, from H:MM:SS, MM:SS, seconds (fractions are cut), 1h 2m 3s or
 * PT1H2M3S. False for anything else, and for more than 99:59:59.
 */
bool feed_duration(struct span text, int64_t *seconds);

/*
 * Takes a number off the front of a title: "#459 - A title", "459: A title"
 * with any dash or a bar. False, with both untouched, where there is none.
 */
bool feed_title_number(struct span *title, struct span *number);

/*
 * Finds a YouTube video's id: in an address of any form, or alone. *id
 * borrows from `text`; false, with *id untouched, for all else.
 */
bool feed_video(struct span text, struct span *id);

/*
 * Writes `text` as people read it: the five entities of XML, &nbsp; and
 * numeric ones decoded once more, since feeds escape twice; runs of blanks
 * and line ends one space, none at the ends; control characters left out.
 */
void feed_plain(struct sink *sink, struct span text);

#endif
