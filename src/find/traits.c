#include "find/traits.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/sink.h"
#include "base/utf8.h"
#include "text/words.h"

#define TRAIT_SIZE 8

/* Slots of the table, twice as many as there are words to find in it. */
#define SLOTS ((size_t)2 * TRAIT_WORDS_SEEN)

/* Frequencies from here on are as one. */
#define COUNT_MAX 255

/* As often does a word count in a name or a title, or is more than a mention.
 */
#define NAME_COUNT 2

/* A word, or a name, that was seen. */
struct sight {
    struct trait trait;
    uint16_t count;
    bool name;
};

struct survey {
    struct span record;
    struct row episode;
    uint32_t count;
    uint32_t names;
    uint16_t slots[SLOTS]; /* an index into sights plus 1, or 0 */
    struct sight sights[TRAIT_WORDS_SEEN];
};

static uint32_t place_of(const struct survey *survey, struct span text)
{
    size_t offset = (size_t)(text.at - survey->record.at);

    text = utf8_first(text, 0xFF);
    return offset > 0xFFFFFF ? 0 : (uint32_t)(offset << 8 | text.length);
}

/* The sight of a hash, made where there is none; NULL where all are taken. */
static struct sight *see(struct survey *survey, uint32_t hash)
{
    size_t at = hash % SLOTS;

    for (; survey->slots[at] != 0; at = (at + 1) % SLOTS) {
        struct sight *sight = &survey->sights[survey->slots[at] - 1];

        if (sight->trait.hash == hash)
            return sight;
    }
    if (survey->count == TRAIT_WORDS_SEEN)
        return NULL;
    survey->slots[at] = (uint16_t)(survey->count + 1);
    survey->sights[survey->count].trait.hash = hash;
    return &survey->sights[survey->count++];
}

static uint32_t hash_of(struct span word)
{
    return (uint32_t)(word_hash(word) >> 32);
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* A word is shown as it stands first, but rather small than capital. */
static void take_word(struct survey *survey, struct span word, struct span seen,
                      unsigned count)
{
    struct sight *sight = see(survey, hash_of(word));
    struct span shown;

    if (sight == NULL)
        return;
    shown = trait_text(survey->record, sight->trait);
    if (!sight->name &&
        (sight->count == 0 || (is_lower(seen.at[0]) && is_upper(shown.at[0]))))
        sight->trait.place = place_of(survey, seen);
    if (sight->count < COUNT_MAX)
        sight->count = (uint16_t)(sight->count + count);
}

static void take_words(struct survey *survey, struct span text, unsigned count)
{
    struct words words;
    struct span word;

    words_begin(&words, text);
    while (words_next(&words, &word))
        take_word(survey, word, words.seen, count);
}

/* Those that tell names apart which are otherwise the same. */
static bool is_mark(char byte)
{
    switch (byte) {
    case '#':
    case '+':
    case '*':
    case '@':
    case '&':
    case '%':
        return true;
    default:
        return false;
    }
}

/* Writes what a name is hashed as. */
static void fold_name(struct sink *sink, struct span name)
{
    struct words words;
    struct span word;

    words_begin(&words, name);
    while (words_next(&words, &word)) {
        if (sink_held(sink).length > 0)
            LIT(sink, " ");
        sink_ready(sink, word);
    }
    for (size_t i = 0; i < name.length; i++) {
        if (is_mark(name.at[i]))
            sink_byte(sink, name.at[i]);
    }
}

/* A name too long for the room is known by as much as fits. */
static void take_name(struct survey *survey, struct span name)
{
    char text[512];
    struct sink folded = sink_over(text, sizeof text);
    struct sight *sight;

    fold_name(&folded, name);
    if (sink_held(&folded).length == 0 || survey->names == TRAIT_NAMES_MAX)
        return;
    sight = see(survey, hash_of(sink_held(&folded)));
    if (sight == NULL || sight->name)
        return;
    sight->name = true;
    sight->trait.place = place_of(survey, name);
    survey->names++;
}

/* A field of the episode, or of the rows of one of its lists. */
struct source {
    unsigned list;
    enum shape shape; /* of the list's rows; SHAPE_NONE: a text */
    unsigned field;
};

static const struct source names[] = {
    {EPISODE_TOPICS, SHAPE_TEXT_ROW, TEXT_ROW_TEXT},
    {EPISODE_PEOPLE, SHAPE_PERSON, PERSON_NAME},
    {EPISODE_GLOSSARY, SHAPE_TERM, TERM_TERM},
    {EPISODE_REFERENCES, SHAPE_REFERENCE, REFERENCE_TITLE},
    {EPISODE_REFERENCES, SHAPE_REFERENCE, REFERENCE_BY},
};

static const struct source titles[] = {
    {EPISODE_TITLE, SHAPE_NONE, 0},
    {EPISODE_SUBTITLE, SHAPE_NONE, 0},
};

static const struct source texts[] = {
    {EPISODE_ABSTRACT, SHAPE_NONE, 0},
    {EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY, TAKEAWAY_TEXT},
    {EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY, TAKEAWAY_WHY},
    {EPISODE_INSIGHTS, SHAPE_INSIGHT, INSIGHT_TITLE},
    {EPISODE_NARRATIVE, SHAPE_TEXT_ROW, TEXT_ROW_TEXT},
    {EPISODE_SURPRISING, SHAPE_SURPRISE, SURPRISE_TEXT},
    {EPISODE_QUOTES, SHAPE_QUOTE, QUOTE_TEXT},
    {EPISODE_OPEN, SHAPE_TEXT_ROW, TEXT_ROW_TEXT},
    {EPISODE_GLOSSARY, SHAPE_TERM, TERM_DEFINITION},
    {EPISODE_SPECIALIST, SHAPE_TEXT_ROW, TEXT_ROW_TEXT},
};

/* Hosts are the show's, not the conversation's. */
static bool is_host(const struct source *source, struct row row)
{
    return source->shape == SHAPE_PERSON &&
           span_equal(record_text(row, PERSON_ROLE), SPAN("host"));
}

static void take_source(struct survey *survey, const struct source *source,
                        void (*take)(struct survey *survey, struct span text))
{
    struct rows rows;

    if (source->shape == SHAPE_NONE) {
        take(survey, record_text(survey->episode, source->list));
        return;
    }
    rows = record_rows(survey->episode, source->list, source->shape);
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        if (!is_host(source, row))
            take(survey, record_text(row, source->field));
    }
}

static void take_title(struct survey *survey, struct span text)
{
    take_words(survey, text, NAME_COUNT);
}

static void take_text(struct survey *survey, struct span text)
{
    take_words(survey, text, 1);
}

#define TAKE_ALL(survey, sources, take)                                        \
    for (size_t i = 0; i < sizeof(sources) / sizeof *(sources); i++)           \
    take_source(survey, &(sources)[i], take)

static void take_points(struct survey *survey)
{
    struct rows insights =
        record_rows(survey->episode, EPISODE_INSIGHTS, SHAPE_INSIGHT);

    for (uint32_t i = 0; i < insights.count; i++) {
        struct rows points = record_texts(rows_at(insights, i), INSIGHT_POINTS);

        for (uint32_t k = 0; k < points.count; k++)
            take_text(survey, texts_at(points, k));
    }
}

static void look(struct survey *survey)
{
    TAKE_ALL(survey, names, take_name);
    TAKE_ALL(survey, titles, take_title);
    TAKE_ALL(survey, names, take_title);
    TAKE_ALL(survey, texts, take_text);
    take_points(survey);
}

static void store_trait(unsigned char *to, uint32_t index, struct trait trait)
{
    store_u32(to + (size_t)index * TRAIT_SIZE, trait.hash);
    store_u32(to + (size_t)index * TRAIT_SIZE + 4, trait.place);
}

static struct span span_of_traits(const unsigned char *traits, uint32_t count)
{
    return (struct span){(const char *)traits, (size_t)count * TRAIT_SIZE};
}

static void write_names(const struct survey *survey, struct writer *writer)
{
    unsigned char traits[TRAIT_NAMES_MAX * TRAIT_SIZE];
    uint32_t count = 0;

    for (uint32_t i = 0; i < survey->count; i++) {
        if (survey->sights[i].name)
            store_trait(traits, count++, survey->sights[i].trait);
    }
    writer_text(writer, WRITER_ROOT, EPISODE_NAMES,
                span_of_traits(traits, count));
}

static bool is_word(const struct sight *sight)
{
    return !sight->name && sight->count > 0;
}

/* Where the words of each frequency go, the frequent ones first. */
static void rank(const struct survey *survey, uint32_t places[COUNT_MAX + 2])
{
    uint32_t start = 0;

    memset(places, 0, (COUNT_MAX + 2) * sizeof *places);
    for (uint32_t i = 0; i < survey->count; i++) {
        if (is_word(&survey->sights[i]))
            places[survey->sights[i].count]++;
    }
    for (unsigned count = COUNT_MAX + 2; count-- > 0;) {
        uint32_t size = places[count];

        places[count] = start;
        start += size;
    }
}

static uint32_t kept(uint32_t count)
{
    return count < TRAIT_WORDS_MAX ? count : TRAIT_WORDS_MAX;
}

static void write_words(const struct survey *survey, struct writer *writer)
{
    unsigned char traits[TRAIT_WORDS_MAX * TRAIT_SIZE];
    uint32_t places[COUNT_MAX + 2];
    uint32_t words;
    uint32_t all;

    rank(survey, places);
    words = kept(places[1]);
    all = kept(places[0]);
    for (uint32_t i = 0; i < survey->count; i++) {
        const struct sight *sight = &survey->sights[i];
        uint32_t place;

        if (!is_word(sight))
            continue;
        place = places[sight->count]++;
        if (place >= TRAIT_WORDS_MAX)
            continue;
        store_trait(traits, place, sight->trait);
    }
    writer_text(writer, WRITER_ROOT, EPISODE_WORDS,
                span_of_traits(traits, words));
    writer_text(
        writer, WRITER_ROOT, EPISODE_MENTIONS,
        span_of_traits(traits + (size_t)words * TRAIT_SIZE, all - words));
}

enum error traits_note(struct writer *writer, struct span *record)
{
    struct survey *survey = calloc(1, sizeof *survey);
    enum error error = ERROR_MEMORY;

    if (survey == NULL)
        return error;
    survey->record = *record;
    error = record_reopen(*record, SHAPE_EPISODE, record_key(*record),
                          &survey->episode);
    if (error == ERROR_NONE) {
        look(survey);
        writer_reopen(writer);
        write_names(survey, writer);
        write_words(survey, writer);
        error = writer_end(writer, record);
    }
    free(survey);
    return error;
}

static const unsigned fields[TRAIT_KINDS] = {[TRAIT_MENTION] = EPISODE_MENTIONS,
                                             [TRAIT_WORD] = EPISODE_WORDS,
                                             [TRAIT_NAME] = EPISODE_NAMES};

uint32_t traits_of(struct row episode, enum trait_kind kind)
{
    return (uint32_t)(record_text(episode, fields[kind]).length / TRAIT_SIZE);
}

struct trait trait_at(struct row episode, enum trait_kind kind, uint32_t index)
{
    const unsigned char *at =
        (const unsigned char *)record_text(episode, fields[kind]).at +
        (size_t)index * TRAIT_SIZE;

    return (struct trait){load_u32(at), load_u32(at + 4)};
}

struct span trait_text(struct span record, struct trait trait)
{
    return span_first(span_from(record, trait.place >> 8), trait.place & 0xFF);
}
