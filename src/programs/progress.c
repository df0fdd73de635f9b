#include "programs/progress.h"

#include <stdio.h>

#include "programs/clock.h"

#define BAR_WIDTH 30
#define REDRAW 0.1 /* seconds */

/* Each step's part of the whole, in percent, as it mostly is. */
static const struct {
    const char *name;
    unsigned share;
} steps[] = {
    [COMPILE_READING] = {"reading", 25},
    [COMPILE_INDEXING] = {"indexing", 10},
    [COMPILE_COPYING] = {"copying transcripts", 10},
    [COMPILE_RENDERING] = {"rendering", 50},
    [COMPILE_STORING] = {"storing", 5},
};

static double part_done(enum compile_step step, size_t done, size_t total)
{
    double part = total == 0 ? 1 : (double)done / (double)total;

    part *= steps[step].share;
    for (unsigned i = 0; i < step; i++)
        part += steps[i].share;
    return part / 100;
}

static void draw_left(double gone, double part)
{
    double left = gone / part * (1 - part) + 0.5;

    if (gone < 1)
        return;
    if (left < 100)
        fprintf(stderr, ", about %.0f s left", left);
    else
        fprintf(stderr, ", about %.0f min left", left / 60);
}

void progress_draw(const char *what, double part, size_t done, size_t total)
{
    static double start;
    static double drawn;
    double now = (double)clock_milliseconds() / 1000;
    char bar[BAR_WIDTH + 1];

    if (start == 0)
        start = now;
    if (now - drawn >= REDRAW) {
        for (size_t i = 0; i < BAR_WIDTH; i++)
            bar[i] = (double)i < part * BAR_WIDTH ? '#' : '.';
        bar[BAR_WIDTH] = '\0';
        fprintf(stderr, "\r\033[K[%s] %s %zu/%zu", bar, what, done, total);
        draw_left(now - start, part);
        fputc('\r', stderr); /* where a complaint may begin */
        drawn = now;
    }
}

void progress_bar(enum compile_step step, size_t done, size_t total)
{
    progress_draw(steps[step].name, part_done(step, done, total), done, total);
}

void progress_wipe(void)
{
    fputs("\r\033[K", stderr);
}

void progress_lines(enum compile_step step, size_t done, size_t total)
{
    if (done == total)
        printf("%s: %zu of %zu\n", steps[step].name, done, total);
}
