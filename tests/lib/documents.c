#include "tests/lib/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "publish/listing.h"

static void stop(const char *file, const char *reason)
{
    fprintf(stderr, "%s: %s\n", file, reason);
    exit(1);
}

cJSON *document_parse(const char *name)
{
    FILE *file = fopen(name, "rb");
    cJSON *document;
    char *text;
    long size;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        stop(name, "cannot be read");
    size = ftell(file);
    rewind(file);
    text = calloc(1, (size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size)
        stop(name, "cannot be read");
    fclose(file);
    document = cJSON_Parse(text);
    free(text);
    if (document == NULL)
        stop(name, "is not JSON");
    return document;
}

static void fill(struct writer *writer, writer_handle row, enum shape shape,
                 const cJSON *object);

static void fill_list(struct writer *writer, writer_handle row, unsigned field,
                      enum shape shape, const cJSON *list)
{
    const cJSON *items = cJSON_IsArray(list) ? list->child : list;
    uint32_t count =
        cJSON_IsArray(list) ? (uint32_t)cJSON_GetArraySize(list) : 1;
    writer_handle first = writer_rows(writer, row, field, shape, count);
    uint32_t i = 0;

    for (const cJSON *item = items; i < count; item = item->next) {
        writer_handle at = writer_row(first, shape, i++);

        if (cJSON_IsString(item))
            writer_text(writer, at, TEXT_ROW_TEXT,
                        span_of_string(item->valuestring));
        else
            fill(writer, at, shape, item);
    }
}

static void fill_label(struct writer *writer, writer_handle row, unsigned field,
                       const cJSON *value)
{
    char text[32];

    snprintf(text, sizeof text, "#%.0f", value->valuedouble);
    writer_text(
        writer, row, field,
        span_of_string(cJSON_IsString(value) ? value->valuestring : text));
}

static void fill_field(struct writer *writer, writer_handle row, unsigned field,
                       const struct field *info, const cJSON *value)
{
    switch (info->type) {
    case FIELD_TEXT:
        writer_text(writer, row, field, span_of_string(value->valuestring));
        break;
    case FIELD_WHOLE:
        writer_whole(writer, row, field, (int64_t)value->valuedouble);
        break;
    case FIELD_FLAG:
        if (cJSON_IsTrue(value))
            writer_flag(writer, row, field);
        break;
    case FIELD_LABEL:
        fill_label(writer, row, field, value);
        break;
    case FIELD_TEXTS:
    case FIELD_ROWS:
        fill_list(writer, row, field, info->shape, value);
        break;
    }
}

/* What publishing adds: defaults, and stand-ins for ids. */
static void fill_computed(struct writer *writer, writer_handle row,
                          enum shape shape, const cJSON *object)
{
    static unsigned made;
    char id[16];

    snprintf(id, sizeof id, "%03u", ++made % 1000);
    if (shape == SHAPE_TERM)
        writer_text(writer, row, TERM_SLUG, span_of_string(id));
    snprintf(id, sizeof id, "quote%03u", made % 1000);
    if (shape == SHAPE_QUOTE)
        writer_text(writer, row, QUOTE_ID, span_of_string(id));
    if (shape == SHAPE_PERSON && cJSON_GetObjectItem(object, "role") == NULL)
        writer_text(writer, row, PERSON_ROLE, SPAN("guest"));
    if (shape == SHAPE_REFERENCE && cJSON_GetObjectItem(object, "kind") == NULL)
        writer_text(writer, row, REFERENCE_KIND, SPAN("other"));
    if (shape == SHAPE_EPISODE &&
        cJSON_GetObjectItem(object, "language") == NULL)
        writer_text(writer, row, EPISODE_LANGUAGE, SPAN("en"));
    if (shape == SHAPE_SITE && cJSON_GetObjectItem(object, "accent") != NULL) {
        writer_text(writer, row, SITE_ACCENT_LIGHT, SPAN("#0b6b63"));
        writer_text(writer, row, SITE_ACCENT_DARK, SPAN("#6fc7bb"));
    }
}

static void fill(struct writer *writer, writer_handle row, enum shape shape,
                 const cJSON *object)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const struct field *field = &info->fields[i];
        const cJSON *value = NULL;

        if (field->key.length > 0)
            value = cJSON_GetObjectItemCaseSensitive(object, field->key.at);
        if (value != NULL)
            fill_field(writer, row, i, field, value);
    }
    fill_computed(writer, row, shape, object);
}

struct row document_record(const char *name, enum shape shape,
                           struct writer *writer)
{
    cJSON *document = document_parse(name);
    struct span bytes;
    struct row root;

    writer_begin(writer, shape, SPAN("k"));
    fill(writer, WRITER_ROOT, shape, document);
    if (writer_end(writer, &bytes) != ERROR_NONE ||
        record_open(bytes, shape, SPAN("k"), &root) != ERROR_NONE)
        stop(name, "makes no record");
    cJSON_Delete(document);
    return root;
}

struct site_view document_site(const char *name, struct writer *writer)
{
    struct site_view view = {0};
    size_t host;

    view.site = document_record(name, SHAPE_SITE, writer);
    view.show = rows_at(record_rows(view.site, SITE_SHOW, SHAPE_SHOW), 0);
    view.base_url = record_text(view.site, SITE_BASE_URL);
    host = span_find_span(view.base_url, SPAN("://")) + 3;
    host += span_find(span_from(view.base_url, host), '/');
    view.prefix = span_from(view.base_url, host);
    return view;
}

static void copy_text(struct writer *writer, writer_handle row, unsigned field,
                      struct row episode, unsigned from)
{
    writer_text(writer, row, field, record_text(episode, from));
}

static void relate(struct writer *writer, writer_handle row, struct row episode)
{
    struct rows topics = record_texts(episode, EPISODE_TOPICS);
    uint32_t count = topics.count < 2 ? topics.count : 2;
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    writer_handle first;

    copy_text(writer, row, RELATION_SLUG, episode, EPISODE_SLUG);
    copy_text(writer, row, RELATION_TITLE, episode, EPISODE_TITLE);
    copy_text(writer, row, RELATION_SUBTITLE, episode, EPISODE_SUBTITLE);
    copy_text(writer, row, RELATION_LANGUAGE, episode, EPISODE_LANGUAGE);
    if (duration != RECORD_ABSENT)
        writer_whole(writer, row, RELATION_DURATION, duration);
    first = writer_rows(writer, row, RELATION_SHARES, SHAPE_TEXT_ROW, count);
    for (uint32_t i = 0; i < count; i++)
        writer_text(writer, writer_row(first, SHAPE_TEXT_ROW, i), TEXT_ROW_TEXT,
                    texts_at(topics, i));
}

struct rows document_relations(const struct row *episodes, uint32_t count,
                               struct writer *writer)
{
    struct span bytes;
    struct row root;
    writer_handle first;

    writer_begin(writer, SHAPE_RELATED, SPAN("k"));
    first = writer_rows(writer, WRITER_ROOT, RELATED_RELATIONS, SHAPE_RELATION,
                        count);
    for (uint32_t i = 0; i < count; i++) {
        writer_handle row = writer_row(first, SHAPE_RELATION, i);

        if (i == 0)
            writer_flag(writer, row, RELATION_PINNED);
        writer_whole(writer, row, RELATION_SCORE, 100 - i);
        relate(writer, row, episodes[i]);
    }
    if (writer_end(writer, &bytes) != ERROR_NONE ||
        record_open(bytes, SHAPE_RELATED, SPAN("k"), &root) != ERROR_NONE)
        stop("relations", "make no record");
    return record_rows(root, RELATED_RELATIONS, SHAPE_RELATION);
}

struct rows document_entries(const struct row *episodes, uint32_t count,
                             struct writer *writer)
{
    struct span bytes;
    struct row root;
    writer_handle first = listing_begin(writer, SPAN("k"), count, count);

    for (uint32_t i = 0; i < count; i++)
        listing_set(writer, first, i, episodes[i]);
    if (writer_end(writer, &bytes) != ERROR_NONE ||
        record_open(bytes, SHAPE_LISTING, SPAN("k"), &root) != ERROR_NONE)
        stop("entries", "make no record");
    return record_rows(root, LISTING_ENTRIES, SHAPE_ENTRY);
}
