/*
 * health.h - asking for /healthz.json: a worker through its socket, as a web
 * server would (FastCGI 1.0), or a site by its address (programs/probe.h).
 */
#ifndef TLEXDR_PROGRAMS_HEALTH_H
#define TLEXDR_PROGRAMS_HEALTH_H

#include "base/sink.h"

#define HEALTH_SECONDS 3 /* how long an answer may take */

struct health {
    unsigned status;     /* HTTP's; 0 where the answer has none */
    char generation[17]; /* as it was told, or empty */
    char renderer[17];
    const char *trouble; /* why there was no answer, else NULL */
    int why;             /* errno with that, where a system call failed */
    bool unresolved;     /* as this machine doesn't know the host */
};

/* `path` is that of /healthz.json, with the site's prefix. */
void health_of_worker(const char *socket_path, struct span path,
                      struct health *health);

/* `address` is the site's: http:// or https://, without a slash at its end. */
void health_of_site(struct span address, struct health *health);

#endif
