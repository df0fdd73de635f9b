#include "publish/nearest.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 400   /* of a sentence; the others are not looked at */
#define PLACES_MAX 5000 /* a word in more of them says nothing */
#define BAND 16         /* words that a vote counts for */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static uint32_t weight_of(size_t places)
{
    return places < 10 ? 8 : places < 100 ? 4 : places < 1000 ? 2 : 1;
}

static enum error make_room(struct nearest *nearest, size_t needed)
{
    uint32_t *larger;

    if (needed <= nearest->room)
        return ERROR_NONE;
    larger = realloc(nearest->votes, needed * sizeof *larger);
    if (larger == NULL)
        return ERROR_MEMORY;
    nearest->votes = larger;
    nearest->room = needed;
    return ERROR_NONE;
}

/*
 * Each place of a word votes for where the sentence would begin. The result
 * is the band with the most votes, its neighbour's counted in; *votes of 0
 * is none.
 */
static size_t best_band(const struct haystack *haystack,
                        const struct plain *plain, size_t count,
                        struct nearest *nearest, uint32_t *votes)
{
    size_t bands = (haystack->plain.word_count + count) / BAND + 2;
    size_t best = 0;

    memset(nearest->votes, 0, bands * sizeof *nearest->votes);
    for (size_t i = 0; i < count; i++) {
        struct places places = haystack_places(haystack, plain->words[i].hash);

        if (places.count > PLACES_MAX)
            continue;
        for (size_t k = 0; k < places.count; k++)
            nearest->votes[(places.at[k] + count - i) / BAND] +=
                weight_of(places.count);
    }
    *votes = 0;
    for (size_t i = 0; i + 1 < bands; i++) {
        uint32_t sum = nearest->votes[i] + nearest->votes[i + 1];

        if (sum > *votes) {
            *votes = sum;
            best = i;
        }
    }
    return best * BAND;
}

/* A row of the table of distances: a cost, and where its match began. */
struct cell {
    uint32_t cost;
    uint32_t start;
};

static struct cell cheapest(struct cell a, struct cell b)
{
    return b.cost < a.cost ? b : a;
}

/* One more word of the haystack (Sellers 1980: a match begins anywhere). */
static void next_column(struct cell *column, const struct plain *plain,
                        size_t count, uint64_t hash, uint32_t at)
{
    struct cell diagonal = {0, at};

    column[0] = (struct cell){0, at + 1};
    for (size_t i = 1; i <= count; i++) {
        struct cell left = column[i];
        struct cell above = column[i - 1];
        struct cell here = diagonal;

        here.cost += plain->words[i - 1].hash != hash;
        left.cost++;
        above.cost++;
        diagonal = column[i];
        column[i] = cheapest(here, cheapest(left, above));
    }
}

static void align(const struct haystack *haystack, const struct plain *plain,
                  size_t count, size_t from, struct cell *column, size_t *first,
                  size_t *last)
{
    size_t end = smaller(haystack->plain.word_count, from + 2 * count + 64);
    uint32_t lowest = (uint32_t)(count * 2 / 3);

    for (size_t i = 0; i <= count; i++)
        column[i] = (struct cell){(uint32_t)i, (uint32_t)from};
    for (size_t at = from; at < end; at++) {
        next_column(column, plain, count, haystack->plain.words[at].hash,
                    (uint32_t)at);
        if (column[count].cost < lowest && column[count].start <= at) {
            lowest = column[count].cost;
            *first = column[count].start;
            *last = at;
        }
    }
}

enum error nearest_words(const struct haystack *haystack,
                         const struct plain *plain, struct nearest *nearest,
                         size_t *first, size_t *last)
{
    size_t count = smaller(plain->word_count, WORDS_MAX);
    size_t bands = (haystack->plain.word_count + count) / BAND + 2;
    struct cell column[WORDS_MAX + 1];
    uint32_t votes;
    size_t from;

    *first = 1;
    *last = 0;
    if (make_room(nearest, bands) != ERROR_NONE)
        return ERROR_MEMORY;
    from = best_band(haystack, plain, count, nearest, &votes);
    if (votes == 0)
        return ERROR_NONE;
    from = from > count + BAND ? from - count - BAND : 0;
    align(haystack, plain, count, from, column, first, last);
    return ERROR_NONE;
}

void nearest_free(struct nearest *nearest)
{
    free(nearest->votes);
    *nearest = (struct nearest){0};
}
