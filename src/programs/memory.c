#include "programs/memory.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/span.h"

/* Both files are shorter, and what is looked for stands in the first half. */
#define PROC_BYTES 2048

/* What fits of the file at `path`; empty where it can't be read. */
static struct span file_read(const char *path, char *buffer, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t used = 0;
    ssize_t got;

    if (fd < 0)
        return SPAN("");
    while ((got = read(fd, buffer + used, size - used)) > 0)
        used += (size_t)got;
    close(fd);
    return (struct span){buffer, used};
}

/* The number in the line "NAME:   123 kB"; negative where there is none. */
static int64_t line_kib(struct span text, struct span name)
{
    struct span line;
    uint64_t number;

    while (span_cut(&text, '\n', &line)) {
        if (!span_starts(line, name))
            continue;
        line = span_trim(span_from(line, name.length));
        line = span_first(line, span_find(line, ' '));
        return span_decimal(line, INT64_MAX, &number) ? (int64_t)number : -1;
    }
    return -1;
}

int64_t memory_anonymous_kib(void)
{
    char buffer[PROC_BYTES];
    struct span text;
    int64_t kib;

    text = file_read("/proc/self/smaps_rollup", buffer, sizeof buffer);
    kib = line_kib(text, SPAN("Anonymous:"));
    if (kib >= 0)
        return kib;
    text = file_read("/proc/self/status", buffer, sizeof buffer);
    return line_kib(text, SPAN("RssAnon:"));
}

int64_t memory_page_tables_kib(void)
{
    char buffer[PROC_BYTES];

    return line_kib(file_read("/proc/self/status", buffer, sizeof buffer),
                    SPAN("VmPTE:"));
}

void memory_release_stack(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    pthread_attr_t attributes;
    uintptr_t here = (uintptr_t)&attributes;
    size_t size;
    void *low;

    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    here -= here % page + page; /* below what madvise() itself may take */
    if (here > (uintptr_t)low)
        madvise(low, here - (uintptr_t)low, MADV_DONTNEED);
}
