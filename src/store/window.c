#include "store/window.h"

#include <sys/mman.h>

/* Addresses that nothing can be read at, at `target` or anywhere. */
static void *reserve(void *target, size_t size, int flags)
{
    return mmap(target, size, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | flags, -1, 0);
}

char *windows_open(unsigned count)
{
    void *base = reserve(NULL, count * WINDOW_BYTES, 0);

    return base == MAP_FAILED ? NULL : base;
}

void window_renew(struct window *window)
{
    if (window->used > WINDOW_BYTES / 2 &&
        reserve(window->base, window->used, MAP_FIXED) == window->base)
        window->used = 0;
}

void windows_close(char *base, unsigned count)
{
    if (base != NULL)
        munmap(base, count * WINDOW_BYTES);
}

bool window_map(struct window *window, const struct residence *residence,
                struct span *value)
{
    size_t offset = (size_t)(value->at - residence->base);
    size_t lead = offset % residence->page;
    size_t size = lead + value->length;
    char *target = window->base + window->used;

    if (size > WINDOW_BYTES - window->used ||
        mmap(target, size, PROT_READ, MAP_SHARED | MAP_FIXED, residence->fd,
             (off_t)(offset - lead)) != target)
        return false;
    size += residence->page - 1;
    window->used += size - size % residence->page;
    value->at = target + lead;
    return true;
}
