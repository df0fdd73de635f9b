#include "publish/nearest.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 400   /* of a sentence; the others are not looked at */
#define PLACES_MAX 5000 /* a word in more of them says nothing */
#define BAND 16         /* words that a vote counts for */
#define BANDS_MAX 32    /* whose words are compared: */
#define BANDS_WORDS 400 /* fewer, the more words a sentence has */

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

/* Each place of a word votes for where the sentence would begin. */
static void vote(const struct haystack *haystack, const struct plain *plain,
                 size_t count, uint32_t *votes)
{
    for (size_t i = 0; i < count; i++) {
        struct places places = haystack_places(haystack, plain->words[i].hash);

        if (places.count > PLACES_MAX)
            continue;
        for (size_t k = 0; k < places.count; k++)
            votes[(places.at[k] + count - i) / BAND] += weight_of(places.count);
    }
}

/* A place where a sentence may begin. */
struct band {
    uint32_t votes; /* its neighbour's too; 0: none */
    size_t at;
};

/* Puts it among the best, which are in their order. */
static void place_band(struct band *best, size_t room, struct band band)
{
    size_t at = room;

    while (at > 0 && band.votes > best[at - 1].votes)
        at--;
    if (at == room)
        return;
    memmove(best + at + 1, best + at, (room - at - 1) * sizeof *best);
    best[at] = band;
}

/* The bands with the most votes. */
static void best_bands(const uint32_t *votes, size_t bands, struct band *best,
                       size_t room)
{
    memset(best, 0, room * sizeof *best);
    for (size_t i = 0; i + 1 < bands; i++)
        place_band(best, room,
                   (struct band){votes[i] + votes[i + 1], i * BAND});
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

/* Is there a match from word `from` on that costs less than *lowest? */
static void align(const struct haystack *haystack, const struct plain *plain,
                  size_t count, size_t from, uint32_t *lowest, size_t *first,
                  size_t *last)
{
    size_t end = smaller(haystack->plain.word_count, from + 2 * count + 64);
    struct cell column[WORDS_MAX + 1];

    for (size_t i = 0; i <= count; i++)
        column[i] = (struct cell){(uint32_t)i, (uint32_t)from};
    for (size_t at = from; at < end; at++) {
        next_column(column, plain, count, haystack->plain.words[at].hash,
                    (uint32_t)at);
        if (column[count].cost < *lowest && column[count].start <= at) {
            *lowest = column[count].cost;
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
    size_t room = smaller(BANDS_WORDS / count + 1, BANDS_MAX);
    uint32_t lowest = (uint32_t)(count * 2 / 3);
    struct band best[BANDS_MAX];

    *first = 1;
    *last = 0;
    if (make_room(nearest, bands) != ERROR_NONE)
        return ERROR_MEMORY;
    memset(nearest->votes, 0, bands * sizeof *nearest->votes);
    vote(haystack, plain, count, nearest->votes);
    best_bands(nearest->votes, bands, best, room);
    for (size_t i = 0; i < room && best[i].votes > 0; i++) {
        size_t from = best[i].at;

        from = from > count + BAND ? from - count - BAND : 0;
        align(haystack, plain, count, from, &lowest, first, last);
    }
    return ERROR_NONE;
}

void nearest_free(struct nearest *nearest)
{
    free(nearest->votes);
    *nearest = (struct nearest){0};
}
