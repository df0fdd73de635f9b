#include "render/pages.h"

#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"

/* The address of a page of the list below `base`, base_url or prefix. */
static void page_address(struct sink *sink, struct span base, uint64_t page)
{
    html_url(sink, base);
    LIT(sink, "/");
    if (page == 1)
        return;
    LIT(sink, "?page=");
    sink_decimal(sink, (int64_t)page);
}

static void description(struct sink *sink, const struct site_view *site)
{
    struct span tagline = site_text(site, SITE_TAGLINE);
    struct span show = show_text(site, SHOW_NAME);

    if (tagline.length > 0) {
        html_text(sink, tagline);
        return;
    }
    LIT(sink, "What was said");
    if (show.length > 0) {
        LIT(sink, " on ");
        html_text(sink, show);
    }
    LIT(sink, ", why it matters, and where to hear it.");
}

static void head(struct sink *sink, const struct home_view *view)
{
    LIT(sink, "<title>");
    html_text(sink, site_text(&view->site, SITE_NAME));
    if (view->page > 1) {
        LIT(sink, " · page ");
        sink_decimal(sink, (int64_t)view->page);
    }
    LIT(sink, "</title>\n"
              "<meta name=\"description\" content=\"");
    description(sink, &view->site);
    LIT(sink, "\">\n"
              "<link rel=\"canonical\" href=\"");
    page_address(sink, view->site.base_url, view->page);
    LIT(sink, "\">\n");
    if (view->page > 1) {
        LIT(sink, "<link rel=\"prev\" href=\"");
        page_address(sink, view->site.prefix, view->page - 1);
        LIT(sink, "\">\n");
    }
    if (view->page < view->pages) {
        LIT(sink, "<link rel=\"next\" href=\"");
        page_address(sink, view->site.prefix, view->page + 1);
        LIT(sink, "\">\n");
    }
    LIT(sink, "<meta property=\"og:type\" content=\"website\">\n"
              "<meta property=\"og:title\" content=\"");
    html_attribute(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "\">\n"
              "<meta property=\"og:url\" content=\"");
    page_address(sink, view->site.base_url, view->page);
    LIT(sink, "\">\n");
}

/* "#459 · February 2025 · 5:06:01", of what is known. */
static void facts(struct sink *sink, struct row entry)
{
    struct span number = label_text(record_text(entry, ENTRY_NUMBER));
    struct span published = record_text(entry, ENTRY_PUBLISHED);
    int64_t duration = record_whole(entry, ENTRY_DURATION);

    if (number.length == 0 && published.length == 0 &&
        duration == RECORD_ABSENT)
        return;
    LIT(sink, "<p class=\"quiet\">");
    if (number.length > 0) {
        LIT(sink, "#");
        html_text(sink, number);
        if (published.length > 0 || duration != RECORD_ABSENT)
            LIT(sink, " · ");
    }
    date_element(sink, published);
    if (published.length > 0 && duration != RECORD_ABSENT)
        LIT(sink, " · ");
    duration_element(sink, duration);
    LIT(sink, "</p>\n");
}

static void teaser(struct sink *sink, struct row entry)
{
    struct span text = record_text(entry, ENTRY_TEASER);

    if (text.length == 0) {
        LIT(sink, "<p class=\"quiet\">Not summarised yet</p>\n");
        return;
    }
    LIT(sink, "<p");
    language_attributes(sink, record_text(entry, ENTRY_LANGUAGE));
    LIT(sink, ">");
    html_text(sink, text);
    LIT(sink, "</p>\n");
}

static void listed(struct sink *sink, const struct home_view *view,
                   struct row entry)
{
    if (reads_from_right(record_text(entry, ENTRY_LANGUAGE)))
        LIT(sink, "<li dir=\"rtl\">\n");
    else
        LIT(sink, "<li>\n");
    LIT(sink, "<h2><a href=\"");
    episode_path(sink, &view->site, record_text(entry, ENTRY_SLUG));
    LIT(sink, "\"");
    language_attributes(sink, record_text(entry, ENTRY_LANGUAGE));
    LIT(sink, ">");
    html_text(sink, record_text(entry, ENTRY_TITLE));
    LIT(sink, "</a></h2>\n");
    facts(sink, entry);
    teaser(sink, entry);
    LIT(sink, "</li>\n");
}

static void paging(struct sink *sink, const struct home_view *view)
{
    if (view->pages <= 1)
        return;
    LIT(sink, "<nav class=\"paging\" aria-label=\"Pages\">\n");
    if (view->page > 1) {
        LIT(sink, "<a class=\"button\" rel=\"prev\" href=\"");
        page_address(sink, view->site.prefix, view->page - 1);
        LIT(sink, "\">Newer</a>\n");
    }
    LIT(sink, "<span class=\"quiet\">Page ");
    sink_decimal(sink, (int64_t)view->page);
    LIT(sink, " of ");
    sink_decimal(sink, (int64_t)view->pages);
    LIT(sink, "</span>\n");
    if (view->page < view->pages) {
        LIT(sink, "<a class=\"button\" rel=\"next\" href=\"");
        page_address(sink, view->site.prefix, view->page + 1);
        LIT(sink, "\">Older</a>\n");
    }
    LIT(sink, "</nav>\n");
}

/* The way from a sentence that somebody came upon to who said it. */
static void quote_form(struct sink *sink, const struct site_view *site)
{
    LIT(sink, "<form class=\"find\" action=\"");
    html_url(sink, site->prefix);
    LIT(sink, "/cite\">\n"
              "<label for=\"q\">Paste a quote: who said it, when, and how to "
              "cite it.</label>\n"
              "<p class=\"actions\">\n"
              "<input id=\"q\" name=\"q\" maxlength=\"2000\" required>\n"
              "<button class=\"button\">Find</button>\n"
              "</p>\n"
              "</form>\n");
}

void home_page(struct sink *sink, const void *home_view)
{
    const struct home_view *view = home_view;

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    LIT(sink, "<header>\n"
              "<h1");
    site_text_attributes(sink, view->site.site);
    LIT(sink, ">");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</h1>\n"
              "<p class=\"people\"");
    site_text_attributes(sink, view->site.site);
    LIT(sink, ">");
    description(sink, &view->site);
    LIT(sink, "</p>\n"
              "</header>\n");
    if (view->entries.count == 0)
        LIT(sink, "<p class=\"pending\">There are no episodes yet.</p>\n");
    if (view->entries.count > 0) {
        quote_form(sink, &view->site);
        LIT(sink, "<ol class=\"episodes\">\n");
        for (uint32_t i = 0; i < view->entries.count; i++)
            listed(sink, view, rows_at(view->entries, i));
        LIT(sink, "</ol>\n");
    }
    paging(sink, view);
    layout_end(sink, &view->site);
}
