#include "store/residence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAPS_PIECE 4096
#define BITS (8 * sizeof(unsigned))

/* Lower-case hex up to the first other byte, and that one, off *text. */
static uint64_t take_hex(struct span *text)
{
    static const struct span digits = SPAN_INIT("0123456789abcdef");
    uint64_t number = 0;
    size_t digit;

    while (text->length > 0 &&
           (digit = span_find(digits, text->at[0])) < digits.length) {
        number = number << 4 | digit;
        *text = span_from(*text, 1);
    }
    *text = span_from(*text, 1);
    return number;
}

/*
 * A line of /proc/PID/maps, proc(5): "FROM-TO rwxp OFFSET ...". NULL where
 * `inside` is not between FROM and TO.
 */
static const char *base_of_line(struct span line, const char *inside)
{
    uint64_t from = take_hex(&line);
    uint64_t to = take_hex(&line);
    struct span mode;
    uint64_t offset;

    if ((uintptr_t)inside < from || (uintptr_t)inside >= to)
        return NULL;
    span_cut(&line, ' ', &mode);
    offset = take_hex(&line);
    return inside - ((uintptr_t)inside - from) - offset;
}

/* Reads the maps a buffer at a time; lines may be cut between two. */
static const char *find_base(int maps, const char *inside,
                             char buffer[static MAPS_PIECE])
{
    const char *base = NULL;
    size_t held = 0;
    ssize_t got;

    while (base == NULL &&
           (got = read(maps, buffer + held, MAPS_PIECE - held)) > 0) {
        struct span text = {buffer, held + (size_t)got};
        size_t end;

        while (base == NULL && (end = span_find(text, '\n')) < text.length) {
            base = base_of_line(span_first(text, end), inside);
            text = span_from(text, end + 1);
        }
        if (text.length == MAPS_PIECE)
            return base; /* a line that long is none of ours */
        for (held = 0; held < text.length; held++)
            buffer[held] = text.at[held];
    }
    return base;
}

void residence_open(struct residence *residence, int fd, uint64_t size,
                    const char *inside)
{
    int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    char *buffer = malloc(MAPS_PIECE); /* a main thread's stack never shrinks */

    residence->fd = fd;
    residence->size = size;
    residence->page = (size_t)sysconf(_SC_PAGESIZE);
    residence->base = NULL;
    if (maps >= 0 && buffer != NULL)
        residence->base = find_base(maps, inside, buffer);
    if (maps >= 0)
        close(maps);
    free(buffer);
}

enum error residence_let_trust(struct residence *residence)
{
    residence->words = (size_t)(residence->size / residence->page / BITS) + 1;
    residence->trusted = calloc(residence->words, sizeof *residence->trusted);
    return residence->trusted == NULL ? ERROR_MEMORY : ERROR_NONE;
}

void residence_let_read_ahead(const struct residence *residence)
{
    madvise((void *)(uintptr_t)residence->base, (size_t)residence->size,
            residence->no_ahead ? MADV_RANDOM : MADV_NORMAL);
}

void residence_release(struct residence *residence)
{
    /* MADV_DONTNEED would leave the page tables, of 4 KiB for each 2 MiB. */
    void *base = (void *)(uintptr_t)residence->base;
    size_t size = (size_t)residence->size;

    if (base != NULL && mmap(base, size, PROT_READ, MAP_SHARED | MAP_FIXED,
                             residence->fd, 0) == base)
        residence_let_read_ahead(residence);
    for (unsigned i = 0; i < RESIDENCE_REGIONS; i++)
        atomic_store_explicit(&residence->admitted[i], 0, memory_order_relaxed);
}

void residence_close(struct residence *residence)
{
    free(residence->trusted);
}

static bool in_core(const struct residence *residence, uint64_t page)
{
    unsigned char state = 1;

    mincore((void *)(uintptr_t)(residence->base + page * residence->page),
            residence->page, &state);
    return (state & 1) != 0;
}

static bool page_is_there(const struct residence *residence, uint64_t page)
{
    char byte;
    struct iovec target = {&byte, 1};
    ssize_t got = preadv2(residence->fd, &target, 1,
                          (off_t)(page * residence->page), RWF_NOWAIT);

    if (got < 0 && errno == EOPNOTSUPP)
        return in_core(residence, page);
    return got == 1 || (got < 0 && errno != EAGAIN);
}

bool residence_has(const struct residence *residence, struct span value)
{
    uint64_t page;
    uint64_t last;

    if (residence->base == NULL || value.length == 0)
        return true;
    page = (uint64_t)(value.at - residence->base) / residence->page;
    last = (uint64_t)(value.at + value.length - 1 - residence->base) /
           residence->page;
    while (page <= last && page_is_there(residence, page))
        page++;
    return page > last;
}

/* The bit of the value's first page; false where others may begin there. */
static bool find_bit(const struct residence *residence, struct span value,
                     _Atomic unsigned **word, unsigned *bit)
{
    uint64_t page;

    if (residence->trusted == NULL || residence->base == NULL ||
        value.length < residence->page)
        return false;
    page = (uint64_t)(value.at - residence->base) / residence->page;
    *word = &residence->trusted[page / BITS];
    *bit = 1U << page % BITS;
    return true;
}

void residence_trust(struct residence *residence, struct span value)
{
    _Atomic unsigned *word;
    unsigned bit;

    if (find_bit(residence, value, &word, &bit))
        atomic_fetch_or_explicit(word, bit, memory_order_relaxed);
}

bool residence_trusts(const struct residence *residence, struct span value)
{
    _Atomic unsigned *word;
    unsigned bit;

    return find_bit(residence, value, &word, &bit) &&
           (atomic_load_explicit(word, memory_order_relaxed) & bit) != 0;
}

void residence_doubt(struct residence *residence)
{
    for (size_t i = 0; residence->trusted != NULL && i < residence->words; i++)
        atomic_store_explicit(&residence->trusted[i], 0, memory_order_relaxed);
}

/* A page of page tables has an entry of a pointer's size for each page. */
static unsigned region_of(const struct residence *residence, const char *at)
{
    size_t region = residence->page / sizeof(void *) * residence->page;

    return 1 + (unsigned)((uintptr_t)at / region -
                          (uintptr_t)residence->base / region);
}

bool residence_admits(struct residence *residence, struct span value)
{
    unsigned region;

    if (residence->base == NULL)
        return true;
    region = region_of(residence, value.at);
    if (region != region_of(residence, value.at + value.length))
        return false;
    for (unsigned i = 0; i < RESIDENCE_REGIONS; i++) {
        unsigned held =
            atomic_load_explicit(&residence->admitted[i], memory_order_relaxed);

        if (held == region ||
            (held == 0 && atomic_compare_exchange_strong(
                              &residence->admitted[i], &held, region)) ||
            held == region)
            return true;
    }
    return false;
}

void residence_want(const struct residence *residence, const char *from,
                    const char *to)
{
    uintptr_t start = (uintptr_t)from - (uintptr_t)from % residence->page;

    madvise((void *)start, (uintptr_t)to - start, MADV_WILLNEED);
}
