#include "tests/lib/citations.h"

#include <stdlib.h>

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
                                    struct cite_name names[CITATION_PEOPLE])
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

void citation_read(const cJSON *csl, struct citation *citation)
{
    citation->item = (struct cite_item){
        .kind = span_equal(text_of(csl, "type"), SPAN("webpage"))
                    ? CITE_SUMMARY
                    : CITE_EPISODE,
        .key = text_of(csl, "id"),
        .title = text_of(csl, "title"),
        .show = text_of(csl, "container-title"),
        .number = text_of(csl, "number"),
        .publisher = text_of(csl, "publisher"),
        .hosts = people_of(csl, "host", citation->hosts),
        .guests = people_of(csl, "guest", citation->guests),
        .issued = date_of(csl, "issued"),
        .accessed = date_of(csl, "accessed"),
        .url = text_of(csl, "URL"),
        .language = text_of(csl, "language"),
        .duration = seconds_of(csl, "dimensions"),
        .video = span_starts(text_of(csl, "medium"), SPAN("Video")),
        .at = -1,
    };
}

bool citation_next(FILE *file, struct citation *citation)
{
    char *line = NULL;
    size_t size = 0;

    if (getline(&line, &size, file) <= 0) {
        free(line);
        return false;
    }
    citation->line = cJSON_Parse(line);
    free(line);
    citation_read(cJSON_GetObjectItemCaseSensitive(citation->line, "csl"),
                  citation);
    citation->item.at = seconds_of(citation->line, "at");
    return true;
}
