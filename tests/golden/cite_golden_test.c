/*
 * Every style and part against what citeproc-js printed for the same items:
 * tests/golden/cite/items.jsonl, or the file named as the first argument.
 * A second argument is how many differences to show of each test.
 */
#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cite/csl.h"
#include "cite/format.h"

#define PEOPLE_MAX 64
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

static struct span text_of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

    return span_of_string(cJSON_GetStringValue(value));
}

static bool next_person(const struct cite_people *people, size_t *place,
                        struct cite_name *name)
{
    const struct cite_name *names = people->source;

    if (*place == people->count) {
        return false;
    }
    *name = names[(*place)++];
    return true;
}

static struct cite_people people_of(const cJSON *csl, const char *role,
                                    struct cite_name names[PEOPLE_MAX])
{
    struct cite_people people = {.source = names, .next = next_person};
    const cJSON *person;

    cJSON_ArrayForEach(person, cJSON_GetObjectItemCaseSensitive(csl, role))
    {
        names[people.count++] = (struct cite_name){
            .given = text_of(person, "given"),
            .family = text_of(person, "family"),
            .particle = text_of(person, "non-dropping-particle"),
            .dropping = text_of(person, "dropping-particle"),
            .suffix = text_of(person, "suffix"),
            .literal = text_of(person, "literal"),
        };
    }
    return people;
}

static struct date date_of(const cJSON *csl, const char *key)
{
    const cJSON *parts = cJSON_GetArrayItem(
        cJSON_GetObjectItemCaseSensitive(
            cJSON_GetObjectItemCaseSensitive(csl, key), "date-parts"),
        0);
    int numbers[3] = {DATE_UNKNOWN, 0, 0};

    for (int i = 0; i < cJSON_GetArraySize(parts) && i < 3; i++) {
        numbers[i] = cJSON_GetArrayItem(parts, i)->valueint;
    }
    return (struct date){numbers[0], numbers[1], numbers[2]};
}

static int64_t seconds_of(const cJSON *object, const char *key)
{
    const char *clock =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    int hours;
    int minutes;
    int seconds;

    if (!clock || sscanf(clock, "%d:%d:%d", &hours, &minutes, &seconds) != 3) {
        return -1;
    }
    return (hours * 60 + minutes) * 60 + seconds;
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

static void compare_line(const char *text)
{
    struct cite_name hosts[PEOPLE_MAX];
    struct cite_name guests[PEOPLE_MAX];
    cJSON *line = cJSON_Parse(text);
    const cJSON *csl = cJSON_GetObjectItemCaseSensitive(line, "csl");
    struct cite_item item = {
        .kind = span_equal(text_of(csl, "type"), SPAN("webpage"))
                    ? CITE_SUMMARY
                    : CITE_EPISODE,
        .key = text_of(csl, "id"),
        .title = text_of(csl, "title"),
        .show = text_of(csl, "container-title"),
        .number = text_of(csl, "number"),
        .publisher = text_of(csl, "publisher"),
        .hosts = people_of(csl, "host", hosts),
        .guests = people_of(csl, "guest", guests),
        .issued = date_of(csl, "issued"),
        .accessed = date_of(csl, "accessed"),
        .url = text_of(csl, "URL"),
        .language = text_of(csl, "language"),
        .duration = seconds_of(csl, "dimensions"),
        .video = span_starts(text_of(csl, "medium"), SPAN("Video")),
        .at = seconds_of(line, "at"),
    };
    const struct cite_style *style;

    compare_csl(&item, csl);
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        if (style->bibliography && cJSON_HasObjectItem(line, style->name.at)) {
            compare_parts(&item, line, style);
        }
    }
    cJSON_Delete(line);
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
    char *line = NULL;
    size_t size = 0;
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
    while (getline(&line, &size, file) > 0) {
        compare_line(line);
    }
    free(line);
    fclose(file);
    return report() > 0 || tally_count == 0;
}
