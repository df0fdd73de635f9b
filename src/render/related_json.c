#include "render/pages.h"

#include "base/escape.h"
#include "base/json.h"
#include "render/address.h"

static void relation(struct json *json, const struct episode_view *view,
                     struct row row)
{
    struct span slug = record_text(row, RELATION_SLUG);
    struct rows shares = record_texts(row, RELATION_SHARES);
    int64_t duration = record_whole(row, RELATION_DURATION);

    json_object(json);
    JSON_KEY(json, "slug");
    json_string(json, slug);
    JSON_KEY(json, "title");
    json_string(json, record_text(row, RELATION_TITLE));
    JSON_KEY(json, "url");
    json_string_open(json);
    episode_address(json->sink, json_text, &view->site, slug);
    json_string_close(json);
    JSON_KEY(json, "duration");
    if (duration == RECORD_ABSENT)
        json_null(json);
    else
        json_whole(json, duration);
    JSON_KEY(json, "score");
    json_whole(json, record_whole(row, RELATION_SCORE));
    JSON_KEY(json, "shares");
    json_array(json);
    for (uint32_t i = 0; i < shares.count; i++)
        json_string(json, texts_at(shares, i));
    json_end_array(json);
    JSON_KEY(json, "pinned");
    json_bool(json, record_flag(row, RELATION_PINNED));
    json_end_object(json);
}

void related_json(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    JSON_KEY(&json, "related");
    json_array(&json);
    for (uint32_t i = 0; i < view->related.count; i++)
        relation(&json, view, rows_at(view->related, i));
    json_end_array(&json);
    json_end_object(&json);
    LIT(sink, "\n");
}
