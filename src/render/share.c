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

static void share_link(struct sink *sink, const struct episode_view *view,
                       const struct share_target *target)
{
    LIT(sink, "<a class=\"button\" href=\"");
    sink_ready(sink, target->before_title);
    excerpt(sink, url_argument, record_text(view->episode, EPISODE_TITLE),
            SHARED_TITLE);
    sink_ready(sink, target->before_address);
    episode_address(sink, url_argument, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
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

static void copy_button(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<button class=\"button copy\" type=\"button\" data-copy=\"");
    episode_address(sink, html_attribute, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\" data-done=\"Link copied!\">"
              "<span>Copy link</span></button>\n");
}

/* Where no script runs, the style sheet hides the button, and this is there. */
static void copy_by_hand(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<noscript><label class=\"link\">Link to copy <input readonly "
              "value=\"");
    episode_address(sink, html_attribute, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\"></label></noscript>\n");
}

void share_buttons(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<div class=\"actions\">\n");
    listen_link(sink, view->episode);
    for (size_t i = 0; i < sizeof common_targets / sizeof *common_targets; i++)
        share_link(sink, view, &common_targets[i]);
    copy_button(sink, view);
    LIT(sink, "<details class=\"more\">\n"
              "<summary class=\"button\">More</summary>\n");
    for (size_t i = 0; i < sizeof more_targets / sizeof *more_targets; i++)
        share_link(sink, view, &more_targets[i]);
    LIT(sink, "</details>\n");
    copy_by_hand(sink, view);
    LIT(sink, "</div>\n");
}
