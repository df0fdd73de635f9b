#include "find/related_index.h"

#include <stdlib.h>
#include <unistd.h>

/* Frequencies are counted by so many bits of the hash. */
#define FREQUENCY_BITS 20
#define FREQUENCY_MAX UINT16_MAX

/* The most traits that one episode has. */
#define TRAITS_MAX (TRAIT_NAMES_MAX + TRAIT_WORDS_MAX)

/* More than any weight for the choice. */
#define WEIGHT_MAX 128

/* An entry's unit: the episode, and the place among its chosen traits. */
#define PLACE_BITS 6

enum error related_begin(int fd, struct related **related)
{
    struct related *fresh = calloc(1, sizeof *fresh);
    enum error error;

    *related = fresh;
    if (fresh == NULL) {
        close(fd);
        return ERROR_MEMORY;
    }
    fresh->frequencies =
        calloc((size_t)1 << FREQUENCY_BITS, sizeof *fresh->frequencies);
    error = runs_begin(&fresh->runs, fd);
    return error == ERROR_NONE && fresh->frequencies == NULL ? ERROR_MEMORY
                                                             : error;
}

void related_end(struct related *related)
{
    if (related == NULL)
        return;
    runs_end(&related->runs);
    free(related->bearers);
    free(related->hashes);
    free(related->frequencies);
    free(related->chosen);
    free(related->chosen_counts);
    free(related->postings);
    free(related->groups);
    for (unsigned i = 0; i < related->finder_count; i++)
        free(related->finders[i].scores);
    free(related->finders);
    free(related);
}

/* --- Adding */

static uint16_t *frequency(const struct related *related, uint32_t hash)
{
    return &related->frequencies[hash >> (32 - FREQUENCY_BITS)];
}

static enum error make_room(struct related *related)
{
    if (related->count == related->room) {
        uint32_t room = related->room * 2 + 64;
        struct bearer *larger =
            reallocarray(related->bearers, room, sizeof *larger);

        if (larger == NULL)
            return ERROR_MEMORY;
        related->bearers = larger;
        related->room = room;
    }
    if (related->hash_room - related->hash_count < TRAITS_MAX) {
        size_t room = related->hash_room / 2 * 3 + 4096;
        uint32_t *larger = reallocarray(related->hashes, room, sizeof *larger);

        if (larger == NULL)
            return ERROR_MEMORY;
        related->hashes = larger;
        related->hash_room = room;
    }
    return ERROR_NONE;
}

static uint8_t add_kind(struct related *related, struct row row,
                        enum trait_kind kind, uint32_t most)
{
    uint32_t count = traits_of(row, kind);

    if (count > most)
        count = most;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t hash = trait_at(row, kind, i).hash;
        uint16_t *seen = frequency(related, hash);

        related->hashes[related->hash_count++] = hash;
        if (*seen < FREQUENCY_MAX)
            ++*seen;
    }
    return (uint8_t)count;
}

enum error related_add(struct related *related, struct row row)
{
    enum error error = make_room(related);
    uint32_t words = TRAIT_WORDS_MAX;
    struct bearer *bearer;

    if (error != ERROR_NONE)
        return error;
    if (related->count == RELATED_EPISODES)
        return ERROR_FULL;
    bearer = &related->bearers[related->count++];
    bearer->first = related->hash_count;
    bearer->counts[TRAIT_NAME] =
        add_kind(related, row, TRAIT_NAME, TRAIT_NAMES_MAX);
    bearer->counts[TRAIT_WORD] = add_kind(related, row, TRAIT_WORD, words);
    words -= bearer->counts[TRAIT_WORD];
    bearer->counts[TRAIT_MENTION] =
        add_kind(related, row, TRAIT_MENTION, words);
    return ERROR_NONE;
}

/* --- Choosing the heaviest traits */

unsigned whole_log2(uint32_t number)
{
    unsigned log = 0;

    for (; number > 1; number /= 2)
        log++;
    return log;
}

unsigned trait_weight(const struct related *related, uint32_t bearing)
{
    unsigned all = whole_log2(related->count);
    unsigned some = whole_log2(bearing);

    return all > some ? 1 + all - some : 1;
}

/* An episode's traits on their way to a choice. */
struct choice {
    unsigned count;
    struct trait_number traits[TRAITS_MAX];
    uint8_t weights[TRAITS_MAX]; /* 0: doesn't count */
    unsigned having[WEIGHT_MAX]; /* how many have a weight */
};

static unsigned promise(const struct related *related, uint32_t hash,
                        enum trait_kind kind)
{
    uint32_t seen = *frequency(related, hash);
    uint32_t most = related->count / (kind == TRAIT_NAME ? 2 : 4);

    if (seen < 2 || (seen > most && (kind != TRAIT_NAME || seen > 2)))
        return 0;
    return trait_weight(related, seen) << kind;
}

static void weigh(const struct related *related, uint32_t episode,
                  struct choice *choice)
{
    const struct bearer *bearer = &related->bearers[episode];

    *choice = (struct choice){0};
    for (unsigned kind = TRAIT_KINDS; kind-- > 0;) {
        for (unsigned i = 0; i < bearer->counts[kind]; i++) {
            uint32_t hash = related->hashes[bearer->first + choice->count];
            unsigned weight = promise(related, hash, (enum trait_kind)kind);

            choice->traits[choice->count] =
                (struct trait_number){(uint8_t)kind, (uint8_t)i};
            choice->weights[choice->count++] = (uint8_t)weight;
            choice->having[weight]++;
        }
    }
}

/* The least weight that is taken, and how many of that weight are. */
static unsigned least_weight(const struct choice *choice, unsigned *rest)
{
    unsigned least = WEIGHT_MAX;

    *rest = RELATED_TRAITS;
    while (--least > 1 && choice->having[least] <= *rest)
        *rest -= choice->having[least];
    return least;
}

/* Of traits of the least weight, the first are taken. */
static enum error choose(struct related *related, uint32_t episode)
{
    const uint32_t *hashes = &related->hashes[related->bearers[episode].first];
    struct chosen *chosen = &related->chosen[(size_t)episode * RELATED_TRAITS];
    struct choice choice;
    enum error error = ERROR_NONE;
    uint32_t taken = 0;
    unsigned least;
    unsigned rest;

    weigh(related, episode, &choice);
    least = least_weight(&choice, &rest);
    for (unsigned i = 0; error == ERROR_NONE && i < choice.count; i++) {
        if (choice.weights[i] < least ||
            (choice.weights[i] == least && rest == 0))
            continue;
        rest -= choice.weights[i] == least;
        chosen[taken] = (struct chosen){NO_GROUP, choice.traits[i]};
        error = runs_add(&related->runs, hashes[i],
                         episode << PLACE_BITS | taken++);
    }
    related->chosen_counts[episode] = (uint8_t)taken;
    return error;
}

static enum error choose_all(struct related *related)
{
    enum error error = ERROR_NONE;

    related->chosen = calloc((size_t)related->count * RELATED_TRAITS + 1,
                             sizeof *related->chosen);
    related->chosen_counts =
        calloc(related->count + 1, sizeof *related->chosen_counts);
    if (related->chosen == NULL || related->chosen_counts == NULL)
        return ERROR_MEMORY;
    for (uint32_t i = 0; error == ERROR_NONE && i < related->count; i++)
        error = choose(related, i);
    free(related->hashes);
    free(related->frequencies);
    related->hashes = NULL;
    related->frequencies = NULL;
    return error;
}

/* --- The index */

/* A group of one episode is none. */
static void end_group(struct related *related)
{
    uint32_t start = related->groups[related->group_count];

    if (related->posting_count - start > 1) {
        related->groups[++related->group_count] = related->posting_count;
    } else if (related->posting_count > start) {
        related->last->group = NO_GROUP;
        related->posting_count = start;
    }
}

static enum error take_posting(void *context, const struct entry *entry)
{
    struct related *related = context;
    uint32_t episode = entry->unit >> PLACE_BITS;
    uint32_t place = entry->unit & ((1u << PLACE_BITS) - 1);

    if (entry->word != related->hash)
        end_group(related);
    related->hash = entry->word;
    related->last = &related->chosen[(size_t)episode * RELATED_TRAITS + place];
    related->last->group = related->group_count;
    related->postings[related->posting_count++] =
        episode << 2 | related->last->trait.kind;
    return ERROR_NONE;
}

static enum error make_index_room(struct related *related)
{
    size_t traits = 0;

    for (uint32_t i = 0; i < related->count; i++)
        traits += related->chosen_counts[i];
    related->postings = calloc(traits + 1, sizeof *related->postings);
    related->groups = calloc(traits / 2 + 2, sizeof *related->groups);
    return related->postings == NULL || related->groups == NULL ? ERROR_MEMORY
                                                                : ERROR_NONE;
}

static enum error hire_finders(struct related *related, unsigned workers)
{
    related->finders = calloc(workers, sizeof *related->finders);
    if (related->finders == NULL)
        return ERROR_MEMORY;
    while (related->finder_count < workers) {
        uint32_t *scores = calloc((size_t)related->count + 1, sizeof *scores);

        if (scores == NULL)
            return ERROR_MEMORY;
        related->finders[related->finder_count++].scores = scores;
    }
    return ERROR_NONE;
}

enum error related_index(struct related *related, unsigned workers)
{
    enum error error = choose_all(related);

    if (error == ERROR_NONE)
        error = make_index_room(related);
    if (error == ERROR_NONE)
        error = hire_finders(related, workers);
    if (error == ERROR_NONE)
        error = runs_merge(&related->runs, 1, take_posting, related);
    if (error == ERROR_NONE)
        end_group(related);
    return error;
}
