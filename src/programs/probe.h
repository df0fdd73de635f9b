/*
 * probe.h - asks addresses whether they resolve, with libcurl.
 *
 * Each gets a HEAD; where its host can be reached, a GET decides, since many
 * hosts answer HEAD otherwise than what a reader gets. Of a GET's body no
 * more is read than comes with its first bytes. Redirects are followed, from
 * http and https to http and https, ten at the most. At most two requests are
 * under way to one host. No proxy is used.
 */
#ifndef TLEXDR_PROGRAMS_PROBE_H
#define TLEXDR_PROGRAMS_PROBE_H

#include <signal.h>

#include "base/sink.h"

struct probe_options {
    unsigned at_once; /* requests, at least 1 */
    unsigned seconds; /* for each of the two requests, from start to end */

    /*
     * Hosts in networks of one's own too: loopback, private, link-local and
     * the like (the registries of RFC 6890). Else such an address is refused
     * before a connection is made, wherever a name or a redirect leads.
     */
    bool private_too;

    const volatile sig_atomic_t *stop; /* once it isn't 0, no more is asked */
};

struct probe_answer {
    int status;          /* of the last response, or 0 where none came */
    const char *trouble; /* why none came, in a few words; else NULL */
    bool unresolved;     /* as nobody knows the host */
};

/*
 * Asks all of `urls`, which are ASCII, and tells each answer as it comes.
 * ERROR_MEMORY where it can't begin.
 */
enum error probe(const struct probe_options *options, const char *const *urls,
                 size_t count,
                 void (*tell)(void *context, size_t index,
                              const struct probe_answer *answer),
                 void *context);

/*
 * Asks for one URL, in whatever network, and takes its body, of which no more
 * than there is room for; redirects are not followed.
 */
struct probe_answer probe_body(const char *url, unsigned seconds,
                               struct sink *body);

#endif
