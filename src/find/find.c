#include "find/find.h"

#include "find/merge.h"
#include "find/units.h"
#include "text/words.h"

enum error find_video(struct generation *generation, unsigned reader,
                      struct span id, struct rows *slugs)
{
    struct key key = key_of(KEY_VIDEO, id);
    struct row video;
    enum error error = generation_find(generation, reader, SHAPE_VIDEO,
                                       key_span(&key), &video);

    if (error == ERROR_NONE)
        *slugs = record_texts(video, VIDEO_SLUGS);
    return error;
}

/* One look-up by words. */
struct search {
    struct generation *generation;
    unsigned reader;
    struct key *key; /* the one looked up last */
    uint32_t units;  /* in the store */
    struct row show;
    struct merge merge;
};

static enum error find_record(struct search *search, enum shape shape,
                              struct row *root)
{
    return generation_find(search->generation, search->reader, shape,
                           key_span(search->key), root);
}

static uint32_t weight_of(uint32_t units, uint32_t bearing)
{
    uint32_t quotient = units / (bearing > 0 ? bearing : 1);
    uint32_t weight = 1;

    for (; quotient > 1; quotient /= 2)
        weight++;
    return weight;
}

static bool has_term(const struct search *search, uint64_t hash)
{
    for (unsigned i = 0; i < search->merge.count; i++) {
        if (search->merge.terms[i].hash == hash)
            return true;
    }
    return false;
}

static enum error add_term(struct search *search, uint64_t hash)
{
    struct merge *merge = &search->merge;
    struct term *term = &merge->terms[merge->count];
    struct span units = SPAN("");
    struct row word;
    enum error error;

    *search->key = key_of_word(hash);
    error = find_record(search, SHAPE_WORD, &word);
    if (error != ERROR_NONE && error != ERROR_ABSENT)
        return error;
    if (error == ERROR_NONE)
        units = record_text(word, WORD_UNITS);
    *term = (struct term){.hash = hash,
                          .units = (const unsigned char *)units.at,
                          .count = (uint32_t)(units.length / 4)};
    term->weight = weight_of(search->units, term->count);
    merge->count++;
    return ERROR_NONE;
}

static enum error add_terms(struct search *search, struct span query,
                            uint32_t *weight)
{
    struct words words;
    struct span word;
    enum error error = ERROR_NONE;

    *weight = 0;
    words_begin(&words, query);
    while (error == ERROR_NONE && search->merge.count < FIND_WORDS &&
           words_next(&words, &word)) {
        uint64_t hash = word_hash(word);

        if (!has_term(search, hash))
            error = add_term(search, hash);
    }
    for (unsigned i = 0; i < search->merge.count; i++)
        *weight += search->merge.terms[i].weight;
    return error;
}

static void count_words(const struct search *search, struct finding *finding)
{
    struct words words;
    struct span text;
    struct span word;
    finding->words = 0;
    finding->hits = 0;
    for (uint32_t i = 0;
         unit_text(search->show, finding->episode, finding->quote, i, &text);
         i++) {
        words_begin(&words, text);
        while (words_next(&words, &word)) {
            finding->words++;
            finding->hits += has_term(search, word_hash(word));
        }
    }
}

/* The last place that does not start behind `unit`. */
static struct row place_of(struct rows places, uint32_t unit)
{
    uint32_t last = 0;

    for (uint32_t i = 1; i < places.count; i++) {
        if (record_whole(rows_at(places, i), PLACE_FIRST) <= (int64_t)unit)
            last = i;
    }
    return rows_at(places, last);
}

/* What a unit is; ERROR_DAMAGED where the records don't agree. */
static enum error resolve(struct search *search, struct candidate candidate,
                          struct finding *finding)
{
    struct row run;
    struct rows places;
    struct row place;
    uint32_t quote;
    enum error error;

    *search->key = key_of_units(candidate.unit);
    error = find_record(search, SHAPE_UNITS, &run);
    if (error != ERROR_NONE)
        return error;
    places = record_rows(run, UNITS_PLACES, SHAPE_PLACE);
    if (places.count == 0)
        return ERROR_DAMAGED;
    place = place_of(places, candidate.unit);
    quote = candidate.unit - (uint32_t)record_whole(place, PLACE_FIRST);
    *search->key = key_of(KEY_EPISODE, record_text(place, PLACE_SLUG));
    error = find_record(search, SHAPE_EPISODE, &finding->episode);
    if (error != ERROR_NONE)
        return error;
    if (quote >= units_of(finding->episode))
        return ERROR_DAMAGED;
    finding->quote = quote;
    finding->unit = candidate.unit;
    finding->score = candidate.score;
    count_words(search, finding);
    return ERROR_NONE;
}

/* A quote's own episode, where it scores as high, says it all. */
static bool is_covered(const struct findings *findings,
                       const struct finding *finding)
{
    for (unsigned i = 0; finding->quote > 0 && i < findings->count; i++) {
        if (findings->items[i].unit == finding->unit - finding->quote)
            return findings->items[i].score >= finding->score;
    }
    return false;
}

static bool ranks_before(const struct finding *a, const struct finding *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    if ((a->quote > 0) != (b->quote > 0))
        return a->quote == 0;
    if (a->hits != b->hits)
        return a->hits > b->hits;
    return a->words != b->words ? a->words < b->words : a->unit < b->unit;
}

static void insert(struct findings *findings, const struct finding *finding)
{
    unsigned to = findings->count;

    if (to < FIND_MAX)
        findings->count++;
    else if (ranks_before(finding, &findings->items[--to]))
        ; /* the last one goes */
    else
        return;
    for (; to > 0 && ranks_before(finding, &findings->items[to - 1]); to--)
        findings->items[to] = findings->items[to - 1];
    findings->items[to] = *finding;
}

static enum error rank(struct search *search, struct findings *findings)
{
    enum error error = ERROR_NONE;

    /* An episode's own unit comes before its quotes, where scores are equal. */
    for (unsigned i = 0; error == ERROR_NONE && i < search->merge.best_count;
         i++) {
        struct finding finding;

        error = resolve(search, search->merge.best[i], &finding);
        if (error == ERROR_NONE &&
            finding.score >= search->merge.best[0].score / 2 &&
            !is_covered(findings, &finding))
            insert(findings, &finding);
    }
    return error;
}

static bool is_rival(const struct finding *best, const struct finding *other)
{
    bool same = best->unit - best->quote == other->unit - other->quote;

    return !same || (best->quote > 0 && other->quote > 0);
}

static enum find_outcome outcome_of(const struct findings *findings)
{
    const struct finding *best = &findings->items[0];
    uint32_t rival = 0;

    if (findings->count == 0 || 2 * best->score < findings->weight)
        return FIND_NOTHING;
    for (unsigned i = findings->count; i-- > 1;) {
        if (is_rival(best, &findings->items[i]))
            rival = findings->items[i].score;
    }
    if (2 * rival <= best->score ||
        (best->score == findings->weight && rival < best->score))
        return FIND_CLEAR;
    return FIND_SEVERAL;
}

static enum error count_units(struct search *search)
{
    struct row run;
    enum error error;

    *search->key = key_of_units(0);
    error = find_record(search, SHAPE_UNITS, &run);
    if (error == ERROR_NONE)
        search->units = (uint32_t)record_whole(run, UNITS_TOTAL);
    return error;
}

enum error find_words(struct generation *generation, unsigned reader,
                      struct span query, struct findings *findings)
{
    struct row site = generation_site(generation);
    struct search search;
    enum error error;

    search.generation = generation;
    search.reader = reader;
    search.key = &findings->key;
    search.show = rows_at(record_rows(site, SITE_SHOW, SHAPE_SHOW), 0);
    search.merge.count = 0;
    search.merge.best_count = 0;
    findings->count = 0;
    findings->outcome = FIND_NOTHING;
    findings->weight = 0;
    error = count_units(&search);
    if (error == ERROR_NONE)
        error = add_terms(&search, query, &findings->weight);
    else if (error == ERROR_ABSENT) /* a store without an episode */
        return ERROR_NONE;
    if (error != ERROR_NONE)
        return error;
    search.merge.floor = findings->weight / 8 + 1;
    merge_terms(&search.merge);
    error = rank(&search, findings);
    findings->outcome = outcome_of(findings);
    return error == ERROR_ABSENT ? ERROR_DAMAGED : error;
}
