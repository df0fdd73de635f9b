#include "tests/lib/tap.h"

#include <stdarg.h>
#include <stdio.h>

#define FAULTS_SHOWN 12

static char point[256];
static unsigned points;
static unsigned failed;
static unsigned faults; /* of this point */

void tap_begin(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    vsnprintf(point, sizeof point, format, list);
    va_end(list);
    faults = 0;
}

void tap_fault(const char *format, ...)
{
    va_list list;

    if (faults++ >= FAULTS_SHOWN)
        return;
    fputs("# ", stdout);
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    putchar('\n');
}

void tap_end(void)
{
    printf("%s %u - %s\n", faults == 0 ? "ok" : "not ok", ++points, point);
    if (faults > FAULTS_SHOWN)
        printf("# and %u more\n", faults - FAULTS_SHOWN);
    failed += faults > 0;
}

int tap_finish(void)
{
    printf("1..%u\n", points);
    return failed > 0;
}
