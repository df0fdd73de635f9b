#include "programs/log.h"

#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/escape.h"

static const struct span level_names[] = {
    [LOG_LEVEL_INFO] = SPAN_INIT("info"),
    [LOG_LEVEL_WARNING] = SPAN_INIT("warning"),
    [LOG_LEVEL_ERROR] = SPAN_INIT("error"),
};

static _Atomic int64_t current_minute;
static atomic_uint lines_this_minute;
static atomic_uint lines_left_out;

/*
 * Two threads at a minute's turn may both count from zero, so a minute may
 * let a few lines more through; a lock would cost more than that is worth.
 */
static bool rate_allows(int64_t now)
{
    if (atomic_exchange(&current_minute, now / 60) != now / 60)
        atomic_store(&lines_this_minute, 0);
    if (atomic_fetch_add(&lines_this_minute, 1) < LOG_RATE)
        return true;
    atomic_fetch_add(&lines_left_out, 1);
    return false;
}

static void put(struct sink *line)
{
    struct span text = sink_held(line);

    /* Cut lines lose their end, never their newline. */
    line->start[text.length] = '\n';
    if (write(STDERR_FILENO, text.at, text.length + 1) < 0)
        return; /* there is nobody left to tell */
}

static struct sink begin(char *buffer, int64_t now, enum log_level level)
{
    struct sink line = sink_over(buffer, LOG_LINE - 1);

    time_write(&line, now);
    LIT(&line, " ");
    sink_ready(&line, level_names[level]);
    return line;
}

static void part(struct sink *line, struct span text,
                 void (*write_text)(struct sink *sink, struct span text))
{
    if (text.length == 0)
        return;
    LIT(line, ": ");
    write_text(line, text);
}

static void tell_left_out(int64_t now)
{
    unsigned count = atomic_exchange(&lines_left_out, 0);
    char buffer[LOG_LINE];
    struct sink line;

    if (count == 0)
        return;
    line = begin(buffer, now, LOG_LEVEL_WARNING);
    LIT(&line, ": log: ");
    sink_decimal(&line, count);
    LIT(&line, " lines left out");
    put(&line);
}

void log_event(enum log_level level, struct span event, struct span subject,
               struct span detail)
{
    int64_t now = (int64_t)time(NULL);
    char buffer[LOG_LINE];
    struct sink line;

    if (level != LOG_LEVEL_INFO && !rate_allows(now))
        return;
    tell_left_out(now);
    line = begin(buffer, now, level);
    part(&line, event, sink_ready);
    part(&line, subject, log_text);
    part(&line, detail, sink_ready);
    put(&line);
}
