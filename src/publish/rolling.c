#include "publish/rolling.h"

#define WORDS_MAX 64 /* of a cue's start or end; captions have two lines */

struct words {
    struct span at[WORDS_MAX];
    size_t count;
    bool all; /* there are no others */
};

static void first_words(struct span text, struct words *words)
{
    words->count = 0;
    while (words->count < WORDS_MAX &&
           span_cut(&text, ' ', &words->at[words->count]))
        words->count++;
    words->all = text.length == 0;
}

/* In their order. */
static void last_words(struct span text, struct words *words)
{
    size_t start = text.length;
    size_t count = 0;

    while (start > 0 && count < WORDS_MAX) {
        start--;
        while (start > 0 && text.at[start - 1] != ' ')
            start--;
        count++;
        if (start > 0)
            start--; /* the space */
    }
    first_words(span_from(text, start + (start > 0)), words);
    words->count = count;
    words->all = start == 0;
}

static bool ends_so(const struct words *before, const struct words *now,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!span_equal(before->at[before->count - count + i], now->at[i]))
            return false;
    }
    return true;
}

/* How many words that end `before` are those that `now` begins with. */
static size_t overlap(const struct words *before, const struct words *now)
{
    size_t count = before->count < now->count ? before->count : now->count;

    while (count > 0 && !ends_so(before, now, count))
        count--;
    return count;
}

static bool same_speaker(const struct transcript *transcript,
                         const struct segment *a, const struct segment *b)
{
    return span_equal(transcript_piece(transcript, a->speaker),
                      transcript_piece(transcript, b->speaker));
}

/* Calls `found` for each segment that repeats some of the one before it. */
static void each_repeat(struct transcript *transcript, size_t *count,
                        void (*found)(size_t *count, struct segment *segment,
                                      const struct words *words,
                                      size_t repeated, bool whole))
{
    for (size_t i = 1; i < transcript->count; i++) {
        struct segment *segment = &transcript->segments[i];
        struct words before;
        struct words now;
        size_t words;

        if (!segment->opens_cue ||
            !same_speaker(transcript, segment, segment - 1))
            continue;
        last_words(transcript_piece(transcript, segment[-1].text), &before);
        first_words(transcript_piece(transcript, segment->text), &now);
        words = overlap(&before, &now);
        if (words > 0)
            found(count, segment, &now, words,
                  before.all && words == before.count);
    }
}

static void count_repeat(size_t *count, struct segment *segment,
                         const struct words *words, size_t repeated, bool whole)
{
    (void)segment;
    (void)words;
    *count += repeated > 1 || whole;
}

static void mark_repeat(size_t *count, struct segment *segment,
                        const struct words *words, size_t repeated, bool whole)
{
    struct span last = words->at[repeated - 1];
    size_t length = (size_t)(last.at - words->at[0].at) + last.length;

    (void)count;
    (void)whole;
    if (length < segment->text.length)
        length++; /* the space behind */
    segment->repeated = (uint32_t)length;
}

void mark_repeats(struct transcript *transcript)
{
    size_t repeats = 0;

    each_repeat(transcript, &repeats, count_repeat);
    if (repeats >= 2 && repeats * 3 >= transcript->cues - 1)
        each_repeat(transcript, &repeats, mark_repeat);
}
