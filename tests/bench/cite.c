/*
 * cite STYLE ROUNDS: prints one usual episode so many times, to be run under
 * `valgrind --tool=callgrind --toggle-collect=cite_write` or perf; prints
 * the time of one citation. STYLE may be all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cite/format.h"

static bool next_name(const struct cite_people *people, size_t *place,
                      struct cite_name *name)
{
    const struct cite_name *names = people->source;

    if (*place == people->count) {
        return false;
    }
    *name = names[(*place)++];
    return true;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const struct cite_item *item,
                    const struct cite_style *style, unsigned long rounds)
{
    static char text[65536];
    double start = seconds();

    for (unsigned long i = 0; i < rounds; i++) {
        struct sink sink = sink_over(text, sizeof(text));

        cite_write(&sink, item, style, CITE_BIBLIOGRAPHY, CITE_TEXT);
    }
    printf("%-14.*s %7.0f ns\n", (int)style->name.length, style->name.at,
           (seconds() - start) * 1e9 / (double)rounds);
}

int main(int argc, char **argv)
{
    static const struct cite_name host = {.given = SPAN_INIT("Lex"),
                                          .family = SPAN_INIT("Fridman")};
    static const struct cite_name guests[] = {
        {.given = SPAN_INIT("Dylan"), .family = SPAN_INIT("Patel")},
        {.given = SPAN_INIT("Nathan"), .family = SPAN_INIT("Lambert")}};
    const struct cite_item item = {
        .kind = CITE_EPISODE,
        .key = SPAN("deepseek"),
        .title = SPAN("DeepSeek, China, OpenAI, NVIDIA, xAI, TSMC, Stargate, "
                      "and AI Megaclusters"),
        .show = SPAN("Lex Fridman Podcast"),
        .number = SPAN("459"),
        .publisher = SPAN("Lex Fridman"),
        .hosts = {1, &host, next_name},
        .guests = {2, guests, next_name},
        .issued = {2025, 2, 3},
        .accessed = {2026, 5, 29},
        .url = SPAN("https://www.youtube.com/watch?v=_1f-o0nqpEI"),
        .language = SPAN("en"),
        .duration = 18361,
        .video = true,
        .at = -1,
    };
    struct span name = span_of_string(argc > 1 ? argv[1] : "all");
    unsigned long rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    const struct cite_style *style;

    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        if (span_equal(name, SPAN("all")) || cite_style_find(name) == style) {
            measure(&item, style, rounds);
        }
    }
    return 0;
}
