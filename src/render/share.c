#include "render/share.h"

#include "base/escape.h"
#include "render/address.h"
#include "render/parts.h"

/*
 * X counts to 280 with an address as 23, Bluesky to 300 with the address in
 * full; a title of this many bytes leaves room for the address in both.
 */
#define SHARED_TITLE 150

struct share_target {
    struct span label;
    struct span
        before_title; /* up to the escaped title, fit for an attribute */
    struct span before_address;
};

static const struct share_target common_targets[] = {
    {SPAN_INIT("Share on X"), SPAN_INIT("https://x.com/intent/post?text="),
     SPAN_INIT("&amp;url=")},
    {SPAN_INIT("Share on Bluesky"),
     SPAN_INIT("https://bsky.app/intent/compose?text="), SPAN_INIT("%20")},
};

static const struct share_target more_targets[] = {
    {SPAN_INIT("Share on Mastodon"),
     SPAN_INIT("https://share.joinmastodon.org/#text="), SPAN_INIT("%20")},
    {SPAN_INIT("Share by e-mail"), SPAN_INIT("mailto:?subject="),
     SPAN_INIT("&amp;body=")},
};

/* What is shared: an episode, or one of its quotes. */
struct shared {
    const struct site_view *site;
    struct span text;
    struct span slug;
    struct span quote; /* its id, or empty */
};

static void shared_address(struct sink *sink,
                           void (*escape)(struct sink *, struct span),
                           const struct shared *shared)
{
    if (shared->quote.length > 0)
        quote_address(sink, escape, shared->site, shared->slug, shared->quote);
    else
        episode_address(sink, escape, shared->site, shared->slug);
}

static void share_link(struct sink *sink, const struct shared *shared,
                       const struct share_target *target)
{
    LIT(sink, "<a class=\"button\" href=\"");
    sink_ready(sink, target->before_title);
    excerpt(sink, url_argument, shared->text, SHARED_TITLE);
    sink_ready(sink, target->before_address);
    shared_address(sink, url_argument, shared);
    LIT(sink, "\">");
    sink_ready(sink, target->label);
    LIT(sink, "</a>\n");
}

static void listen_link(struct sink *sink, struct row episode)
{
    if (!has_recording(episode))
        return;
    LIT(sink, "<a class=\"button first\" href=\"");
    recording_address(sink, html_url, episode, RECORD_ABSENT);
    if (record_text(episode, EPISODE_YOUTUBE).length > 0)
        LIT(sink, "\">Listen on YouTube</a>\n");
    else
        LIT(sink, "\">Listen to the audio</a>\n");
}

static void copy_button(struct sink *sink, const struct shared *shared)
{
    LIT(sink, "<button class=\"button copy\" type=\"button\" data-copy=\"");
    shared_address(sink, html_attribute, shared);
    LIT(sink, "\" data-done=\"Link copied!\">"
              "<span>Copy link</span></button>\n");
}

/* Where no script runs, the style sheet hides the button, and this is there. */
static void copy_by_hand(struct sink *sink, const struct shared *shared)
{
    LIT(sink, "<noscript><label class=\"link\">Link to copy <input readonly "
              "value=\"");
    shared_address(sink, html_attribute, shared);
    LIT(sink, "\"></label></noscript>\n");
}

static void buttons(struct sink *sink, const struct shared *shared)
{
    for (size_t i = 0; i < sizeof common_targets / sizeof *common_targets; i++)
        share_link(sink, shared, &common_targets[i]);
    copy_button(sink, shared);
    LIT(sink, "<details class=\"more\">\n"
              "<summary class=\"button\">More</summary>\n");
    for (size_t i = 0; i < sizeof more_targets / sizeof *more_targets; i++)
        share_link(sink, shared, &more_targets[i]);
    LIT(sink, "</details>\n");
    copy_by_hand(sink, shared);
    LIT(sink, "</div>\n");
}

void share_buttons(struct sink *sink, const struct episode_view *view)
{
    struct shared shared = {
        .site = &view->site,
        .text = record_text(view->episode, EPISODE_TITLE),
        .slug = record_text(view->episode, EPISODE_SLUG),
    };

    LIT(sink, "<div class=\"actions\">\n");
    listen_link(sink, view->episode);
    buttons(sink, &shared);
}

void share_quote_buttons(struct sink *sink, const struct quote_view *view)
{
    struct shared shared = {
        .site = &view->site,
        .text = record_text(view->quote, QUOTE_TEXT),
        .slug = record_text(view->episode, EPISODE_SLUG),
        .quote = record_text(view->quote, QUOTE_ID),
    };

    LIT(sink, "<div class=\"actions\">\n");
    buttons(sink, &shared);
}
