/*
 * listen.h - the socket that the web server connects to.
 */
#ifndef TLEXDR_PROGRAMS_LISTEN_H
#define TLEXDR_PROGRAMS_LISTEN_H

#include <stdbool.h>
#include <sys/types.h>
#include <sys/un.h>

#include "base/sink.h"

struct listener {
    int fd; /* listening, non-blocking */

    /*
     * Whoever activated us keeps the socket and what waits in its queue, for
     * the next worker. Any other queue is lost with us.
     */
    bool queue_outlives_us;

    /* The socket file that we made, to be removed; empty where we didn't. */
    char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
    dev_t device;
    ino_t inode;
};

enum listen_result {
    LISTEN_READY,
    LISTEN_NOTHING, /* no address, and not started with a socket */
    LISTEN_BAD,     /* the address can't be one */
    LISTEN_FAILED   /* the system said no */
};

/*
 * Listens at `address`: unix:PATH, or HOST:PORT with an IPv6 host in
 * brackets. A socket file that nobody listens at is replaced; the new one
 * has mode 0660 and the group that files get there.
 *
 * Where `address` is NULL, takes the socket that the process was started
 * with: descriptor 3 by LISTEN_FDS and LISTEN_PID (systemd), or standard
 * input (spawn-fcgi).
 *
 * `why` gets one sentence for the last two results.
 */
enum listen_result listener_open(struct listener *listener, const char *address,
                                 struct sink *why);

/*
 * Removes the socket file, if it is still ours: whoever comes from now on
 * finds nobody, or the next worker. What waits in the queue is kept.
 */
void listener_retire(struct listener *listener);

void listener_close(struct listener *listener);

#endif
