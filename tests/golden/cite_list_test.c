/*
 * Lists in every style against what citeproc-js printed for the same items:
 * tests/golden/cite/lists.jsonl, or the file named as the first argument.
 * A second argument is how many differences to show of each style.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cite/list.h"
#include "tests/lib/citations.h"

#define TEXT_SIZE 131072
#define STYLES 16

static struct citation citations[CITE_LIST_MAX];
static char got_text[TEXT_SIZE];
static char want_text[TEXT_SIZE];
static unsigned run[STYLES];
static unsigned failed[STYLES];
static unsigned shown = 2;

static void fill_item(const void *source, size_t index, struct cite_item *item,
                      struct sink *text)
{
    (void)source;
    (void)text;
    *item = citations[index].item;
}

/* The entries as a list has them: a line each. */
static struct span wanted(const cJSON *entries)
{
    struct sink sink = sink_over(want_text, sizeof(want_text));
    const cJSON *entry;

    cJSON_ArrayForEach(entry, entries)
    {
        sink_ready(&sink, span_of_string(cJSON_GetStringValue(entry)));
        LIT(&sink, "\n");
    }
    return sink_held(&sink);
}

static void compare(const cJSON *line, size_t index, size_t count)
{
    const struct cite_style *style = cite_style_at(index);
    const cJSON *entries =
        cJSON_GetObjectItemCaseSensitive(line, style->name.at);
    struct cite_list list = {.count = count, .item = fill_item};
    struct sink sink = sink_over(got_text, sizeof(got_text));
    struct span want;

    if (!entries) {
        return;
    }
    want = wanted(entries);
    cite_list_write(&sink, &list, style, CITE_BIBLIOGRAPHY, CITE_TEXT);
    run[index]++;
    if (span_equal(sink_held(&sink), want)) {
        return;
    }
    if (failed[index]++ < shown) {
        printf("# %s, want:\n%.*s# got:\n%.*s#\n", style->name.at,
               (int)want.length, want.at, (int)sink_held(&sink).length,
               sink_held(&sink).at);
    }
}

static void compare_line(const char *text)
{
    cJSON *line = cJSON_Parse(text);
    const cJSON *csl;
    size_t count = 0;

    cJSON_ArrayForEach(csl, cJSON_GetObjectItemCaseSensitive(line, "items"))
    {
        citation_read(csl, &citations[count++]);
    }
    for (size_t i = 0; cite_style_at(i) != NULL; i++) {
        compare(line, i, count);
    }
    cJSON_Delete(line);
}

static unsigned report(void)
{
    unsigned all = 0;
    unsigned number = 0;

    for (size_t i = 0; cite_style_at(i) != NULL; i++) {
        if (run[i] > 0) {
            printf("%s %u - %s: %u of %u lists alike\n",
                   failed[i] ? "not ok" : "ok", ++number,
                   cite_style_at(i)->name.at, run[i] - failed[i], run[i]);
        }
        all += failed[i];
    }
    printf("1..%u\n", number);
    return number == 0 ? 1 : all;
}

int main(int argc, char **argv)
{
    const char *folder = getenv("top_srcdir");
    char path[4096];
    char *line = NULL;
    size_t size = 0;
    FILE *file;

    snprintf(path, sizeof(path), "%s/tests/golden/cite/lists.jsonl",
             folder ? folder : ".");
    if (argc > 2) {
        shown = (unsigned)strtoul(argv[2], NULL, 10);
    }
    file = fopen(argc > 1 ? argv[1] : path, "r");
    if (!file) {
        printf("Bail out! no file of lists\n");
        return 1;
    }
    while (getline(&line, &size, file) > 0) {
        compare_line(line);
    }
    free(line);
    fclose(file);
    return report() > 0;
}
