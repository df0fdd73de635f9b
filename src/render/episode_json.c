#include "render/pages.h"

#include "base/escape.h"
#include "base/json.h"
#include "render/address.h"
#include "render/parts.h"

static void write_members(struct json *json, struct row row, enum shape shape);

/* A number that fits no integer of ours goes out as the text that it is. */
static void write_label(struct json *json, struct span label)
{
    uint64_t number;

    if (label_is_number(label) &&
        span_decimal(label_text(label), INT64_MAX, &number))
        json_whole(json, (int64_t)number);
    else
        json_string(json, label_text(label));
}

static void write_rows(struct json *json, struct rows rows, enum shape shape)
{
    json_array(json);
    for (uint32_t i = 0; i < rows.count; i++) {
        json_object(json);
        write_members(json, rows_at(rows, i), shape);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_texts(struct json *json, struct rows texts)
{
    json_array(json);
    for (uint32_t i = 0; i < texts.count; i++)
        json_string(json, texts_at(texts, i));
    json_end_array(json);
}

static bool is_absent(struct row row, unsigned index, const struct field *field)
{
    switch (field->type) {
    case FIELD_WHOLE:
        return record_whole(row, index) == RECORD_ABSENT;
    case FIELD_FLAG:
        return !record_flag(row, index);
    case FIELD_TEXTS:
    case FIELD_ROWS:
        return record_rows(row, index, field->shape).count == 0;
    case FIELD_TEXT:
    case FIELD_LABEL:
        break;
    }
    return record_text(row, index).length == 0;
}

static void write_value(struct json *json, struct row row, unsigned index,
                        const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
        json_string(json, record_text(row, index));
        break;
    case FIELD_WHOLE:
        json_whole(json, record_whole(row, index));
        break;
    case FIELD_FLAG:
        json_bool(json, true);
        break;
    case FIELD_LABEL:
        write_label(json, record_text(row, index));
        break;
    case FIELD_TEXTS:
        write_texts(json, record_texts(row, index));
        break;
    case FIELD_ROWS:
        write_rows(json, record_rows(row, index, field->shape), field->shape);
        break;
    }
}

/* The one list that a document must have, if only to say that it is empty. */
static bool is_required(enum shape shape, unsigned field)
{
    return shape == SHAPE_EPISODE && field == EPISODE_PEOPLE;
}

/* What a document said, in the schema's order; nothing that is absent. */
static void write_members(struct json *json, struct row row, enum shape shape)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const struct field *field = &info->fields[i];

        if (field->key.length == 0 ||
            (is_absent(row, i, field) && !is_required(shape, i)))
            continue;
        json_key(json, field->key);
        write_value(json, row, i, field);
    }
}

static void url_members(struct json *json, const struct episode_view *view)
{
    struct span slug = record_text(view->episode, EPISODE_SLUG);

    JSON_KEY(json, "url");
    json_string_open(json);
    episode_address(json->sink, json_text, &view->site, slug);
    json_string_close(json);
    JSON_KEY(json, "generation");
    json_string(json, view->generation);
    JSON_KEY(json, "cited_url");
    json_string_open(json);
    if (record_text(view->episode, EPISODE_YOUTUBE).length > 0)
        recording_address(json->sink, json_text, view->episode, RECORD_ABSENT);
    else
        episode_address(json->sink, json_text, &view->site, slug);
    json_string_close(json);
}

static void related_member(struct json *json, const struct episode_view *view)
{
    JSON_KEY(json, "related");
    json_array(json);
    for (uint32_t i = 0; i < view->related.count; i++)
        json_string(json,
                    record_text(rows_at(view->related, i), RELATION_SLUG));
    json_end_array(json);
}

static void quotes_member(struct json *json, struct row episode)
{
    struct rows quotes = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);

    JSON_KEY(json, "quotes");
    json_array(json);
    for (uint32_t i = 0; i < quotes.count; i++) {
        struct row quote = rows_at(quotes, i);
        int64_t at = quote_second(quote);

        json_object(json);
        JSON_KEY(json, "id");
        json_string(json, record_text(quote, QUOTE_ID));
        JSON_KEY(json, "at");
        if (at == RECORD_ABSENT)
            json_null(json);
        else
            json_whole(json, at);
        JSON_KEY(json, "match");
        json_string(json, quote_class(quote));
        JSON_KEY(json, "verified");
        json_bool(json, record_flag(quote, QUOTE_VERIFIED));
        json_end_object(json);
    }
    json_end_array(json);
}

void episode_json(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    write_members(&json, view->episode, SHAPE_EPISODE);
    JSON_KEY(&json, "computed");
    json_object(&json);
    url_members(&json, view);
    related_member(&json, view);
    quotes_member(&json, view->episode);
    json_end_object(&json);
    json_end_object(&json);
    LIT(sink, "\n");
}
