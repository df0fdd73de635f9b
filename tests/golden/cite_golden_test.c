/*
 * Every style and part against what citeproc-js printed for the same items:
 * tests/golden/cite/items.jsonl, or the file named as the first argument.
 * A second argument is how many differences to show of each test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cite/csl.h"
#include "cite/format.h"
#include "tests/lib/citations.h"

#define TEXT_SIZE 16384

struct tally {
    char name[64];
    unsigned run;
    unsigned failed;
};

static struct tally tallies[64];
static size_t tally_count;
static unsigned shown = 3;

static struct tally *tally_named(const char *style, const char *part)
{
    char name[64];

    snprintf(name, sizeof(name), "%s %s", style, part);
    for (size_t i = 0; i < tally_count; i++) {
        if (strcmp(tallies[i].name, name) == 0) {
            return &tallies[i];
        }
    }
    memcpy(tallies[tally_count].name, name, sizeof(name));
    return &tallies[tally_count++];
}

static void compare(const char *style, const char *part, const char *id,
                    const char *want, struct span got)
{
    struct tally *tally = tally_named(style, part);

    tally->run++;
    if (span_equal(got, span_of_string(want))) {
        return;
    }
    if (tally->failed++ < shown) {
        printf("# %s %s %s\n#   want %s\n#   got  %.*s\n", style, part, id,
               want, (int)got.length, got.at);
    }
}

static void compare_parts(const struct cite_item *item, const cJSON *line,
                          const struct cite_style *style)
{
    static const char *const names[] = {"bibliography", "in-text"};
    static const enum cite_part parts[] = {CITE_BIBLIOGRAPHY, CITE_INTEXT};
    static char text[TEXT_SIZE];
    const cJSON *want = cJSON_GetObjectItemCaseSensitive(line, style->name.at);

    for (int i = 0; i < 2; i++) {
        struct sink sink = sink_over(text, sizeof(text));

        cite_write(&sink, item, style, parts[i], CITE_TEXT);
        compare(style->name.at, names[i], item->key.at,
                cJSON_GetStringValue(cJSON_GetArrayItem(want, i)),
                sink_held(&sink));
    }
}

static void compare_csl(const struct cite_item *item, const cJSON *csl)
{
    static char text[TEXT_SIZE];
    struct sink sink = sink_over(text, sizeof(text));
    char *printed = cJSON_PrintUnformatted(csl);

    csl_entry(&sink, item);
    compare("csl", "entry", item->key.at, printed, sink_held(&sink));
    cJSON_free(printed);
}

static void compare_citation(const struct citation *citation)
{
    const cJSON *line = citation->line;
    const struct cite_style *style;

    compare_csl(&citation->item, cJSON_GetObjectItemCaseSensitive(line, "csl"));
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        if (style->bibliography && cJSON_HasObjectItem(line, style->name.at)) {
            compare_parts(&citation->item, line, style);
        }
    }
}

static unsigned report(void)
{
    unsigned failed = 0;

    for (size_t i = 0; i < tally_count; i++) {
        const struct tally *tally = &tallies[i];

        printf("%s %zu - %s: %u of %u alike\n", tally->failed ? "not ok" : "ok",
               i + 1, tally->name, tally->run - tally->failed, tally->run);
        failed += tally->failed;
    }
    printf("1..%zu\n", tally_count);
    return failed;
}

int main(int argc, char **argv)
{
    const char *folder = getenv("top_srcdir");
    char path[4096];
    static struct citation citation;
    FILE *file;

    snprintf(path, sizeof(path), "%s/tests/golden/cite/items.jsonl",
             folder ? folder : ".");
    if (argc > 2) {
        shown = (unsigned)strtoul(argv[2], NULL, 10);
    }
    file = fopen(argc > 1 ? argv[1] : path, "r");
    if (!file) {
        printf("Bail out! no file of items\n");
        return 1;
    }
    while (citation_next(file, &citation)) {
        compare_citation(&citation);
        cJSON_Delete(citation.line);
    }
    fclose(file);
    return report() > 0 || tally_count == 0;
}
