#include "render/pages.h"

#include "base/escape.h"
#include "base/json.h"
#include "render/layout.h"

void error_page(struct sink *sink, const void *error_view)
{
    const struct error_view *view = error_view;

    layout_head(sink, &view->site);
    LIT(sink, "<title>");
    html_text(sink, view->reason);
    if (site_known(&view->site)) {
        LIT(sink, " · ");
        html_text(sink, site_text(&view->site, SITE_NAME));
    }
    LIT(sink, "</title>\n"
              "<meta name=\"robots\" content=\"noindex\">\n");
    layout_main(sink, &view->site);
    LIT(sink, "<p class=\"show\">");
    sink_decimal(sink, view->status);
    LIT(sink, "</p>\n"
              "<h1>");
    html_text(sink, view->reason);
    LIT(sink, "</h1>\n"
              "<p>");
    html_text(sink, view->detail);
    LIT(sink, "</p>\n");
    if (site_known(&view->site)) {
        LIT(sink, "<p><a class=\"button\" href=\"");
        html_url(sink, view->site.prefix);
        LIT(sink, "/\">All episodes</a></p>\n");
    } else {
        LIT(sink, "<p>Please try again in a minute.</p>\n");
    }
    layout_end(sink, &view->site);
}

void error_json(struct sink *sink, const void *error_view)
{
    const struct error_view *view = error_view;
    struct json json = json_begin(sink, JSON_PLAIN);

    json_object(&json);
    JSON_KEY(&json, "status");
    json_whole(&json, view->status);
    JSON_KEY(&json, "error");
    json_string(&json, view->reason);
    JSON_KEY(&json, "detail");
    json_string(&json, view->detail);
    json_end_object(&json);
    LIT(sink, "\n");
}
