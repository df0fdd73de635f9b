/*
 * doctor.h - the findings of `tlexdr doctor`: a line for each thing that was
 * looked at, and for each problem a second one with what to do.
 *
 *     good     store: generation 0123456789abcdef
 *     problem  socket: /run/tlexdr/worker.sock: No such file or directory
 *              start tlexdr-fcgi with --listen unix:/run/tlexdr/worker.sock
 *     unknown  base_url: https is not checked
 */
#ifndef TLEXDR_PROGRAMS_DOCTOR_H
#define TLEXDR_PROGRAMS_DOCTOR_H

#include "programs/health.h"
#include "store/read.h"

#define DOCTOR_SOCKET                                                          \
    "/run/tlexdr/worker.sock" /* as nginx/tlexdr.conf has it */

struct doctor {
    const char *store;
    const char *socket;            /* NULL: DOCTOR_SOCKET, if it is there */
    char data[4096];               /* STORE/data.mdb */
    struct generation *generation; /* NULL: it can't be read */
    struct sink *out;
    unsigned problems;
};

enum finding { FINDING_GOOD, FINDING_PROBLEM, FINDING_UNKNOWN };

/* Begins a line about `subject`; what is the matter is written next. */
struct sink *doctor_begin(struct doctor *doctor, enum finding finding,
                          struct span subject);

/* Ends it, with what to do; empty where nothing is to be done. */
void doctor_end(struct doctor *doctor, struct span cure);

/* The same in one call. */
void doctor_find(struct doctor *doctor, enum finding finding,
                 struct span subject, struct span matter, struct span cure);

/*
 * True where errno says that we may not look at `path`, which is then told:
 * what is hidden from us may be well.
 */
bool doctor_is_barred(struct doctor *doctor, struct span subject,
                      const char *path);

/*
 * The socket: whether it is one, who may connect, and whether nginx's user
 * can, by the modes of all folders on the way.
 */
void doctor_examine_socket(struct doctor *doctor, const char *path);

/* What answers there, against the store. */
void doctor_examine_worker(struct doctor *doctor, const char *path);

/* What answers at the site's base_url. */
void doctor_examine_site(struct doctor *doctor);

#endif
