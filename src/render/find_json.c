/*
 * What /cite tells programs: the choices, and the styles there are.
 */
#include "render/pages.h"

#include "base/escape.h"
#include "base/json.h"
#include "cite/style.h"
#include "render/address.h"
#include "render/parts.h"

/* Both addresses are made of parts that a query takes as they are. */
static void choice_addresses(struct json *json, const struct find_view *view,
                             const struct choice_view *choice)
{
    struct span slug = record_text(choice->episode, EPISODE_SLUG);

    JSON_KEY(json, "url");
    json_string_open(json);
    if (choice->quote.record != NULL)
        quote_address(json->sink, json_text, &view->site, slug,
                      record_text(choice->quote, QUOTE_ID));
    else
        episode_address(json->sink, json_text, &view->site, slug);
    json_string_close(json);
    JSON_KEY(json, "cite");
    json_string_open(json);
    json_string_part(json, view->site.base_url);
    json_string_part(json, SPAN("/cite?id="));
    json_string_part(json, slug);
    if (choice->quote.record != NULL) {
        json_string_part(json, SPAN("&quote="));
        json_string_part(json, record_text(choice->quote, QUOTE_ID));
    } else {
        json_string_part(json, view->moment);
    }
    json_string_part(json, view->kept);
    json_string_close(json);
}

static void choice_quote(struct json *json, struct row quote)
{
    int64_t at;

    if (quote.record == NULL)
        return;
    at = quote_second(quote);
    JSON_KEY(json, "quote");
    json_string(json, record_text(quote, QUOTE_TEXT));
    JSON_KEY(json, "speaker");
    json_string(json, record_text(quote, QUOTE_SPEAKER));
    JSON_KEY(json, "at");
    if (at == RECORD_ABSENT)
        json_null(json);
    else
        json_whole(json, at);
    JSON_KEY(json, "match");
    json_string(json, quote_class(quote));
    JSON_KEY(json, "verified");
    json_bool(json, record_flag(quote, QUOTE_VERIFIED));
}

void find_json(struct sink *sink, const void *find_view)
{
    const struct find_view *view = find_view;
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    JSON_KEY(&json, "status");
    json_whole(&json, view->status);
    JSON_KEY(&json, "error");
    json_string(&json, view->reason);
    JSON_KEY(&json, "detail");
    json_string(&json, view->detail);
    JSON_KEY(&json, "choices");
    json_array(&json);
    for (unsigned i = 0; i < view->count; i++) {
        const struct choice_view *choice = &view->choices[i];

        json_object(&json);
        JSON_KEY(&json, "slug");
        json_string(&json, record_text(choice->episode, EPISODE_SLUG));
        JSON_KEY(&json, "title");
        json_string(&json, record_text(choice->episode, EPISODE_TITLE));
        choice_addresses(&json, view, choice);
        choice_quote(&json, choice->quote);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    LIT(sink, "\n");
}

void styles_json(struct sink *sink, const void *site_view)
{
    struct json json = json_begin(sink, JSON_PLAIN);
    const struct cite_style *style;

    (void)site_view;
    json_object(&json);
    JSON_KEY(&json, "styles");
    json_array(&json);
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        json_object(&json);
        JSON_KEY(&json, "style");
        json_string(&json, style->name);
        JSON_KEY(&json, "title");
        json_string(&json, style->title);
        if (style->alias.length > 0) {
            JSON_KEY(&json, "alias");
            json_string(&json, style->alias);
        }
        JSON_KEY(&json, "type");
        json_string(&json, style->file != NULL
                               ? style->type
                               : SPAN("text/plain; charset=utf-8"));
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    LIT(sink, "\n");
}
