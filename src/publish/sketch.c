#include "publish/sketch.h"

#include <stdlib.h>

#include "base/escape.h"
#include "publish/folder.h"
#include "publish/intake.h"

static void write_string(struct sink *sink, struct span text)
{
    LIT(sink, "\"");
    json_text(sink, text);
    LIT(sink, "\"");
}

static void write_key(struct sink *sink, struct span key)
{
    LIT(sink, ",\n  ");
    write_string(sink, key);
    LIT(sink, ": ");
}

static void write_member(struct sink *sink, struct span key, struct span text)
{
    if (text.length == 0)
        return;
    write_key(sink, key);
    write_string(sink, text);
}

/* A whole number where it is one that stays the same, else a string. */
static void write_number(struct sink *sink, struct span number)
{
    uint64_t whole;

    if (span_decimal(number, 99999, &whole)) {
        write_key(sink, SPAN("number"));
        sink_decimal(sink, (int64_t)whole);
    } else {
        write_member(sink, SPAN("number"), number);
    }
}

static void write_person(struct sink *sink, const struct sketch_person *person)
{
    LIT(sink, "    {\"name\": ");
    write_string(sink, person->name);
    LIT(sink, ", \"role\": ");
    write_string(sink, person->host ? SPAN("host") : SPAN("guest"));
    if (person->url.length > 0) {
        LIT(sink, ", \"url\": ");
        write_string(sink, person->url);
    }
    LIT(sink, "}");
}

static void write_people(struct sink *sink, const struct sketch *sketch)
{
    bool first = true;

    write_key(sink, SPAN("people"));
    LIT(sink, "[");
    for (int hosts = 1; hosts >= 0; hosts--) {
        for (unsigned i = 0; i < sketch->person_count; i++) {
            if (sketch->people[i].host != (hosts == 1))
                continue;
            sink_ready(sink, first ? SPAN("\n") : SPAN(",\n"));
            first = false;
            write_person(sink, &sketch->people[i]);
        }
    }
    sink_ready(sink, first ? SPAN("]") : SPAN("\n  ]"));
}

void sketch_write(struct sink *sink, const struct sketch *sketch)
{
    static const struct span lists[] = {
        SPAN_INIT("insights"), SPAN_INIT("narrative"),  SPAN_INIT("surprising"),
        SPAN_INIT("topics"),   SPAN_INIT("quotes"),     SPAN_INIT("open"),
        SPAN_INIT("glossary"), SPAN_INIT("references"), SPAN_INIT("specialist"),
    };

    LIT(sink, "{\n  \"slug\": ");
    write_string(sink, sketch->slug);
    write_number(sink, sketch->number);
    write_key(sink, SPAN("title"));
    write_string(sink, sketch->title);
    write_people(sink, sketch);
    write_member(sink, SPAN("published"), sketch->published);
    if (sketch->duration > 0) {
        write_key(sink, SPAN("duration"));
        sink_decimal(sink, sketch->duration);
    }
    write_member(sink, SPAN("language"), sketch->language);
    write_member(sink, SPAN("youtube"), sketch->youtube);
    write_member(sink, SPAN("audio"), sketch->audio);
    write_member(sink, SPAN("transcript"), sketch->transcript);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        write_key(sink, lists[i]);
        LIT(sink, "[]");
    }
    LIT(sink, "\n}\n");
}

void sketch_write_site(struct sink *sink, struct span show)
{
    if (show.length == 0)
        show = SPAN("My podcast");
    LIT(sink, "{\n  \"name\": ");
    write_string(sink, show);
    write_member(sink, SPAN("base_url"), SPAN("http://127.0.0.1:8080"));
    write_key(sink, SPAN("show"));
    LIT(sink, "{\"name\": ");
    write_string(sink, show);
    LIT(sink, "}\n}\n");
}

static char *find_slug(const struct catalog *catalog, struct span slug)
{
    for (size_t i = 0; i < catalog->count; i++) {
        const struct document *document = &catalog->documents[i];

        if (document->slug != NULL &&
            span_equal(span_of_string(document->slug), slug))
            return path_in_data(catalog->data, document->path);
    }
    return NULL;
}

char *document_with_slug(const char *data, struct span slug)
{
    struct sink unheard = sink_counting();
    struct compile_options options = {
        .data = data, .jobs = 1, .messages = &unheard};
    struct catalog catalog = {.data = data};
    struct file_list list = {0};
    char *found = NULL;

    if (folder_find_documents(data, &unheard, &list) &&
        catalog_list(&catalog, &list) == ERROR_NONE &&
        intake(&options, false, &catalog) == ERROR_NONE)
        found = find_slug(&catalog, slug);
    catalog_free(&catalog);
    file_list_free(&list);
    return found;
}
