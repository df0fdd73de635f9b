#include "cite/csl.h"

#include "base/json.h"

static void write_text(struct json *json, struct span key, struct span text)
{
    if (text.length > 0) {
        json_key(json, key);
        json_string(json, text);
    }
}

static void write_name(struct json *json, const struct cite_name *name)
{
    json_object(json);
    write_text(json, SPAN("family"), name->family);
    write_text(json, SPAN("given"), name->given);
    write_text(json, SPAN("dropping-particle"), name->dropping);
    write_text(json, SPAN("non-dropping-particle"), name->particle);
    write_text(json, SPAN("suffix"), name->suffix);
    write_text(json, SPAN("literal"), name->literal);
    json_end_object(json);
}

static void write_people(struct json *json, struct span key,
                         const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;

    if (people->count == 0) {
        return;
    }
    json_key(json, key);
    json_array(json);
    while (people->next(people, &place, &name)) {
        write_name(json, &name);
    }
    json_end_array(json);
}

static void write_date(struct json *json, struct span key, struct date date)
{
    if (!date_known(date)) {
        return;
    }
    json_key(json, key);
    json_object(json);
    JSON_KEY(json, "date-parts");
    json_array(json);
    json_array(json);
    json_whole(json, date.year);
    if (date.month > 0) {
        json_whole(json, date.month);
    }
    if (date.day > 0) {
        json_whole(json, date.day);
    }
    json_end_array(json);
    json_end_array(json);
    json_end_object(json);
}

static void write_duration(struct json *json, int64_t seconds)
{
    char bytes[32];
    struct sink sink = sink_over(bytes, sizeof(bytes));

    if (seconds >= 0) {
        clock_write(&sink, seconds);
        JSON_KEY(json, "dimensions");
        json_string(json, sink_held(&sink));
    }
}

static void write_entry(struct json *json, const struct cite_item *item)
{
    json_object(json);
    write_text(json, SPAN("id"), item->key);
    write_text(json, SPAN("type"),
               item->kind == CITE_EPISODE ? SPAN("broadcast")
                                          : SPAN("webpage"));
    write_text(json, SPAN("title"), item->title);
    write_people(json, SPAN("host"), &item->hosts);
    write_people(json, SPAN("guest"), &item->guests);
    write_text(json, SPAN("container-title"), item->show);
    write_text(json, SPAN("number"), item->number);
    write_text(json, SPAN("publisher"), item->publisher);
    write_date(json, SPAN("issued"), item->issued);
    write_date(json, SPAN("accessed"), item->accessed);
    write_text(json, SPAN("URL"), item->url);
    write_text(json, SPAN("language"), item->language);
    write_duration(json, item->duration);
    write_text(json, SPAN("medium"), cite_medium(item));
    json_end_object(json);
}

void csl_entry(struct sink *sink, const struct cite_item *item)
{
    struct json json = json_begin(sink, JSON_PLAIN);

    write_entry(&json, item);
}

void csl_file(struct sink *sink, const struct cite_item *items, size_t count)
{
    struct json json = json_begin(sink, JSON_PLAIN);

    json_array(&json);
    for (size_t i = 0; i < count; i++) {
        write_entry(&json, &items[i]);
    }
    json_end_array(&json);
    LIT(sink, "\n");
}
