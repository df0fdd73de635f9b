#include "find/merge.h"

#include "base/bytes.h"

#define NO_UNIT UINT32_MAX

static uint32_t unit_at(const struct term *term, uint32_t index)
{
    return index < term->count ? load_u32(term->units + 4 * (size_t)index)
                               : NO_UNIT;
}

/* Rarest first. */
static void sort_terms(struct merge *merge)
{
    for (unsigned i = 1; i < merge->count; i++) {
        struct term term = merge->terms[i];
        unsigned to = i;

        for (; to > 0 && merge->terms[to - 1].count > term.count; to--)
            merge->terms[to] = merge->terms[to - 1];
        merge->terms[to] = term;
    }
}

/* The score that a unit needs now to be of interest. */
static uint32_t needed_score(const struct merge *merge)
{
    uint32_t needed = merge->floor;

    if (merge->best_count == 0)
        return needed;
    if (merge->best[0].score / 2 > needed)
        needed = merge->best[0].score / 2;
    if (merge->best_count == MERGE_MAX &&
        merge->best[MERGE_MAX - 1].score + 1 > needed)
        needed = merge->best[MERGE_MAX - 1].score + 1;
    return needed;
}

/* Units come ascending, so that equal scores stay in their order. */
static void keep_candidate(struct merge *merge, struct candidate candidate)
{
    unsigned to = merge->best_count;

    if (to == MERGE_MAX)
        to--;
    else
        merge->best_count++;
    for (; to > 0 && merge->best[to - 1].score < candidate.score; to--)
        merge->best[to] = merge->best[to - 1];
    merge->best[to] = candidate;
}

/* Moves a term on to `unit`, or behind where it would be; true if there. */
static bool term_seek(struct term *term, uint32_t unit)
{
    uint32_t low = term->at;
    uint32_t step = 1;
    uint32_t high;

    while (unit_at(term, low + step) < unit)
        step *= 2;
    high = low + step < term->count ? low + step : term->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (unit_at(term, middle) < unit)
            low = middle + 1;
        else
            high = middle;
    }
    term->at = low;
    return unit_at(term, low) == unit;
}

/* A walk over the units: the terms that lead it, and the weights behind. */
struct walk {
    uint32_t next[FIND_WORDS];     /* each term's next unit */
    uint32_t tail[FIND_WORDS + 1]; /* the weight of a term and all after it */
    unsigned leading;
};

static uint32_t next_unit(const struct walk *walk)
{
    uint32_t least = NO_UNIT;

    for (unsigned i = 0; i < walk->leading; i++)
        least = walk->next[i] < least ? walk->next[i] : least;
    return least;
}

static void drop_leaders(struct walk *walk, uint32_t needed)
{
    while (walk->leading > 0 && walk->tail[walk->leading - 1] < needed)
        walk->leading--;
}

static void begin_walk(const struct merge *merge, struct walk *walk)
{
    walk->tail[merge->count] = 0;
    for (unsigned i = merge->count; i-- > 0;) {
        walk->tail[i] = walk->tail[i + 1] + merge->terms[i].weight;
        walk->next[i] = unit_at(&merge->terms[i], 0);
    }
    drop_leaders(walk, needed_score(merge));
}

/* The score of `unit`; too low where it is below `needed`. */
static uint32_t score_unit(struct merge *merge, struct walk *walk,
                           uint32_t unit, uint32_t needed)
{
    uint32_t score = 0;

    for (unsigned i = 0; i < walk->leading; i++) {
        struct term *term = &merge->terms[i];

        if (walk->next[i] == unit) {
            score += term->weight;
            walk->next[i] = unit_at(term, ++term->at);
        }
    }
    for (unsigned i = walk->leading;
         i < merge->count && score + walk->tail[i] >= needed; i++) {
        if (term_seek(&merge->terms[i], unit))
            score += merge->terms[i].weight;
    }
    return score;
}

void merge_terms(struct merge *merge)
{
    struct walk walk = {.leading = merge->count};
    uint32_t needed = needed_score(merge);
    uint32_t unit;

    sort_terms(merge);
    begin_walk(merge, &walk);
    while ((unit = next_unit(&walk)) != NO_UNIT) {
        uint32_t score = score_unit(merge, &walk, unit, needed);

        if (score < needed)
            continue;
        keep_candidate(merge, (struct candidate){unit, score});
        needed = needed_score(merge);
        drop_leaders(&walk, needed);
    }
}
