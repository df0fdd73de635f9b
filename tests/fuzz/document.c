/*
 * Bytes as a document: scanned, checked, made a record, rendered, and read
 * again out of its own JSON.
 */
#include <stdlib.h>

#include "publish/document.h"
#include "publish/scan.h"
#include "render/pages.h"
#include "tests/fuzz/fuzz.h"

#define BODY_MAX ((size_t)64 << 20)

static void write_complaints(struct sink *sink, const void *complaints)
{
    complaints_write(complaints, SPAN("file"), sink);
}

/* Reads `json` as `read` does; what is said about it is fit for terminals. */
static bool
read_as(bool (*read)(struct span json, struct complaints *complaints,
                     struct writer *writer, struct span *record),
        struct span json, struct writer *writer, struct span *record)
{
    struct complaints complaints = {0};
    bool good = read(json, &complaints, writer, record);
    size_t length;
    char *text = written(write_complaints, &complaints, BODY_MAX, &length);

    due(good == (complaints.errors == 0), "what is rejected has an error");
    due_text((struct span){text, length});
    free(text);
    complaints_free(&complaints);
    return good;
}

static void due_json(void (*page)(struct sink *sink, const void *view),
                     const struct episode_view *view)
{
    size_t length;
    char *text = written(page, view, BODY_MAX, &length);

    due(is_json((struct span){text, length}), "JSON of ours is JSON");
    free(text);
}

/* The episode's own JSON makes the same record again. */
static void read_again(const struct episode_view *view, struct span record)
{
    struct writer writer = {0};
    struct span again = {0};
    size_t length;
    char *text = written(episode_json, view, BODY_MAX, &length);
    struct span json = {text, length};

    if (length <= SCAN_LENGTH_MAX) {
        due(is_json(json), "an episode's JSON is JSON");
        due(read_as(episode_read, json, &writer, &again),
            "an episode's JSON is a document");
        due(span_equal(again, record), "nothing is lost on the way");
    }
    writer_free(&writer);
    free(text);
}

static struct site_view a_site(struct writer *writer)
{
    static const char text[] =
        "{\"name\": \"Site <&\\\"\", \"base_url\": \"https://s.example/p\","
        " \"show\": {\"name\": \"Show <&\\\"\"}}";
    struct site_view view = {.base_url = SPAN("https://s.example/p"),
                             .prefix = SPAN("/p")};
    struct span record;

    due(read_as(site_read, span_of_string(text), writer, &record),
        "a good site");
    due(record_open(record, SHAPE_SITE, record_key(record), &view.site) ==
            ERROR_NONE,
        "a site's record opens");
    view.show = rows_at(record_rows(view.site, SITE_SHOW, SHAPE_SHOW), 0);
    return view;
}

static void render_all(struct span record)
{
    static void (*const pages[])(struct sink * sink, const void *view) = {
        episode_page, verify_page};
    static void (*const texts[])(struct sink * sink, const void *view) = {
        episode_text, episode_markdown};
    struct writer writer = {0};
    struct episode_view view = {.site = a_site(&writer),
                                .generation = SPAN("0123456789abcdef")};
    size_t length;
    char *body;

    due(record_open(record, SHAPE_EPISODE, record_key(record), &view.episode) ==
            ERROR_NONE,
        "an episode's record opens");
    read_again(&view, record);
    due_json(episode_jsonld, &view);
    due_json(verify_json, &view);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        body = written(pages[i], &view, BODY_MAX, &length);
        due_html((struct span){body, length});
        free(body);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        body = written(texts[i], &view, BODY_MAX, &length);
        due_text((struct span){body, length});
        free(body);
    }
    writer_free(&writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span json = {(const char *)data, size};
    struct complaints complaints = {0};
    struct writer writer = {0};
    struct span record = {0};

    due(scan_json(json, &complaints) == is_json(json),
        "the scanner takes JSON and nothing else");
    complaints_free(&complaints);
    if (read_as(episode_read, json, &writer, &record))
        render_all(record);
    else
        read_as(site_read, json, &writer, &record);
    writer_free(&writer);
    return 0;
}
