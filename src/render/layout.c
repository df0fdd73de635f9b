#include "render/layout.h"

#include "base/escape.h"
#include "render/pages.h"
#include "render/parts.h"

bool site_known(const struct site_view *site)
{
    return site->site.record != NULL;
}

struct span site_text(const struct site_view *site, unsigned field)
{
    return site_known(site) ? record_text(site->site, field) : SPAN("");
}

struct span show_text(const struct site_view *site, unsigned field)
{
    return site->show.record != NULL ? record_text(site->show, field)
                                     : SPAN("");
}

void layout_head(struct sink *sink, const struct site_view *site)
{
    LIT(sink, "<!doctype html>\n"
              "<html lang=\"en\">\n"
              "<head>\n"
              "<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n"
              "<link rel=\"stylesheet\" href=\"");
    style_path(sink, site);
    LIT(sink, "\">\n"
              "<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    html_url(sink, site->prefix);
    LIT(sink, "/favicon.svg\">\n"
              "<script defer src=\"");
    script_path(sink, site);
    LIT(sink, "\"></script>\n");
}

void layout_main(struct sink *sink, const struct site_view *site)
{
    LIT(sink, "</head>\n"
              "<body>\n"
              "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
    if (site_known(site)) {
        LIT(sink, "<header class=\"site\">\n"
                  "<a class=\"home\" href=\"");
        html_url(sink, site->prefix);
        LIT(sink, "/\"");
        site_text_attributes(sink, site->site);
        LIT(sink, ">");
        html_text(sink, site_text(site, SITE_NAME));
        LIT(sink, "</a>\n"
                  "<a href=\"");
        html_url(sink, site->prefix);
        LIT(sink, "/about\">About</a>\n"
                  "</header>\n");
    }
    LIT(sink, "<main id=\"main\">\n");
}

static void show_link(struct sink *sink, const struct site_view *site)
{
    struct span url = show_text(site, SHOW_URL);
    struct span name = show_text(site, SHOW_NAME);

    if (name.length == 0)
        return;
    LIT(sink, "<p>Summaries of conversations on ");
    if (url.length > 0) {
        LIT(sink, "<a href=\"");
        html_url(sink, url);
        LIT(sink, "\"><bdi>");
        html_text(sink, name);
        LIT(sink, "</bdi></a>");
    } else {
        LIT(sink, "<bdi>");
        html_text(sink, name);
        LIT(sink, "</bdi>");
    }
    LIT(sink, ".");
}

static void license_link(struct sink *sink, const struct site_view *site)
{
    struct span license = site_text(site, SITE_LICENSE);

    if (license.length == 0)
        return;
    LIT(sink, "<p><a rel=\"license\" href=\"");
    html_url(sink, license);
    LIT(sink, "\">Licence of the summaries</a>\n");
}

void layout_end(struct sink *sink, const struct site_view *site)
{
    LIT(sink, "</main>\n");
    if (site_known(site)) {
        LIT(sink, "<footer class=\"site\">\n");
        show_link(sink, site);
        LIT(sink, "\n<p><a href=\"");
        html_url(sink, site->prefix);
        LIT(sink, "/\">All episodes</a> · <a href=\"");
        html_url(sink, site->prefix);
        LIT(sink, "/about\">How we make these</a> · <a href=\"");
        html_url(sink, site->prefix);
        LIT(sink, "/cite\">Cite a conversation</a>\n");
        license_link(sink, site);
        LIT(sink, "</footer>\n");
    }
    LIT(sink, "<p class=\"unseen\" role=\"status\"></p>\n"
              "</body>\n"
              "</html>\n");
}
