#include "find/related_index.h"

/*
 * Scores while they grow: what is shared as a name is counted above, so that
 * adding to both is one step.
 */
#define NAMED ((uint32_t)1 << 24)
#define SCORE (NAMED - 1)

#define UNNAMED_WORDS 4

/* A trait of the episode asked about, and who else bears it. */
struct item {
    struct trait_number trait;
    const uint32_t *bearers;
    uint32_t count;
    uint32_t weight; /* but for its kind in the other episode */
};

/* The traits of an episode, the heaviest first. */
struct agenda {
    struct item items[RELATED_TRAITS];
    unsigned count;
};

static void add_to_agenda(const struct related *related, struct agenda *agenda,
                          const struct chosen *chosen)
{
    uint32_t first = related->groups[chosen->group];
    uint32_t count = related->groups[chosen->group + 1] - first;
    struct item item = {chosen->trait, related->postings + first, count,
                        trait_weight(related, count) << chosen->trait.kind};
    unsigned to = agenda->count++;

    for (; to > 0 && agenda->items[to - 1].weight < item.weight; to--)
        agenda->items[to] = agenda->items[to - 1];
    agenda->items[to] = item;
}

/* Leaves out what would be too much work; the first is always looked at. */
static void limit_agenda(struct agenda *agenda)
{
    uint32_t left = RELATED_BEARERS;
    unsigned kept = 0;

    if (agenda->count > 0 && agenda->items[0].count > left)
        agenda->items[0].count = left;
    for (unsigned i = 0; i < agenda->count; i++) {
        if (agenda->items[i].count > left)
            continue;
        left -= agenda->items[i].count;
        agenda->items[kept++] = agenda->items[i];
    }
    agenda->count = kept;
}

static void make_agenda(const struct related *related, uint32_t episode,
                        struct agenda *agenda)
{
    const struct chosen *chosen =
        &related->chosen[(size_t)episode * RELATED_TRAITS];

    agenda->count = 0;
    for (unsigned i = 0; i < related->chosen_counts[episode]; i++) {
        if (chosen[i].group != NO_GROUP)
            add_to_agenda(related, agenda, &chosen[i]);
    }
    limit_agenda(agenda);
}

static bool is_named(const struct item *item, unsigned other)
{
    return item->trait.kind == TRAIT_NAME || other == TRAIT_NAME;
}

/* What sharing a trait adds to a score; nothing where both mention it. */
static uint32_t gain(const struct item *item, unsigned other)
{
    if (item->trait.kind + other == TRAIT_MENTION)
        return 0;
    return (item->weight << other) + (is_named(item, other) ? NAMED : 0);
}

/* The innermost loop of all; each episode it comes to is touched once. */
static void add_scores(struct finder *finder, const struct item *item)
{
    const uint32_t gains[] = {gain(item, TRAIT_MENTION), gain(item, TRAIT_WORD),
                              gain(item, TRAIT_NAME), 0};
    uint32_t touched = finder->touched_count;

    for (uint32_t i = 0; i < item->count; i++) {
        uint32_t episode = item->bearers[i] >> 2;
        uint32_t more = gains[item->bearers[i] & 3];

        finder->touched[touched] = episode;
        touched += finder->scores[episode] == 0 && more > 0;
        finder->scores[episode] += more;
    }
    finder->touched_count = touched;
}

static bool is_heavier(const struct share *a, const struct share *b)
{
    return a->name != b->name ? a->name : a->weight > b->weight;
}

/* Keeps the heaviest. */
static void add_share(struct match *match, struct share share)
{
    unsigned to = match->share_count;

    for (; to > 0 && is_heavier(&share, &match->shares[to - 1]); to--) {
        if (to < RELATED_SHARES)
            match->shares[to] = match->shares[to - 1];
    }
    if (to < RELATED_SHARES)
        match->shares[to] = share;
    match->share_count += match->share_count < RELATED_SHARES;
}

static void drop_words(struct match *match)
{
    while (match->share_count > 1 && match->shares[0].name &&
           !match->shares[match->share_count - 1].name)
        match->share_count--;
}

/* scores holds the numbers of the matches, from 1, while this runs. */
static void tell_shares(struct finder *finder, const struct agenda *agenda,
                        struct match *matches, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        finder->scores[matches[i].episode] = i + 1;
    for (unsigned i = 0; i < agenda->count; i++) {
        const struct item *item = &agenda->items[i];

        for (uint32_t k = 0; k < item->count; k++) {
            uint32_t number = finder->scores[item->bearers[k] >> 2];
            unsigned other = item->bearers[k] & 3;
            uint32_t more = number > 0 ? gain(item, other) : 0;

            if (more > 0)
                add_share(&matches[number - 1],
                          (struct share){item->trait, more > SCORE,
                                         (uint16_t)(more & SCORE)});
        }
    }
    for (unsigned i = 0; i < count; i++) {
        finder->scores[matches[i].episode] = 0;
        drop_words(&matches[i]);
    }
}

static bool is_better(const struct match *a, const struct match *b)
{
    return a->score != b->score ? a->score > b->score : a->episode < b->episode;
}

/*
 * The least score of a match: what a rare word of both weighs or, where no name
 * is shared, several of them, since any two texts share some words.
 */
static uint32_t floor_of(const struct related *related, bool named)
{
    uint32_t word = trait_weight(related, 2) << TRAIT_WORD << TRAIT_WORD;

    return named ? word : word * UNNAMED_WORDS;
}

/* A ranking under way. */
struct ranking {
    struct match *matches;
    unsigned count;
    unsigned pinned;
    unsigned most;
};

static bool is_pinned(const struct ranking *ranking, uint32_t episode)
{
    for (unsigned i = 0; i < ranking->pinned; i++) {
        if (ranking->matches[i].episode == episode)
            return true;
    }
    return false;
}

static void enter(struct ranking *ranking, struct match match)
{
    struct match *matches = ranking->matches;
    unsigned to = ranking->count;

    for (; to > ranking->pinned && is_better(&match, &matches[to - 1]); to--) {
        if (to < ranking->most)
            matches[to] = matches[to - 1];
    }
    if (to < ranking->most)
        matches[to] = match;
    ranking->count += ranking->count < ranking->most;
}

/* Keeps the best of what was touched, and forgets their scores. */
static void rank(const struct related *related, struct finder *finder,
                 uint32_t asked, struct ranking *ranking)
{
    const uint32_t floors[] = {floor_of(related, false),
                               floor_of(related, true)};

    for (uint32_t i = 0; i < finder->touched_count; i++) {
        uint32_t episode = finder->touched[i];
        uint32_t score = finder->scores[episode];

        finder->scores[episode] = 0;
        if ((score & SCORE) >= floors[score > SCORE] && episode != asked &&
            !is_pinned(ranking, episode))
            enter(ranking,
                  (struct match){.episode = episode, .score = score & SCORE});
    }
    finder->touched_count = 0;
}

/* A pinned episode that would be no match shares nothing worth telling. */
static void drop_chance(const struct related *related, struct match *match)
{
    bool named = match->share_count > 0 && match->shares[0].name;

    if (match->score < floor_of(related, named))
        match->share_count = 0;
}

unsigned related_find(const struct related *related, unsigned worker,
                      uint32_t episode, struct match *matches, unsigned pinned,
                      unsigned most)
{
    struct finder *finder = &related->finders[worker];
    struct ranking ranking = {matches, pinned, pinned, most};
    struct agenda agenda;

    make_agenda(related, episode, &agenda);
    for (unsigned i = 0; i < agenda.count; i++)
        add_scores(finder, &agenda.items[i]);
    for (unsigned i = 0; i < pinned; i++)
        matches[i] =
            (struct match){.episode = matches[i].episode,
                           .score = finder->scores[matches[i].episode] & SCORE};
    rank(related, finder, episode, &ranking);
    tell_shares(finder, &agenda, matches, ranking.count);
    for (unsigned i = 0; i < pinned; i++)
        drop_chance(related, &matches[i]);
    return ranking.count;
}
