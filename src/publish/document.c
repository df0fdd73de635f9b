#include "publish/document.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

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

/* A copy with a blank for each comma that stands before a closing bracket. */
static char *without_last_commas(struct span json)
{
    char *copy = malloc(json.length + 1);
    char *last = NULL; /* no white space */
    bool in_string = false;

    for (size_t i = 0; copy != NULL && i < json.length; i++) {
        char c = copy[i] = json.at[i];
        bool escapes = in_string && c == '\\';

        if (strchr(" \t\r\n", c) != NULL)
            continue;
        if (!in_string && (c == ']' || c == '}') && last != NULL &&
            *last == ',')
            *last = ' ';
        in_string = in_string != (c == '"');
        last = &copy[i];
        if (escapes && i + 1 < json.length) {
            i++;
            copy[i] = json.at[i];
        }
    }
    return copy;
}

static void read_scanned(struct reading *reading, struct span json,
                         size_t errors)
{
    cJSON *document = cJSON_ParseWithLength(json.at, json.length);

    /* What the scan lets through is refused for want of memory alone. */
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

/* Where last commas are all that is wrong, the rules are looked at too. */
static void read_tree(struct reading *reading, struct span json)
{
    struct complaints told_already = {0};
    size_t errors = reading->complaints->errors;
    struct span mended = {NULL, json.length};
    char *copy;

    if (scan_json(json, reading->complaints)) {
        read_scanned(reading, json, errors);
        return;
    }
    copy = without_last_commas(json);
    mended.at = copy;
    if (copy != NULL && scan_json(mended, &told_already))
        read_scanned(reading, mended, errors);
    complaints_free(&told_already);
    free(copy);
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
