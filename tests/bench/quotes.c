/*
 * quotes - what it takes to look for quotes in a long transcript.
 *
 *     quotes [COUNT [HOURS]]     1000 quotes, 30 hours of automatic captions
 *
 * Prints a line a step: reading the captions, indexing their words, and
 * looking for the quotes, of which a third is as it was said, a third in
 * other letters, cut or with an ellipsis, and a third was never said: half of
 * its words were, so that the nearest passage is looked for. How often words
 * come follows Zipf, as it does in speech.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "publish/quotes.h"

#define WORDS 12000
#define WORDS_AN_HOUR 9000
#define WORDS_A_CUE 8
#define QUOTE_WORDS 25

static char words[WORDS][12];
static uint64_t state = 1;

static double random_part(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static size_t random_below(size_t limit)
{
    return (size_t)(random_part() * (double)limit);
}

static const char *random_word(void)
{
    return words[(size_t)pow(WORDS, random_part()) - 1];
}

static void make_words(void)
{
    static const char letters[] = "etaoinshrdlucmfwypvbgk";

    for (size_t i = 0; i < WORDS; i++) {
        size_t length = (i > 20 ? 3U : 1U) + random_below(7);

        for (size_t k = 0; k < length; k++)
            words[i][k] = letters[random_below(sizeof letters - 1)];
    }
}

static char *make_captions(size_t hours, size_t *length)
{
    size_t cues = hours * WORDS_AN_HOUR / WORDS_A_CUE;
    char *text = malloc(40 + cues * (80 + WORDS_A_CUE * 12));
    char *end = text + sprintf(text, "WEBVTT\n");

    for (size_t i = 0; i < cues; i++) {
        size_t second = i * 3600 * WORDS_A_CUE / WORDS_AN_HOUR;

        end += sprintf(end, "\n%zu:%02zu:%02zu.000 --> %zu:%02zu:%02zu.500\n",
                       second / 3600, second / 60 % 60, second % 60,
                       second / 3600, second / 60 % 60, second % 60);
        for (size_t k = 0; k < WORDS_A_CUE; k++)
            end += sprintf(end, "%s ", random_word());
        *end++ = '\n';
    }
    *length = (size_t)(end - text);
    return text;
}

/* So many words from a random place on. */
static size_t copy_words(const struct haystack *haystack, char *to)
{
    const struct plain *plain = &haystack->plain;
    size_t first = random_below(plain->word_count - QUOTE_WORDS);
    size_t from = plain->words[first].from;
    size_t length = plain->words[first + QUOTE_WORDS].from - from - 1;

    memcpy(to, haystack->text + from, length);
    return length;
}

static size_t change(char *text, size_t length, size_t kind)
{
    switch (kind % 6) {
    case 1: /* the case of the first letter */
        text[0] = (char)(text[0] - 'a' + 'A');
        return length;
    case 3: /* a sign between words */
        *(char *)memchr(text, ' ', length) = ',';
        return length;
    case 4: /* every fifth word was another */
    case 5:
        for (size_t i = 0; i + 1 < length; i++) {
            if (text[i] == ' ' && random_below(5) == 0)
                text[i + 1] = 'z';
        }
        return length;
    default:
        return length;
    }
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void look(const struct haystack *haystack, size_t count)
{
    size_t found[MATCH_COUNT] = {0};
    struct quote_bench bench = {0};
    double spent = 0;
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        char text[QUOTE_WORDS * 16];
        size_t length = change(text, copy_words(haystack, text), i);
        struct quote quote = {{text, length}, SPAN("Ann"), -1};
        struct finding finding;
        double start = seconds();

        if (quote_find(haystack, &quote, &bench, &finding) != ERROR_NONE)
            exit(1);
        start = seconds() - start;
        spent += start;
        most = start > most ? start : most;
        found[finding.match]++;
    }
    printf("%-28s %8.3f s, at most %.3f ms each\n", "looking for quotes", spent,
           most * 1000);
    for (size_t i = 0; i < MATCH_COUNT; i++) {
        if (found[i] > 0)
            printf("    %-24.*s %8zu\n", (int)match_name((enum match)i).length,
                   match_name((enum match)i).at, found[i]);
    }
    quote_bench_free(&bench);
}

int main(int count, char **arguments)
{
    size_t quotes = count > 1 ? strtoul(arguments[1], NULL, 10) : 1000;
    size_t hours = count > 2 ? strtoul(arguments[2], NULL, 10) : 30;
    struct complaints complaints = {0};
    struct transcript transcript;
    struct haystack haystack;
    size_t length;
    char *captions;
    double start;

    make_words();
    captions = make_captions(hours, &length);
    start = seconds();
    if (!transcript_read((struct span){captions, length}, &complaints,
                         &transcript))
        return 1;
    printf("%-28s %8.3f s, %zu words in %zu cues\n", "reading captions",
           seconds() - start, transcript.words, transcript.cues);
    start = seconds();
    if (haystack_make(&transcript, &haystack) != ERROR_NONE)
        return 1;
    printf("%-28s %8.3f s\n", "indexing words", seconds() - start);
    look(&haystack, quotes);
    haystack_free(&haystack);
    transcript_free(&transcript);
    free(captions);
    return 0;
}
