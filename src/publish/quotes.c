#include "publish/quotes.h"

#include <stdlib.h>

#include "publish/nearest.h"
#include "publish/speakers.h"
#include "text/letter.h"

#define PARTS_MAX 16
#define TRIES_MAX 4096 /* places looked at for one quote */

/* A stretch of points. */
struct stretch {
    size_t start;
    size_t end;
};

/* Words of a quote that must stand in a row. */
struct part {
    size_t first;
    size_t count;
    struct stretch lead; /* signs before and behind them */
    struct stretch trail;
};

/* Words of the haystack, both ends included. */
struct hit {
    size_t first;
    size_t last;
};

/* The best of several places. */
struct best {
    enum match match;
    uint32_t count;
    struct hit hit;
    uint32_t near_count; /* at the time that the document gives */
    struct hit near_hit;
};

struct search {
    const struct haystack *haystack;
    const struct quote *quote;
    const struct plain *plain; /* the quote's */
    struct part parts[PARTS_MAX];
    size_t part_count;
    struct best same;
    struct best others; /* said by another */
    unsigned tries;
};

struct span match_name(enum match match)
{
    static const struct span names[MATCH_COUNT] = {
        SPAN_INIT("exact"),        SPAN_INIT("typography"),
        SPAN_INIT("first-letter"), SPAN_INIT("case"),
        SPAN_INIT("punctuation"),  SPAN_INIT("other-speaker"),
        SPAN_INIT("ambiguous"),    SPAN_INIT("none"),
        SPAN_INIT("unchecked"),
    };

    return names[match];
}

bool match_verified(enum match match)
{
    return match <= MATCH_FIRST_LETTER;
}

static enum match worse(enum match a, enum match b)
{
    return a > b ? a : b;
}

/* Do the points before `end` end with the stretch? */
static bool stands_before(const struct search *search, struct stretch lead,
                          size_t end)
{
    const int32_t *quote = search->plain->points;
    const int32_t *there = search->haystack->plain.points;
    size_t length = lead.end - lead.start;

    if (length > end)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (quote[lead.start + i] != there[end - length + i])
            return false;
    }
    return true;
}

static bool stands_behind(const struct search *search, struct stretch trail,
                          size_t start)
{
    const struct plain *there = &search->haystack->plain;
    const int32_t *quote = search->plain->points;

    for (size_t i = trail.start; i < trail.end; i++, start++) {
        if (start == there->count || quote[i] != there->points[start])
            return false;
    }
    return true;
}

static struct stretch trimmed(const struct plain *plain, struct stretch part)
{
    while (part.start < part.end &&
           (plain->points[part.start] == ' ' ||
            plain->points[part.start] == PLAIN_ELLIPSIS))
        part.start++;
    while (part.start < part.end &&
           (plain->points[part.end - 1] == ' ' ||
            plain->points[part.end - 1] == PLAIN_ELLIPSIS))
        part.end--;
    return part;
}

/* Are the signs around a part's words there too? */
static bool edges_fit(const struct search *search, const struct part *part,
                      struct hit hit)
{
    const struct plain *there = &search->haystack->plain;
    const int32_t *points = search->plain->points;
    struct stretch lead = trimmed(search->plain, part->lead);
    struct stretch trail = trimmed(search->plain, part->trail);
    size_t start = there->words[hit.first].start;
    size_t end = there->words[hit.last].end;

    if (stands_before(search, lead, start) && stands_behind(search, trail, end))
        return true;
    if (lead.start == lead.end || trail.start == trail.end ||
        points[lead.start] != '\'' || points[trail.end - 1] != '\'')
        return false;
    lead.start++;
    trail.end--;
    return stands_before(search, lead, start) &&
           stands_behind(search, trail, end);
}

/* The class of a part's words alone, which are the hit's. */
static enum match compare_words(const struct search *search,
                                const struct part *part, struct hit hit)
{
    const struct plain *plain = search->plain;
    const struct plain *there = &search->haystack->plain;
    size_t a = plain->words[part->first].start;
    size_t length = plain->words[part->first + part->count - 1].end - a;
    size_t b = there->words[hit.first].start;
    enum match match = MATCH_TYPOGRAPHY;

    if (there->words[hit.last].end - b != length)
        return MATCH_PUNCTUATION;
    for (size_t i = 0; i < length; i++) {
        int32_t x = plain->points[a + i];
        int32_t y = there->points[b + i];

        if (x == y)
            continue;
        if (letter_lower((uint32_t)x) != letter_lower((uint32_t)y))
            return MATCH_PUNCTUATION;
        match = worse(match, i == 0 ? MATCH_FIRST_LETTER : MATCH_CASE);
    }
    return match;
}

static bool same_token(const struct plain *plain, size_t word)
{
    return plain->words[word].from == plain->words[word + 1].from;
}

/* Does a number or a word with a hyphen go on past the ends of the hit? */
static bool is_cut(const struct search *search, const struct part *part,
                   struct hit hit)
{
    const struct plain *there = &search->haystack->plain;
    bool signed_too = search->plain->words[part->first].bound;

    if (there->words[hit.first].bound &&
        (!signed_too || (hit.first > 0 && same_token(there, hit.first - 1))))
        return true;
    return hit.last + 1 < there->word_count &&
           there->words[hit.last + 1].bound && same_token(there, hit.last);
}

static enum match compare(const struct search *search, const struct part *part,
                          struct hit hit)
{
    enum match match = compare_words(search, part, hit);

    if (!edges_fit(search, part, hit) || is_cut(search, part, hit))
        return MATCH_PUNCTUATION;
    return match;
}

static struct span passage_of(const struct haystack *haystack, struct hit hit)
{
    const struct plain_word *words = haystack->plain.words;

    return span_first(span_from((struct span){haystack->text, haystack->length},
                                words[hit.first].from),
                      words[hit.last].to - words[hit.first].from);
}

static bool stands_exactly(const struct search *search, struct hit hit)
{
    struct span passage = passage_of(search->haystack, hit);

    return span_find_span(passage, search->quote->text) < passage.length;
}

static struct span speaker_at(const struct haystack *haystack, size_t word)
{
    return transcript_piece(haystack->transcript,
                            haystack_segment(haystack, word)->speaker);
}

/* Does another voice say this word than the one before it? */
static bool changes_voice(const struct haystack *haystack, size_t word)
{
    const struct segment *segment = haystack_segment(haystack, word);

    if (segment == haystack_segment(haystack, word - 1))
        return false;
    return (segment->opens_turn && segment->repeated == 0) ||
           !span_equal(speaker_at(haystack, word),
                       speaker_at(haystack, word - 1));
}

/* Do all words of the hit come from one voice? */
static bool is_one_voice(const struct haystack *haystack, struct hit hit)
{
    for (size_t i = hit.first + 1; i <= hit.last; i++) {
        if (changes_voice(haystack, i))
            return false;
    }
    return true;
}

static bool said_by_speaker(const struct search *search, struct hit hit)
{
    struct span there = speaker_at(search->haystack, hit.first);

    return is_one_voice(search->haystack, hit) &&
           (speaker_is_label(there) ||
            speaker_is_same(there, search->quote->speaker));
}

static int64_t second_of(const struct haystack *haystack, struct hit hit)
{
    return haystack_segment(haystack, hit.first)->start / 1000;
}

static bool is_near(const struct search *search, struct hit hit)
{
    int64_t away = second_of(search->haystack, hit) - search->quote->at;

    return search->quote->at >= 0 && away <= TIME_TOLERANCE &&
           away >= -TIME_TOLERANCE;
}

static void consider(struct search *search, struct hit hit, enum match match)
{
    struct best *best =
        said_by_speaker(search, hit) ? &search->same : &search->others;

    if (match > best->match)
        return;
    if (match < best->match)
        *best = (struct best){.match = match};
    if (best->count++ == 0)
        best->hit = hit;
    if (is_near(search, hit) && best->near_count++ == 0)
        best->near_hit = hit;
}

/* Do the part's words stand at word `first`? */
static bool stands_at(const struct search *search, const struct part *part,
                      size_t first)
{
    const struct plain *there = &search->haystack->plain;
    const struct plain_word *words = search->plain->words + part->first;

    if (part->count > there->word_count ||
        first > there->word_count - part->count)
        return false;
    for (size_t i = 0; i < part->count; i++) {
        if (words[i].hash != there->words[first + i].hash)
            return false;
    }
    return true;
}

/* The part's word that stands in the fewest places. */
static size_t rarest_word(const struct search *search, const struct part *part,
                          struct places *places)
{
    size_t rarest = 0;

    for (size_t i = 0; i < part->count; i++) {
        struct places these = haystack_places(
            search->haystack, search->plain->words[part->first + i].hash);

        if (i > 0 && these.count >= places->count)
            continue;
        *places = these;
        rarest = i;
    }
    return rarest;
}

/* Calls `found` with the first word of each place where the part stands. */
static void each_place(struct search *search, const struct part *part,
                       void (*found)(struct search *search, size_t first))
{
    struct places places = {0};
    size_t rarest = rarest_word(search, part, &places);

    search->tries = 0;
    for (size_t i = 0; i < places.count && search->tries < TRIES_MAX; i++) {
        if (places.at[i] < rarest ||
            !stands_at(search, part, places.at[i] - rarest))
            continue;
        search->tries++;
        found(search, places.at[i] - rarest);
    }
}

static struct part whole(const struct plain *plain)
{
    return (struct part){
        .count = plain->word_count,
        .lead = {0, plain->words[0].start},
        .trail = {plain->words[plain->word_count - 1].end, plain->count},
    };
}

static void try_whole(struct search *search, size_t first)
{
    struct part part = whole(search->plain);
    struct hit hit = {first, first + part.count - 1};
    enum match match = compare(search, &part, hit);

    if (match == MATCH_TYPOGRAPHY && stands_exactly(search, hit))
        match = MATCH_EXACT;
    consider(search, hit, match);
}

/* The ellipsis between word `i` and the next, or `end` where there is none. */
static size_t ellipsis_behind(const struct plain *plain, size_t i, size_t end)
{
    size_t at = plain->words[i].end;

    while (at < end && plain->points[at] != PLAIN_ELLIPSIS)
        at++;
    return at;
}

/* Parts the quote at its ellipses; false where it has none, or too many. */
static bool split_parts(struct search *search)
{
    const struct plain *plain = search->plain;
    struct part rest = whole(plain);

    search->part_count = 0;
    for (size_t i = 0; i + 1 < plain->word_count; i++) {
        size_t next = plain->words[i + 1].start;
        size_t at = ellipsis_behind(plain, i, next);
        struct part *part = &search->parts[search->part_count];

        if (at == next)
            continue;
        if (search->part_count == PARTS_MAX - 1)
            return false;
        *part = rest;
        part->count = i + 1 - rest.first;
        part->trail = (struct stretch){plain->words[i].end, at};
        rest.count -= part->count;
        rest.first = i + 1;
        rest.lead = (struct stretch){at, next};
        search->part_count++;
    }
    search->parts[search->part_count++] = rest;
    return search->part_count > 1;
}

/* Where a part stands next behind word `from`, skipping not too much. */
static bool find_next(const struct search *search, const struct part *part,
                      size_t from, size_t *first)
{
    for (size_t skip = 0; skip <= QUOTE_SKIP; skip++) {
        if (stands_at(search, part, from + skip)) {
            *first = from + skip;
            return true;
        }
    }
    return false;
}

static void try_parts(struct search *search, size_t first)
{
    struct hit hit = {first, first};
    enum match match = MATCH_TYPOGRAPHY;

    for (size_t i = 0; i < search->part_count; i++) {
        const struct part *part = &search->parts[i];
        struct hit here;

        if (i > 0 && !find_next(search, part, hit.last + 1, &first))
            return;
        here = (struct hit){first, first + part->count - 1};
        match = worse(match, compare(search, part, here));
        hit.last = here.last;
    }
    if (is_one_voice(search->haystack, hit))
        consider(search, hit, match);
}

/* What a search came to. */
static void settle(const struct search *search, struct finding *finding)
{
    const struct best *best = &search->same;
    struct hit hit = best->hit;

    if (best->match != MATCH_NONE) {
        finding->match = best->match;
        if (best->count > 1 && best->near_count == 1)
            hit = best->near_hit;
        else if (best->count > 1)
            finding->match = MATCH_AMBIGUOUS;
    } else if (search->others.match != MATCH_NONE) {
        best = &search->others;
        finding->match = MATCH_OTHER_SPEAKER;
        hit = best->near_count > 0 ? best->near_hit : best->hit;
    } else {
        return;
    }
    finding->places = best->count;
    finding->at = second_of(search->haystack, hit);
    finding->speaker = speaker_at(search->haystack, hit.first);
    finding->passage = passage_of(search->haystack, hit);
    finding->segment = search->haystack->plain.words[hit.first].mark;
}

static enum error settle_nearest(const struct search *search,
                                 struct quote_bench *bench,
                                 struct finding *finding)
{
    size_t first;
    size_t last;
    enum error error = nearest_words(search->haystack, search->plain,
                                     &bench->nearest, &first, &last);
    struct hit hit = {first, last};

    if (error != ERROR_NONE || last < first)
        return error;
    finding->passage = passage_of(search->haystack, hit);
    finding->speaker = speaker_at(search->haystack, first);
    finding->at = second_of(search->haystack, hit);
    finding->segment = search->haystack->plain.words[first].mark;
    return ERROR_NONE;
}

enum error quote_find(const struct haystack *haystack,
                      const struct quote *quote, struct quote_bench *bench,
                      struct finding *finding)
{
    struct search search = {.haystack = haystack,
                            .quote = quote,
                            .plain = &bench->plain,
                            .same = {.match = MATCH_NONE},
                            .others = {.match = MATCH_NONE}};
    struct part all;

    *finding = (struct finding){.match = MATCH_NONE, .at = -1};
    plain_reset(&bench->plain);
    plain_add(&bench->plain, quote->text, 0, 0);
    if (bench->plain.error != ERROR_NONE)
        return bench->plain.error;
    if (bench->plain.word_count == 0)
        return ERROR_NONE;
    all = whole(&bench->plain);
    each_place(&search, &all, try_whole);
    if (!match_verified(search.same.match) && split_parts(&search))
        each_place(&search, &search.parts[0], try_parts);
    settle(&search, finding);
    if (finding->match == MATCH_NONE)
        return settle_nearest(&search, bench, finding);
    return ERROR_NONE;
}

void quote_bench_free(struct quote_bench *bench)
{
    plain_free(&bench->plain);
    nearest_free(&bench->nearest);
}
