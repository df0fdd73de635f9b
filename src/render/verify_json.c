#include "render/pages.h"

#include "base/json.h"
#include "render/parts.h"

static void text_member(struct json *json, struct span name, struct span text)
{
    json_key(json, name);
    if (text.length > 0)
        json_string(json, text);
    else
        json_null(json);
}

static void whole_member(struct json *json, struct span name, int64_t number)
{
    json_key(json, name);
    if (number == RECORD_ABSENT)
        json_null(json);
    else
        json_whole(json, number);
}

static void transcript(struct json *json, struct row episode)
{
    struct row audit = episode_audit(episode);

    JSON_KEY(json, "transcript");
    if (!episode_is_matched(episode)) {
        json_null(json);
        return;
    }
    json_object(json);
    text_member(json, SPAN("sha256"), record_text(audit, AUDIT_DIGEST));
    whole_member(json, SPAN("cues"), record_whole(audit, AUDIT_CUES));
    whole_member(json, SPAN("words"), record_whole(audit, AUDIT_WORDS));
    JSON_KEY(json, "speakers");
    json_bool(json, record_flag(audit, AUDIT_SPEAKERS));
    json_end_object(json);
}

static void quote(struct json *json, struct row row)
{
    json_object(json);
    text_member(json, SPAN("id"), record_text(row, QUOTE_ID));
    text_member(json, SPAN("text"), record_text(row, QUOTE_TEXT));
    text_member(json, SPAN("speaker"), record_text(row, QUOTE_SPEAKER));
    JSON_KEY(json, "verified");
    json_bool(json, record_flag(row, QUOTE_VERIFIED));
    text_member(json, SPAN("match"), quote_class(row));
    whole_member(json, SPAN("at"), quote_second(row));
    text_member(json, SPAN("transcript_speaker"),
                record_text(row, QUOTE_HEARD));
    text_member(json, SPAN("passage"), record_text(row, QUOTE_PASSAGE));
    json_end_object(json);
}

static void timing(struct json *json, struct row row)
{
    json_object(json);
    text_member(json, SPAN("item"), record_text(row, TIMING_ITEM));
    whole_member(json, SPAN("at"), record_whole(row, TIMING_AT));
    text_member(json, SPAN("state"), record_text(row, TIMING_STATE));
    json_end_object(json);
}

static void figure(struct json *json, struct row row)
{
    json_object(json);
    text_member(json, SPAN("item"), record_text(row, FIGURE_ITEM));
    text_member(json, SPAN("number"), record_text(row, FIGURE_NUMBER));
    text_member(json, SPAN("state"), record_text(row, FIGURE_STATE));
    json_end_object(json);
}

static void reference(struct json *json, struct row row)
{
    struct span state = record_text(row, REFERENCE_STATE);

    json_object(json);
    text_member(json, SPAN("title"), record_text(row, REFERENCE_TITLE));
    text_member(json, SPAN("url"), record_text(row, REFERENCE_URL));
    text_member(json, SPAN("state"),
                state.length > 0 ? state : SPAN("unchecked"));
    whole_member(json, SPAN("status"), record_whole(row, REFERENCE_STATUS));
    text_member(json, SPAN("checked"), record_text(row, REFERENCE_CHECKED));
    json_end_object(json);
}

static void list(struct json *json, struct span name, struct row row,
                 unsigned field, enum shape shape,
                 void (*item)(struct json *json, struct row row))
{
    struct rows rows = {0};

    if (row.record != NULL)
        rows = record_rows(row, field, shape);
    json_key(json, name);
    json_array(json);
    for (uint32_t i = 0; i < rows.count; i++)
        item(json, rows_at(rows, i));
    json_end_array(json);
}

void verify_json(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct row episode = view->episode;
    struct row audit = episode_audit(episode);
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    transcript(&json, episode);
    list(&json, SPAN("quotes"), episode, EPISODE_QUOTES, SHAPE_QUOTE, quote);
    list(&json, SPAN("times"), audit, AUDIT_TIMINGS, SHAPE_TIMING, timing);
    list(&json, SPAN("numbers"), audit, AUDIT_FIGURES, SHAPE_FIGURE, figure);
    list(&json, SPAN("references"), episode, EPISODE_REFERENCES,
         SHAPE_REFERENCE, reference);
    json_end_object(&json);
    LIT(sink, "\n");
}
