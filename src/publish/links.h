/*
 * links.h - what `tlexdr links` found out of the addresses of references: the
 * file DATA/links.json, and what of it goes into an episode's record.
 *
 * The file is one object, sorted by its keys, which are the addresses:
 *
 *   "https://t.example/": {"state": "ok", "status": 200,
 *                          "checked": "2026-05-29"}
 *
 * state: ok, an answer came from there; gone, the host says that there is
 * nothing (404 or 410, RFC 9110); unchecked, there was no answer that tells.
 * status: the last answer's, left out where there was none. checked: the day
 * in UTC.
 */
#ifndef TLEXDR_PUBLISH_LINKS_H
#define TLEXDR_PUBLISH_LINKS_H

#include "publish/complaints.h"
#include "record/write.h"

#define LINKS_FILE "links.json"
#define LINK_DAY 10 /* bytes of a day: YYYY-MM-DD */

enum link_state { LINK_UNCHECKED, LINK_OK, LINK_GONE };

struct link {
    char *url; /* the list's own */
    enum link_state state;
    int status; /* 100 to 999; 0: none */
    char day[LINK_DAY];
};

/* {0} is an empty list. */
struct links {
    struct link *items; /* sorted by url, once links_read() is through */
    size_t count;
    size_t room;
};

/* "ok", "gone", "unchecked". */
struct span link_state_name(enum link_state state);

/*
 * Reads DATA/links.json; a file that is absent is an empty list. False, with
 * the reasons in `complaints`, for a file that is no such; then the list is
 * empty. ERROR_MEMORY is such a reason too.
 */
bool links_read(const char *data, struct links *links,
                struct complaints *complaints);

/* The entry of `url`, or NULL; it moves when one is added. */
struct link *links_find(const struct links *links, struct span url);

/* Finds it or adds it, unchecked and with no day; NULL: out of memory. */
struct link *links_add(struct links *links, struct span url);

/*
 * Replaces DATA/links.json in one step: who reads it meanwhile gets the old
 * one or the new. ERROR_SYSTEM with errno; then the old one is untouched.
 */
enum error links_write(const char *data, const struct links *links);

/* Does the episode's record say of its references what the list says? */
bool links_agree(const struct links *links, struct row episode);

/*
 * Puts what the list says into the record that `writer` has ended; *record is
 * the new one.
 */
enum error links_note(const struct links *links, struct writer *writer,
                      struct span *record);

void links_free(struct links *links);

#endif
