#include "publish/document.h"

#include <cJSON.h>

#include "find/traits.h"
#include "publish/check.h"
#include "publish/fill.h"
#include "publish/scan.h"
#include "store/keys.h"

/* A document that is being read. */
struct reading {
    enum shape shape;
    struct complaints *complaints;
    struct writer *writer;
    struct span *record;
    struct bench bench;
};

static void reject_whole(struct reading *reading, struct span reason)
{
    complain(reading->complaints, COMPLAINT_ERROR, SPAN(""), reason);
}

static struct key key_of_document(enum shape shape, const cJSON *document)
{
    const cJSON *slug;

    if (shape == SHAPE_SITE)
        return key_of(KEY_SITE, SPAN(""));
    slug = cJSON_GetObjectItemCaseSensitive(document, "slug");
    return key_of(KEY_EPISODE, span_of_string(slug->valuestring));
}

static void make_record(struct reading *reading, const cJSON *document)
{
    struct key key = key_of_document(reading->shape, document);
    enum error error;

    writer_begin(reading->writer, reading->shape, key_span(&key));
    error =
        fill_record(reading->writer, reading->shape, document, &reading->bench);
    if (error == ERROR_NONE)
        error = writer_end(reading->writer, reading->record);
    if (error == ERROR_NONE && reading->shape == SHAPE_EPISODE)
        error = traits_note(reading->writer, reading->record);
    if (error != ERROR_NONE)
        reject_whole(reading, span_of_string(error_text(error)));
}

/* What the scan let through, cJSON refuses for want of memory alone. */
static void read_tree(struct reading *reading, struct span json)
{
    size_t errors = reading->complaints->errors;
    cJSON *document;

    if (!scan_json(json, reading->complaints))
        return;
    document = cJSON_ParseWithLength(json.at, json.length);
    if (document == NULL) {
        reject_whole(reading, span_of_string(error_text(ERROR_MEMORY)));
        return;
    }
    check_document(document, reading->shape, &reading->bench,
                   reading->complaints);
    if (reading->complaints->errors == errors)
        make_record(reading, document);
    cJSON_Delete(document);
}

static bool document_read(struct reading *reading, struct span json)
{
    size_t errors = reading->complaints->errors;

    read_tree(reading, json);
    bench_free(&reading->bench);
    return reading->complaints->errors == errors;
}

bool episode_read(struct span json, struct complaints *complaints,
                  struct writer *writer, struct span *record)
{
    struct reading reading = {SHAPE_EPISODE, complaints, writer, record, {0}};

    return document_read(&reading, json);
}

bool site_read(struct span json, struct complaints *complaints,
               struct writer *writer, struct span *record)
{
    struct reading reading = {SHAPE_SITE, complaints, writer, record, {0}};

    return document_read(&reading, json);
}
