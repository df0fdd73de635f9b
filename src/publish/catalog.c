#include "publish/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "find/units.h"

enum error catalog_list(struct catalog *catalog, const struct file_list *list)
{
    catalog->count = list->count;
    catalog->documents = calloc(list->count + 1, sizeof *catalog->documents);
    if (catalog->documents == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < list->count; i++)
        catalog->documents[i].path = list->paths[i];
    return ERROR_NONE;
}

static char *copy_text(struct span text)
{
    return strndup(text.at == NULL ? "" : text.at, text.length);
}

static enum error mention(struct mentions *mentions,
                          const struct document *document, struct span slug,
                          uint32_t index)
{
    char *copy;

    if (mentions->count == mentions->room) {
        size_t room = mentions->room == 0 ? 64 : mentions->room * 2;
        struct mention *items = realloc(mentions->items, room * sizeof *items);

        if (items == NULL)
            return ERROR_MEMORY;
        mentions->items = items;
        mentions->room = room;
    }
    copy = copy_text(slug);
    if (copy == NULL)
        return ERROR_MEMORY;
    mentions->items[mentions->count++] =
        (struct mention){copy, document, index};
    return ERROR_NONE;
}

static enum error mention_all(struct mentions *mentions,
                              const struct document *document,
                              struct rows slugs)
{
    enum error error = ERROR_NONE;

    for (uint32_t i = 0; error == ERROR_NONE && i < slugs.count; i++)
        error = mention(mentions, document, texts_at(slugs, i), i);
    return error;
}

static bool note_text(char **to, struct row episode, unsigned field)
{
    struct span text = record_text(episode, field);

    if (text.length > 0)
        *to = copy_text(text);
    return text.length == 0 || *to != NULL;
}

static void free_texts(struct document *document)
{
    char **const texts[] = {&document->slug, &document->number,
                            &document->title, &document->subtitle,
                            &document->language};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        free(*texts[i]);
        *texts[i] = NULL;
    }
}

enum error catalog_note(struct catalog *catalog, struct document *document,
                        struct row episode)
{
    struct date published;
    enum error error;

    if (!note_text(&document->slug, episode, EPISODE_SLUG) ||
        !note_text(&document->number, episode, EPISODE_NUMBER) ||
        !note_text(&document->title, episode, EPISODE_TITLE) ||
        !note_text(&document->subtitle, episode, EPISODE_SUBTITLE) ||
        !note_text(&document->language, episode, EPISODE_LANGUAGE))
        return ERROR_MEMORY;
    document->duration = record_whole(episode, EPISODE_DURATION);
    document->units = units_of(episode);
    document->day = INT64_MIN;
    if (date_parse(record_text(episode, EPISODE_PUBLISHED), &published))
        document->day = date_days(published);
    error = mention_all(&catalog->aliases, document,
                        record_texts(episode, EPISODE_ALIASES));
    if (error == ERROR_NONE)
        error = mention_all(&catalog->related, document,
                            record_texts(episode, EPISODE_RELATED));
    return error;
}

static void drop_mentions(struct mentions *mentions,
                          const struct document *document)
{
    size_t kept = 0;

    for (size_t i = 0; i < mentions->count; i++) {
        if (mentions->items[i].document == document)
            free(mentions->items[i].slug);
        else
            mentions->items[kept++] = mentions->items[i];
    }
    mentions->count = kept;
}

void catalog_forget(struct catalog *catalog, struct document *document)
{
    if (document->slug == NULL)
        return;
    drop_mentions(&catalog->aliases, document);
    drop_mentions(&catalog->related, document);
    free_texts(document);
    document->from_previous = false;
}

enum error catalog_previous_source(const struct catalog *catalog,
                                   unsigned reader, struct span path,
                                   struct row *source)
{
    struct key key = key_of_source(path);

    if (catalog->previous == NULL)
        return ERROR_ABSENT;
    return generation_find(catalog->previous, reader, SHAPE_SOURCE,
                           key_span(&key), source);
}

enum error catalog_previous_episode(const struct catalog *catalog,
                                    unsigned reader, struct span slug,
                                    struct row *episode)
{
    struct key key = key_of(KEY_EPISODE, slug);

    if (catalog->previous == NULL)
        return ERROR_ABSENT;
    return generation_find(catalog->previous, reader, SHAPE_EPISODE,
                           key_span(&key), episode);
}

enum error catalog_keep(struct catalog *catalog, struct document *document)
{
    struct span hash;
    struct row source;
    struct row episode;

    catalog_forget(catalog, document);
    if (catalog_previous_source(catalog, 0, span_of_string(document->path),
                                &source) != ERROR_NONE ||
        catalog_previous_episode(catalog, 0, record_text(source, SOURCE_SLUG),
                                 &episode) != ERROR_NONE)
        return ERROR_NONE;
    hash = record_text(source, SOURCE_HASH);
    if (hash.length != SOURCE_HASH_LENGTH)
        return ERROR_NONE;
    memcpy(document->hash, hash.at, SOURCE_HASH_LENGTH);
    document->from_previous = true;
    return catalog_note(catalog, document, episode);
}

static int by_slug(const void *a, const void *b)
{
    const struct document *const *left = a;
    const struct document *const *right = b;

    return strcmp((*left)->slug, (*right)->slug);
}

static int by_mentioned_slug(const void *a, const void *b)
{
    const struct mention *left = a;
    const struct mention *right = b;
    int order = strcmp(left->slug, right->slug);

    return order != 0 ? order
                      : strcmp(left->document->slug, right->document->slug);
}

static void number_all(struct catalog *catalog)
{
    uint32_t units = 0;

    for (size_t i = 0; i < catalog->by_slug_count; i++) {
        struct document *document = catalog->by_slug[i];

        document->order = (uint32_t)i;
        document->first_unit = units;
        units += document->units;
    }
}

enum error catalog_sort(struct catalog *catalog)
{
    struct document **sorted =
        calloc(catalog->count + 1, sizeof(struct document *));

    if (sorted == NULL)
        return ERROR_MEMORY;
    free(catalog->by_slug);
    catalog->by_slug = sorted;
    catalog->by_slug_count = 0;
    for (size_t i = 0; i < catalog->count; i++) {
        if (catalog->documents[i].slug != NULL)
            sorted[catalog->by_slug_count++] = &catalog->documents[i];
    }
    qsort(sorted, catalog->by_slug_count, sizeof *sorted, by_slug);
    number_all(catalog);
    if (catalog->aliases.count > 0)
        qsort(catalog->aliases.items, catalog->aliases.count,
              sizeof *catalog->aliases.items, by_mentioned_slug);
    return ERROR_NONE;
}

const struct document *catalog_find(const struct catalog *catalog,
                                    struct span slug)
{
    size_t low = 0;
    size_t high = catalog->by_slug_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct document *document = catalog->by_slug[middle];
        int order = span_compare(slug, span_of_string(document->slug));

        if (order == 0)
            return document;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static size_t digit_count(struct span text)
{
    size_t count = 0;

    while (count < text.length && text.at[count] >= '0' &&
           text.at[count] <= '9')
        count++;
    return count;
}

static struct span without_zeros(struct span digits)
{
    while (digits.length > 1 && digits.at[0] == '0')
        digits = span_from(digits, 1);
    return digits;
}

/* As people count: runs of digits by their value, S1E10 behind S1E9. */
static int compare_naturally(struct span a, struct span b)
{
    while (a.length > 0 && b.length > 0) {
        size_t a_digits = digit_count(a);
        size_t b_digits = digit_count(b);
        size_t a_step = a_digits > 0 && b_digits > 0 ? a_digits : 1;
        size_t b_step = a_digits > 0 && b_digits > 0 ? b_digits : 1;
        struct span left = without_zeros(span_first(a, a_step));
        struct span right = without_zeros(span_first(b, b_step));

        if (left.length != right.length)
            return left.length < right.length ? -1 : 1;
        if (!span_equal(left, right))
            return span_compare(left, right);
        a = span_from(a, a_step);
        b = span_from(b, b_step);
    }
    return span_compare(a, b);
}

/* The higher first; none last. */
static int compare_numbers(const char *a, const char *b)
{
    return compare_naturally(label_text(span_of_string(b)),
                             label_text(span_of_string(a)));
}

static int newest_first(const void *a, const void *b)
{
    const struct document *left = *(const struct document *const *)a;
    const struct document *right = *(const struct document *const *)b;
    int order;

    if (left->day != right->day)
        return left->day > right->day ? -1 : 1;
    order = compare_numbers(left->number, right->number);
    return order != 0 ? order : strcmp(left->slug, right->slug);
}

enum error catalog_record(const struct catalog *catalog, unsigned reader,
                          const struct document *document,
                          struct spool_room *room, struct span *bytes,
                          struct row *episode)
{
    struct key key = key_of(KEY_EPISODE, span_of_string(document->slug));
    enum error error;

    if (document->from_previous)
        error =
            generation_bytes(catalog->previous, reader, key_span(&key), bytes);
    else
        error = spool_read(catalog->spool, document->record, room, bytes);
    return error != ERROR_NONE
               ? error
               : record_open(*bytes, SHAPE_EPISODE, key_span(&key), episode);
}

const struct document **catalog_newest_first(const struct catalog *catalog)
{
    const struct document **list =
        calloc(catalog->by_slug_count + 1, sizeof *list);

    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < catalog->by_slug_count; i++)
        list[i] = catalog->by_slug[i];
    qsort(list, catalog->by_slug_count, sizeof *list, newest_first);
    return list;
}

static void free_mentions(struct mentions *mentions)
{
    for (size_t i = 0; i < mentions->count; i++)
        free(mentions->items[i].slug);
    free(mentions->items);
}

void catalog_free(struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->count; i++) {
        free_texts(&catalog->documents[i]);
    }
    free_mentions(&catalog->aliases);
    free_mentions(&catalog->related);
    links_free(&catalog->links);
    free(catalog->documents);
    free(catalog->by_slug);
    generation_close(catalog->previous);
}
