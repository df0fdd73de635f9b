#include "render/address.h"

#include "base/escape.h"

void episode_address(struct sink *sink,
                     void (*escape)(struct sink *, struct span),
                     const struct site_view *site, struct span slug)
{
    escape(sink, site->base_url);
    escape(sink, SPAN("/episodes/"));
    escape(sink, slug);
}

void episode_path(struct sink *sink, const struct site_view *site,
                  struct span slug)
{
    html_url(sink, site->prefix);
    LIT(sink, "/episodes/");
    url_segment(sink, slug);
}

void quote_address(struct sink *sink,
                   void (*escape)(struct sink *, struct span),
                   const struct site_view *site, struct span slug,
                   struct span id)
{
    episode_address(sink, escape, site, slug);
    escape(sink, SPAN("/quotes/"));
    escape(sink, id);
}

void quote_path(struct sink *sink, const struct site_view *site,
                struct span slug, struct span id)
{
    episode_path(sink, site, slug);
    LIT(sink, "/quotes/");
    url_segment(sink, id);
}

void transcript_path(struct sink *sink, const struct site_view *site,
                     struct span slug)
{
    episode_path(sink, site, slug);
    LIT(sink, "/transcript");
}

bool has_recording(struct row episode)
{
    return record_text(episode, EPISODE_YOUTUBE).length > 0 ||
           record_text(episode, EPISODE_AUDIO).length > 0;
}

void recording_address(struct sink *sink,
                       void (*escape)(struct sink *, struct span),
                       struct row episode, int64_t at)
{
    struct span video = record_text(episode, EPISODE_YOUTUBE);
    struct span audio = record_text(episode, EPISODE_AUDIO);

    if (video.length > 0) {
        escape(sink, SPAN("https://www.youtube.com/watch?v="));
        escape(sink, video);
        if (at == RECORD_ABSENT)
            return;
        escape(sink, SPAN("&t="));
        sink_decimal(sink, at);
        LIT(sink, "s");
    } else if (at == RECORD_ABSENT) {
        escape(sink, audio);
    } else {
        escape(sink, span_first(audio, span_find(audio, '#')));
        escape(sink, SPAN("#t="));
        sink_decimal(sink, at);
    }
}
