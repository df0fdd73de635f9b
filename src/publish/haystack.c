#include "publish/haystack.h"

#include <stdlib.h>
#include <string.h>

static size_t news_length(const struct transcript *transcript)
{
    size_t length = 0;

    for (size_t i = 0; i < transcript->count; i++) {
        length += segment_news(transcript, &transcript->segments[i]).length + 1;
    }
    return length;
}

static enum error join(struct haystack *haystack)
{
    const struct transcript *transcript = haystack->transcript;

    haystack->text = malloc(news_length(transcript) + 1);
    if (haystack->text == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < transcript->count; i++) {
        struct span news = segment_news(transcript, &transcript->segments[i]);

        if (news.length == 0)
            continue;
        memcpy(haystack->text + haystack->length, news.at, news.length);
        plain_add(&haystack->plain,
                  (struct span){haystack->text + haystack->length, news.length},
                  (uint32_t)haystack->length, (uint32_t)i);
        haystack->length += news.length;
        haystack->text[haystack->length++] = ' ';
    }
    return haystack->plain.error;
}

static uint64_t bucket_of(const struct haystack *haystack, uint64_t hash)
{
    return (hash ^ hash >> 32) & haystack->mask;
}

/* A counting sort: words by bucket, in their order within one. */
static enum error sort_words(struct haystack *haystack)
{
    const struct plain *plain = &haystack->plain;
    size_t buckets = 64;

    while (buckets < plain->word_count)
        buckets *= 2;
    haystack->mask = buckets - 1;
    haystack->places = calloc(plain->word_count + 1, sizeof(uint32_t));
    haystack->buckets = calloc(buckets + 2, sizeof(uint32_t));
    if (haystack->places == NULL || haystack->buckets == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < plain->word_count; i++)
        haystack->buckets[bucket_of(haystack, plain->words[i].hash) + 2]++;
    for (size_t i = 2; i < buckets + 2; i++)
        haystack->buckets[i] += haystack->buckets[i - 1];
    for (size_t i = 0; i < plain->word_count; i++) {
        uint64_t bucket = bucket_of(haystack, plain->words[i].hash);

        haystack->places[haystack->buckets[bucket + 1]++] = (uint32_t)i;
    }
    return ERROR_NONE;
}

enum error haystack_make(const struct transcript *transcript,
                         struct haystack *haystack)
{
    enum error error;

    *haystack = (struct haystack){.transcript = transcript};
    error = join(haystack);
    if (error == ERROR_NONE)
        error = sort_words(haystack);
    if (error != ERROR_NONE)
        haystack_free(haystack);
    return error;
}

struct places haystack_places(const struct haystack *haystack, uint64_t hash)
{
    const uint32_t *start = &haystack->buckets[bucket_of(haystack, hash)];

    return (struct places){haystack->places + start[0], start[1] - start[0]};
}

const struct segment *haystack_segment(const struct haystack *haystack,
                                       size_t word)
{
    return &haystack->transcript->segments[haystack->plain.words[word].mark];
}

void haystack_free(struct haystack *haystack)
{
    free(haystack->text);
    plain_free(&haystack->plain);
    free(haystack->places);
    free(haystack->buckets);
    *haystack = (struct haystack){0};
}
