/*
 * worker.c - tlexdr-fcgi: threads that answer, and a main thread that waits
 * for signals, looks for new generations and ends it all in order.
 */
#include "programs/worker.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/escape.h"
#include "programs/clock.h"
#include "programs/connections.h"
#include "programs/fcgi.h"
#include "programs/listen.h"
#include "programs/log.h"
#include "programs/memory.h"
#include "programs/notice.h"
#include "programs/options.h"
#include "store/guard.h"

#define TICK_MS 250     /* between two looks at the store's folder */
#define MOMENT_MS 5     /* until requests under way are done */
#define MEMORY_TICKS 20 /* between two looks at our own memory */

/*
 * Only what is touched costs memory; smaller stacks lie closer together and
 * so need fewer page tables.
 */
#define STACK_BYTES (128 * 1024)
#define WHY_BYTES 512

/* Each begins with a page, so that what is touched of it lies on few. */
struct thread {
    _Alignas(4096) pthread_t id;
    int ear; /* what it waits on for connections */
    struct connections *connections;
    struct answerer answerer;
};

static void *thread_run(void *argument)
{
    struct thread *self = argument;
    int fd;

    while ((fd = connections_next(self->connections, self->ear)) >= 0)
        fcgi_answer(&self->answerer, fd);
    close(self->ear);
    return NULL;
}

/* How many could be started; the first failure's number in *error. */
static unsigned threads_start(struct thread *threads, unsigned count,
                              struct worker *worker,
                              struct connections *connections, int *error)
{
    pthread_attr_t attributes;
    unsigned started = 0;

    pthread_attr_init(&attributes);
    /* Fails where the system's least is more; then its default has to do. */
    (void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
    for (*error = 0; started < count; started++) {
        struct thread *thread = &threads[started];

        thread->connections = connections;
        thread->answerer.worker = worker;
        thread->answerer.reader = started;
        thread->ear = connections_ear(connections);
        *error = thread->ear < 0 ? errno
                                 : pthread_create(&thread->id, &attributes,
                                                  thread_run, thread);
        if (*error != 0)
            break;
    }
    pthread_attr_destroy(&attributes);
    return started;
}

static void log_generation(struct worker *worker)
{
    struct generation *generation = store_borrow(worker->store);
    char buffer[64];
    struct sink size = sink_over(buffer, sizeof buffer);

    if (generation == NULL)
        return;
    sink_decimal(&size, (int64_t)generation_size(generation));
    LIT(&size, " bytes");
    log_event(LOG_LEVEL_INFO, SPAN("generation"), generation_hash(generation),
              sink_held(&size));
    store_return(worker->store, generation);
}

/* What is wrong with the store, once and not at every look. */
static void log_store(struct span why)
{
    static char last[WHY_BYTES];
    static size_t last_length;

    if (span_equal(why, (struct span){last, last_length}))
        return;
    if (why.length > 0) {
        log_event(LOG_LEVEL_WARNING, SPAN("store"), SPAN(""), why);
        memcpy(last, why.at, why.length);
    }
    last_length = why.length;
}

/* Whether there is another generation than before. */
static bool refresh(struct worker *worker)
{
    char text[WHY_BYTES];
    struct sink why = sink_over(text, sizeof text);
    bool changed = false;
    enum error error = store_refresh(worker->store, &changed, &why);

    if (error != ERROR_NONE && sink_length(&why) == 0)
        sink_ready(&why, span_of_string(error_text(error)));
    log_store(sink_held(&why));
    if (changed)
        log_generation(worker);
    return changed;
}

/*
 * Page tables take a five hundredth of a store that is read here and there.
 * To fill them again costs little, and a quiet worker has no use for them.
 */
static void release_store(struct worker *worker)
{
    struct generation *generation = store_borrow(worker->store);

    if (generation != NULL && generation_size(generation) > STORE_LARGE)
        generation_release(generation);
    store_return(worker->store, generation);
}

/* What can be given back when a burst is over. */
static void care_for_memory(struct worker *worker, unsigned ticks)
{
    release_store(worker);
    malloc_trim(0);
    if (ticks % MEMORY_TICKS == 0)
        atomic_store(&worker->anonymous_kib, memory_anonymous_kib());
}

/* Before there is anything to clean up, and so in every thread. */
static void block_signals(sigset_t *awaited)
{
    sigemptyset(awaited);
    sigaddset(awaited, SIGTERM);
    sigaddset(awaited, SIGINT);
    sigaddset(awaited, SIGHUP);
    sigaddset(awaited, SIGUSR1); /* FastCGI servers' word for SIGTERM */
    sigaddset(awaited, SIGIO);   /* notice.h: the store's folder changed */
    pthread_sigmask(SIG_BLOCK, awaited, NULL);
}

/* The next signal; at `due` or later perhaps none, which is -1. */
static int wait_until(int64_t due, const sigset_t *awaited)
{
    int64_t left = due - clock_milliseconds();
    struct timespec time = {.tv_nsec = left > 0 ? (long)left * 1000000 : 0};

    return sigtimedwait(awaited, NULL, &time);
}

/*
 * Everything that the main thread does between start and stop. It looks at
 * the store when that changes, and at each tick, for what no notice tells of.
 * A publish writes to the folder all the time, so ticks go by the clock.
 * One is due soon after the store changed, to close what was replaced.
 */
static void stand_by(struct worker *worker, struct connections *connections,
                     const char *store, const sigset_t *awaited)
{
    int notice = notice_begin(store);
    int64_t due = clock_milliseconds() + TICK_MS;
    unsigned ticks = 0;

    for (;;) {
        int signal_number = wait_until(due, awaited);

        if (signal_number > 0 && signal_number != SIGHUP &&
            signal_number != SIGIO)
            break;
        notice_take(notice);
        if (refresh(worker))
            due = clock_milliseconds() + MOMENT_MS;
        if (clock_milliseconds() < due)
            continue;
        due = clock_milliseconds() + TICK_MS;
        connections_sweep(connections);
        care_for_memory(worker, ticks++);
        if (notice < 0)
            notice = notice_begin(store);
    }
    if (notice >= 0)
        close(notice);
}

static void log_start(const struct options *options)
{
    char buffer[WHY_BYTES];
    struct sink detail = sink_over(buffer, sizeof buffer);

    sink_decimal(&detail, options->threads);
    LIT(&detail, " threads, store ");
    log_text(&detail, span_of_string(options->store));
    log_event(LOG_LEVEL_INFO, SPAN("start"),
              SPAN("tlexdr-fcgi " PACKAGE_VERSION), sink_held(&detail));
}

static void log_stop(void)
{
    char buffer[WHY_BYTES];
    struct sink detail = sink_over(buffer, sizeof buffer);

    sink_decimal(&detail, memory_anonymous_kib());
    LIT(&detail, " KiB anonymous, ");
    sink_decimal(&detail, memory_page_tables_kib());
    LIT(&detail, " KiB of page tables");
    log_event(LOG_LEVEL_INFO, SPAN("stop"), SPAN(""), sink_held(&detail));
}

static int fail(struct span event, int error)
{
    log_event(LOG_LEVEL_ERROR, event, SPAN(""),
              span_of_string(strerror(error)));
    return 1;
}

/* From the first thread's start to the last one's end. */
static int run(struct worker *worker, struct listener *listener,
               const struct options *options, const sigset_t *awaited)
{
    static struct thread threads[THREADS_MAX];
    static struct connections connections;
    unsigned started;
    int error;

    if (!connections_open(&connections, listener))
        return fail(SPAN("epoll"), errno);
    started =
        threads_start(threads, options->threads, worker, &connections, &error);
    if (error == 0) {
        log_start(options);
        log_generation(worker);
        stand_by(worker, &connections, options->store, awaited);
    } else {
        fail(SPAN("thread"), error);
    }
    listener_retire(listener);
    connections_stop(&connections);
    while (started > 0)
        pthread_join(threads[--started].id, NULL);
    connections_close(&connections);
    log_stop();
    return error == 0 ? 0 : 1;
}

static enum error write_out(struct sink *sink, const char *bytes, size_t length)
{
    (void)sink;
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);

        if (written < 0 && errno != EINTR)
            return ERROR_CLOSED;
        if (written < 0)
            continue;
        bytes += written;
        length -= (size_t)written;
    }
    return ERROR_NONE;
}

static bool write_end(struct sink *sink, struct span last)
{
    sink_ready(sink, last);
    return sink_flush(sink) == ERROR_NONE;
}

/* Plain CGI: the one request that the environment holds. */
static int answer_once(struct worker *worker)
{
    static struct answerer answerer;
    struct sink sink = {.drain = write_out};

    answerer.worker = worker;
    return worker_answer(&answerer, environ, &sink, write_end) ? 0 : 1;
}

/* False where it can't be had at all; a store to come is none of that. */
static bool open_store(struct worker *worker, const struct options *options,
                       unsigned readers)
{
    char text[WHY_BYTES];
    struct sink why = sink_over(text, sizeof text);
    enum error error =
        store_open(options->store, readers, &worker->store, &why);

    atomic_store(&worker->anonymous_kib, memory_anonymous_kib());
    log_store(sink_held(&why));
    return error == ERROR_NONE;
}

static int listen_and_run(struct worker *worker, struct listener *listener,
                          const struct options *options,
                          const sigset_t *awaited)
{
    int status;

    if (!fcgi_begin())
        return fail(SPAN("libfcgi"), errno);
    signal(SIGPIPE, SIG_IGN);
    guard_install();
    if (!open_store(worker, options, options->threads))
        return 1;
    status = run(worker, listener, options, awaited);
    store_close(worker->store);
    return status;
}

static int cgi_run(struct worker *worker, const struct options *options,
                   const sigset_t *awaited)
{
    int status;

    pthread_sigmask(SIG_UNBLOCK, awaited, NULL);
    guard_install();
    if (!open_store(worker, options, 1))
        return 1;
    status = answer_once(worker);
    store_close(worker->store);
    return status;
}

int main(int argc, char **argv)
{
    static struct worker worker;
    struct options options;
    struct listener listener;
    char text[WHY_BYTES];
    struct sink why = sink_over(text, sizeof text - 1);
    sigset_t awaited;
    int status;

    /* One heap for all threads; each more would keep its own high water. */
    mallopt(M_ARENA_MAX, 1);
    if (!options_read(argc, argv, &options, &status))
        return status;
    block_signals(&awaited);
    switch (listener_open(&listener, options.listen, &why)) {
    case LISTEN_READY:
        status = listen_and_run(&worker, &listener, &options, &awaited);
        listener_close(&listener);
        return status;
    case LISTEN_NOTHING:
        if (getenv("REQUEST_METHOD") != NULL)
            return cgi_run(&worker, &options, &awaited);
        return options_mistake("--listen", "is missing, and there is no "
                                           "socket to start with");
    case LISTEN_BAD:
        *why.cursor = '\0';
        return options_mistake("--listen", text);
    case LISTEN_FAILED:
        log_event(LOG_LEVEL_ERROR, SPAN("listen"), SPAN(""), sink_held(&why));
        return 1;
    }
    return 1;
}
