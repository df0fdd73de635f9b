#include "render/texts.h"

#include "base/json.h"

void robots_txt(struct sink *sink, const void *site_view)
{
    (void)site_view;
    LIT(sink, "User-agent: *\n"
              "Allow: /\n");
}

void health_txt(struct sink *sink, const void *health_view)
{
    (void)health_view;
    LIT(sink, "ok\n");
}

static void whole_or_null(struct json *json, int64_t number)
{
    if (number < 0)
        json_null(json);
    else
        json_whole(json, number);
}

void health_json(struct sink *sink, const void *health_view)
{
    const struct health_view *view = health_view;
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    JSON_KEY(&json, "status");
    json_string(&json, SPAN("ok"));
    JSON_KEY(&json, "generation");
    json_string(&json, view->generation);
    JSON_KEY(&json, "episodes");
    whole_or_null(&json, view->episodes);
    JSON_KEY(&json, "renderer");
    json_string(&json, view->renderer);
    JSON_KEY(&json, "anonymous_kib");
    whole_or_null(&json, view->anonymous_kib);
    json_end_object(&json);
    LIT(sink, "\n");
}
