#include "programs/connections.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "programs/clock.h"
#include "programs/log.h"
#include "programs/memory.h"

/*
 * A web server on the same or the next machine sends a request at once; but
 * a thread that slept for it may be there between its connect and its write.
 */
#define FIRST_WORD_MS 2  /* until a silent connection is parked */
#define REST_MS 1000     /* without a connection, until a thread rests */
#define SILENCE_MS 10000 /* until a parked connection is closed */
#define READ_SECONDS 2   /* a pause inside a request */
#define WRITE_SECONDS 30 /* a pause of whoever reads the answer */
#define LAST_WORD_MS 100 /* for the silent ones when we stop */
#define QUEUE_MS 2000    /* for what still comes in when we stop */
#define NAP_MS 20        /* when the system has no descriptor left */

#define RECORD_HEADER 8 /* FastCGI 1.0, section 3.3 */

/* What an event is about: a parked connection's place, or one of these. */
enum { EVENT_STOPPED = CONNECTIONS_PARKED, EVENT_LISTENER, EVENT_PARKED };

enum greeting { GREETING_GOOD, GREETING_SILENT, GREETING_GONE, GREETING_BAD };

static bool watch(int epoll, int fd, uint32_t events, unsigned what)
{
    struct epoll_event event = {.events = events, .data.u32 = what};

    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0)
        return true;
    /* One that was parked before is there still, disarmed. */
    return errno == EEXIST && epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event) == 0;
}

bool connections_open(struct connections *connections,
                      const struct listener *listener)
{
    *connections = (struct connections){.listener = listener};
    for (unsigned i = 0; i < CONNECTIONS_PARKED; i++)
        connections->parked[i].fd = -1;
    if (pthread_mutex_init(&connections->lock, NULL) != 0)
        return false;
    connections->events = epoll_create1(EPOLL_CLOEXEC);
    connections->stopped = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return connections->events >= 0 && connections->stopped >= 0 &&
           watch(connections->events, connections->stopped, EPOLLIN,
                 EVENT_STOPPED);
}

/*
 * Threads that wait on one epoll instance wake each other up: it gives an
 * event to one of them, and before that one has accepted, to the next.
 */
int connections_ear(const struct connections *connections)
{
    int ear = epoll_create1(EPOLL_CLOEXEC);
    int problem;

    if (ear < 0 || (watch(ear, connections->listener->fd,
                          EPOLLIN | EPOLLEXCLUSIVE, EVENT_LISTENER) &&
                    watch(ear, connections->events, EPOLLIN, EVENT_PARKED)))
        return ear;
    problem = errno;
    close(ear);
    errno = problem;
    return -1;
}

static void refuse(int fd, struct span reason)
{
    log_event(LOG_LEVEL_WARNING, SPAN("peer refused"), SPAN(""), reason);
    close(fd);
}

/* The longest parked, or a free place; the lock is held. */
static struct parked *oldest(struct connections *connections, bool free_first)
{
    struct parked *result = NULL;

    for (unsigned i = 0; i < CONNECTIONS_PARKED; i++) {
        struct parked *place = &connections->parked[i];

        if (place->fd < 0 && free_first)
            return place;
        if (place->fd >= 0 && (result == NULL || place->since < result->since))
            result = place;
    }
    return result;
}

static void park(struct connections *connections, int fd)
{
    struct parked *place;
    int dropped;
    bool watched;

    pthread_mutex_lock(&connections->lock);
    place = oldest(connections, true);
    dropped = place->fd;
    *place = (struct parked){.fd = fd, .since = clock_milliseconds()};
    watched =
        watch(connections->events, fd, EPOLLIN | EPOLLRDHUP | EPOLLONESHOT,
              (unsigned)(place - connections->parked));
    if (!watched)
        place->fd = -1;
    pthread_mutex_unlock(&connections->lock);
    if (dropped >= 0)
        refuse(dropped, SPAN("silent, and its place was needed"));
    if (!watched)
        refuse(fd, SPAN("silent, and it can't be waited for"));
}

/*
 * The connection in a place, and the place is free. It may be another than
 * the event was about, if that one had to go meanwhile; or none, -1.
 */
static int unpark(struct connections *connections, struct parked *place)
{
    int fd;

    pthread_mutex_lock(&connections->lock);
    fd = place->fd;
    place->fd = -1;
    pthread_mutex_unlock(&connections->lock);
    return fd;
}

static int unpark_oldest(struct connections *connections)
{
    struct parked *place;
    int fd = -1;

    pthread_mutex_lock(&connections->lock);
    place = oldest(connections, false);
    if (place != NULL) {
        fd = place->fd;
        place->fd = -1;
    }
    pthread_mutex_unlock(&connections->lock);
    return fd;
}

void connections_sweep(struct connections *connections)
{
    int64_t limit = clock_milliseconds() - SILENCE_MS;

    for (unsigned i = 0; i < CONNECTIONS_PARKED; i++) {
        struct parked *place = &connections->parked[i];
        int fd = -1;

        pthread_mutex_lock(&connections->lock);
        if (place->fd >= 0 && place->since < limit) {
            fd = place->fd;
            place->fd = -1;
        }
        pthread_mutex_unlock(&connections->lock);
        if (fd >= 0)
            refuse(fd, SPAN("silent too long"));
    }
}

/*
 * What the first record says, without taking it. Shorter than a header
 * counts as bad: no web server writes one in pieces.
 */
static enum greeting greeting_of(int fd)
{
    static const unsigned char due[] = {1, 1}; /* version, BEGIN_REQUEST */
    unsigned char header[RECORD_HEADER];
    ssize_t got = recv(fd, header, sizeof header, MSG_PEEK | MSG_DONTWAIT);

    if (got < 0 && errno == EAGAIN)
        return GREETING_SILENT;
    if (got <= 0)
        return GREETING_GONE;
    if (got < (ssize_t)sizeof header || memcmp(header, due, sizeof due) != 0)
        return GREETING_BAD;
    return GREETING_GOOD;
}

/* The same, of one that may be about to speak. */
static enum greeting greeting_within(int fd, int patience_ms)
{
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    enum greeting greeting = greeting_of(fd);

    if (greeting == GREETING_SILENT && poll(&waiting, 1, patience_ms) == 1)
        greeting = greeting_of(fd);
    return greeting;
}

static void limit_waiting(int fd)
{
    struct timeval reading = {.tv_sec = READ_SECONDS};
    struct timeval writing = {.tv_sec = WRITE_SECONDS};

    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &reading, sizeof reading);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &writing, sizeof writing);
}

/*
 * Without descriptors the connection stays in the queue and the listener
 * ready, so the loop would spin: a silent one goes, or this thread rests.
 */
static void make_room(struct connections *connections)
{
    struct span reason = span_of_string(strerror(errno));
    int fd = unpark_oldest(connections);

    log_event(LOG_LEVEL_ERROR, SPAN("accept"), SPAN(""), reason);
    if (fd >= 0)
        refuse(fd, SPAN("silent, and its descriptor was needed"));
    else
        poll(NULL, 0, NAP_MS);
}

/* -1 where none is there, or it went away again. */
static int accept_one(struct connections *connections)
{
    int fd = accept4(connections->listener->fd, NULL, NULL, SOCK_CLOEXEC);

    if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
                   errno == ENOBUFS))
        make_room(connections);
    return fd;
}

/* The connection itself where it may be answered now; else -1. */
static int greet(struct connections *connections, int fd)
{
    if (fd < 0)
        return -1;
    switch (greeting_within(fd, FIRST_WORD_MS)) {
    case GREETING_GOOD:
        limit_waiting(fd);
        return fd;
    case GREETING_SILENT:
        park(connections, fd);
        return -1;
    case GREETING_GONE:
        close(fd);
        return -1;
    case GREETING_BAD:
        refuse(fd, SPAN("its first record is no request"));
        return -1;
    }
    return -1;
}

/* What came before the stop and is owed an answer. */
static int next_owed(struct connections *connections)
{
    int fd = -1;

    for (;;) {
        if (clock_milliseconds() < atomic_load(&connections->queue_until))
            fd = accept_one(connections);
        if (fd < 0)
            fd = unpark_oldest(connections);
        if (fd < 0)
            return -1;
        if (greeting_within(fd, LAST_WORD_MS) == GREETING_GOOD)
            break;
        close(fd);
        fd = -1;
    }
    limit_waiting(fd);
    return fd;
}

static int greet_parked(struct connections *connections)
{
    struct epoll_event event;

    if (epoll_wait(connections->events, &event, 1, 0) != 1 ||
        event.data.u32 >= CONNECTIONS_PARKED)
        return -1;
    return greet(connections,
                 unpark(connections, &connections->parked[event.data.u32]));
}

/* What a burst has left on the stack goes back when it is over. */
static bool listen_to(int ear, struct epoll_event *event)
{
    int found = epoll_wait(ear, event, 1, REST_MS);

    if (found == 0) {
        memory_release_stack();
        found = epoll_wait(ear, event, 1, -1);
    }
    return found == 1;
}

int connections_next(struct connections *connections, int ear)
{
    struct epoll_event event;
    int fd = -1;

    while (fd < 0 && !atomic_load(&connections->stopping)) {
        if (!listen_to(ear, &event))
            continue;
        fd = event.data.u32 == EVENT_LISTENER
                 ? greet(connections, accept_one(connections))
                 : greet_parked(connections);
    }
    return fd >= 0 ? fd : next_owed(connections);
}

void connections_stop(struct connections *connections)
{
    const uint64_t one = 1;

    if (!connections->listener->queue_outlives_us)
        atomic_store(&connections->queue_until,
                     clock_milliseconds() + QUEUE_MS);
    atomic_store(&connections->stopping, true);
    if (write(connections->stopped, &one, sizeof one) < 0)
        log_event(LOG_LEVEL_ERROR, SPAN("stop"), SPAN(""),
                  span_of_string(strerror(errno)));
}

void connections_close(struct connections *connections)
{
    close(connections->events);
    close(connections->stopped);
    pthread_mutex_destroy(&connections->lock);
}
