#include "store/budget.h"

#include <fcntl.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "base/sink.h"

#define PATH_BYTES 512

/* What fits of the file at `path`; empty where it can't be read. */
static struct span read_file(const char *path, char *buffer, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, buffer, size);

    if (fd >= 0)
        close(fd);
    return (struct span){buffer, got > 0 ? (size_t)got : 0};
}

/* The number in the file FOLDER GROUP NAME; the largest where there is none. */
static uint64_t read_limit(struct span folder, struct span group,
                           struct span name)
{
    char path[PATH_BYTES];
    char text[32];
    struct sink sink = sink_over(path, sizeof path - 1);
    struct span line;
    uint64_t limit = UINT64_MAX;

    sink_ready(&sink, folder);
    sink_ready(&sink, group);
    sink_ready(&sink, name);
    *sink.cursor = '\0';
    line = read_file(path, text, sizeof text);
    (void)span_decimal(span_first(line, span_find(line, '\n')), UINT64_MAX,
                       &limit);
    return limit;
}

/* A line of /proc/PID/cgroup, cgroups(7): NUMBER:CONTROLLERS:GROUP. */
static uint64_t limit_of_line(struct span line)
{
    struct span number;
    struct span controllers;

    if (!span_cut(&line, ':', &number) || !span_cut(&line, ':', &controllers))
        return UINT64_MAX;
    if (controllers.length == 0)
        return read_limit(SPAN("/sys/fs/cgroup"), line, SPAN("/memory.max"));
    if (span_equal(controllers, SPAN("memory")))
        return read_limit(SPAN("/sys/fs/cgroup/memory"), line,
                          SPAN("/memory.limit_in_bytes"));
    return UINT64_MAX;
}

uint64_t memory_budget(void)
{
    char text[2048];
    struct span lines = read_file("/proc/self/cgroup", text, sizeof text);
    struct sysinfo memory;
    struct span line;
    uint64_t least = UINT64_MAX;

    if (sysinfo(&memory) == 0)
        least = (uint64_t)memory.totalram * memory.mem_unit;
    while (span_cut(&lines, '\n', &line)) {
        uint64_t limit = limit_of_line(line);

        if (limit < least)
            least = limit;
    }
    return least;
}
