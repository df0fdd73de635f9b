#include "find/runs.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Entries that are read at once from each run. */
#define CHUNK 256

#define DIGIT_BITS 8
#define DIGITS (1u << DIGIT_BITS)

static unsigned digit_of(const struct entry *entry, unsigned shift)
{
    return (unsigned)(entry->word >> shift) & (DIGITS - 1);
}

/*
 * One pass of a radix sort: by one digit, equal ones staying in order. False,
 * with nothing done, where all have the same.
 */
static bool sort_by_digit(const struct entry *from, struct entry *to,
                          size_t count, unsigned shift)
{
    size_t place[DIGITS] = {0};
    size_t start = 0;

    for (size_t i = 0; i < count; i++)
        place[digit_of(&from[i], shift)]++;
    if (place[digit_of(&from[0], shift)] == count)
        return false;
    for (unsigned i = 0; i < DIGITS; i++) {
        size_t size = place[i];

        place[i] = start;
        start += size;
    }
    for (size_t i = 0; i < count; i++)
        to[place[digit_of(&from[i], shift)]++] = from[i];
    return true;
}

enum error runs_begin(struct runs *runs, int fd)
{
    *runs = (struct runs){.spool = {.fd = fd}};
    if (fd < 0)
        return ERROR_SYSTEM;
    runs->entries = calloc(RUN_ENTRIES, sizeof *runs->entries);
    runs->spare = calloc(RUN_ENTRIES, sizeof *runs->spare);
    return runs->entries == NULL || runs->spare == NULL ? ERROR_MEMORY
                                                        : ERROR_NONE;
}

void runs_end(struct runs *runs)
{
    spool_close(&runs->spool);
    free(runs->entries);
    free(runs->spare);
    *runs = (struct runs){.spool = {.fd = -1}};
}

/*
 * Sorts what is held and moves it to the file. Entries come by unit, so that
 * sorting by word alone is enough.
 */
static enum error spill(struct runs *runs)
{
    struct span held = {NULL, runs->held * sizeof *runs->entries};
    struct spooled place;

    if (held.length == 0)
        return ERROR_NONE;
    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
        struct entry *sorted = runs->spare;

        if (!sort_by_digit(runs->entries, sorted, runs->held, shift))
            continue;
        runs->spare = runs->entries;
        runs->entries = sorted;
    }
    runs->count++;
    runs->held = 0;
    held.at = (const char *)runs->entries;
    return spool_add(&runs->spool, held, &place);
}

enum error runs_add(struct runs *runs, uint64_t word, uint32_t unit)
{
    runs->entries[runs->held++] = (struct entry){word, unit};
    return runs->held < RUN_ENTRIES ? ERROR_NONE : spill(runs);
}

/* One run while it is read. */
struct run {
    const struct spool *spool;
    struct spool_room room;
    const struct entry *entries; /* in the room */
    size_t at;
    size_t count;
    uint64_t next; /* the first entry that is not read yet, in the spool */
    uint64_t end;
};

/* The runs as a heap: the one with the least entry on top. */
struct merge {
    struct run *runs;
    struct run **heap;
    size_t count;
};

static enum error refill(struct run *run)
{
    struct spooled place = {run->next * sizeof *run->entries, 0};
    struct span bytes = {NULL, 0};
    enum error error;
    uint64_t left = run->end - run->next;

    run->at = 0;
    run->count = left < CHUNK ? (size_t)left : CHUNK;
    run->next += run->count;
    place.length = run->count * sizeof *run->entries;
    error = spool_read(run->spool, place, &run->room, &bytes);
    run->entries = (const void *)bytes.at;
    return error;
}

static bool comes_before(const struct run *a, const struct run *b)
{
    const struct entry *first = &a->entries[a->at];
    const struct entry *second = &b->entries[b->at];

    return first->word != second->word ? first->word < second->word
                                       : first->unit < second->unit;
}

static void sift_down(struct merge *merge, size_t parent)
{
    struct run **heap = merge->heap;

    for (;;) {
        size_t least = parent;
        struct run *run = heap[parent];

        for (size_t child = 2 * parent + 1;
             child <= 2 * parent + 2 && child < merge->count; child++) {
            if (comes_before(heap[child], heap[least]))
                least = child;
        }
        if (least == parent)
            return;
        heap[parent] = heap[least];
        heap[least] = run;
        parent = least;
    }
}

/* Moves the top run on by one entry. */
static enum error advance(struct merge *merge)
{
    struct run *top = merge->heap[0];
    enum error error = ERROR_NONE;

    if (++top->at == top->count)
        error = refill(top);
    if (top->count == 0)
        merge->heap[0] = merge->heap[--merge->count];
    if (merge->count > 0)
        sift_down(merge, 0);
    return error;
}

static enum error open_runs(struct merge *merge, const struct runs *runs)
{
    enum error error = ERROR_NONE;

    for (size_t i = 0; error == ERROR_NONE && i < runs->count; i++) {
        struct run *run = &merge->runs[merge->count];

        run->spool = &runs->spool;
        run->next = (uint64_t)i * RUN_ENTRIES;
        run->end = i + 1 < runs->count ? run->next + RUN_ENTRIES
                                       : runs->spool.end / sizeof *run->entries;
        error = refill(run);
        merge->heap[merge->count++] = run;
    }
    return error;
}

static enum error merge_all(struct merge *merge,
                            enum error (*take)(void *context,
                                               const struct entry *entry),
                            void *context)
{
    struct entry last = {0};
    bool first = true;
    enum error error = ERROR_NONE;

    for (size_t i = merge->count; i-- > 0;)
        sift_down(merge, i);
    while (error == ERROR_NONE && merge->count > 0) {
        struct entry entry = merge->heap[0]->entries[merge->heap[0]->at];

        if (first || entry.word != last.word || entry.unit != last.unit)
            error = take(context, &entry);
        first = false;
        last = entry;
        if (error == ERROR_NONE)
            error = advance(merge);
    }
    return error;
}

/* Spills what is held; how many runs there are. */
static enum error spill_all(struct runs *runs, size_t count, size_t *total)
{
    enum error error = ERROR_NONE;

    *total = 0;
    for (size_t i = 0; error == ERROR_NONE && i < count; i++) {
        error = spill(&runs[i]);
        *total += runs[i].count;
    }
    return error;
}

enum error runs_merge(struct runs *runs, size_t count,
                      enum error (*take)(void *context,
                                         const struct entry *entry),
                      void *context)
{
    struct merge merge = {0};
    size_t total;
    enum error error = spill_all(runs, count, &total);

    if (error != ERROR_NONE || total == 0)
        return error;
    merge.runs = calloc(total, sizeof *merge.runs);
    merge.heap = calloc(total, sizeof(struct run *));
    if (merge.runs == NULL || merge.heap == NULL)
        error = ERROR_MEMORY;
    for (size_t i = 0; error == ERROR_NONE && i < count; i++)
        error = open_runs(&merge, &runs[i]);
    if (error == ERROR_NONE)
        error = merge_all(&merge, take, context);
    for (size_t i = 0; merge.runs != NULL && i < total; i++)
        free(merge.runs[i].room.bytes);
    free(merge.runs);
    free(merge.heap);
    return error;
}
