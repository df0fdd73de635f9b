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
static const struct {
    const char *name;
    enum cite_part part;
} parts[] = {{"entries", CITE_BIBLIOGRAPHY}, {"in-text", CITE_INTEXT}};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

static unsigned run[STYLES][PARTS];
static unsigned failed[STYLES][PARTS];
static unsigned shown = 2;

static void fill_item(const void *source, size_t index, struct cite_item *item,
                      struct sink *text)
{
    (void)source;
    (void)text;
    *item = citations[index].item;
}

/* The texts as a list has them: a line each. */
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

static void compare(const cJSON *texts, size_t index, size_t part, size_t count)
{
    const struct cite_style *style = cite_style_at(index);
    static _Alignas(16) char room[CITE_LIST_ROOM];
    struct cite_list list = {.count = count, .item = fill_item, .room = room};
    struct sink sink = sink_over(got_text, sizeof(got_text));
    struct span want = wanted(cJSON_GetArrayItem(texts, (int)part));

    cite_list_clear(room);
    cite_list_write(&sink, &list, style, parts[part].part, CITE_TEXT);
    run[index][part]++;
    if (span_equal(sink_held(&sink), want)) {
        return;
    }
    if (failed[index][part]++ < shown) {
        printf("# %s %s, want:\n%.*s# got:\n%.*s#\n", style->name.at,
               parts[part].name, (int)want.length, want.at,
               (int)sink_held(&sink).length, sink_held(&sink).at);
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
        const cJSON *texts =
            cJSON_GetObjectItemCaseSensitive(line, cite_style_at(i)->name.at);

        for (size_t part = 0; texts && part < PARTS; part++) {
            compare(texts, i, part, count);
        }
    }
    cJSON_Delete(line);
}

static unsigned report(void)
{
    unsigned all = 0;
    unsigned number = 0;

    for (size_t i = 0; i < STYLES * PARTS && cite_style_at(i / PARTS); i++) {
        unsigned many = run[i / PARTS][i % PARTS];
        unsigned bad = failed[i / PARTS][i % PARTS];

        if (many > 0) {
            printf("%s %u - %s %s: %u of %u lists alike\n",
                   bad ? "not ok" : "ok", ++number,
                   cite_style_at(i / PARTS)->name.at, parts[i % PARTS].name,
                   many - bad, many);
        }
        all += bad;
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
