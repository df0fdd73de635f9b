/*
 * address.h - the addresses that pages give: of our own pages and of places
 * in a recording. Each takes the escaper (base/escape.h) of the place that it
 * is written to, so that one function serves HTML, JSON and the inside of a
 * query.
 */
#ifndef TLEXDR_RENDER_ADDRESS_H
#define TLEXDR_RENDER_ADDRESS_H

#include "base/sink.h"
#include "render/view.h"

/* https://host/prefix/episodes/SLUG, and the same from the host on. */
void episode_address(struct sink *sink,
                     void (*escape)(struct sink *, struct span),
                     const struct site_view *site, struct span slug);
void episode_path(struct sink *sink, const struct site_view *site,
                  struct span slug);

/* The same of a quote's own page, /episodes/SLUG/quotes/ID. */
void quote_address(struct sink *sink,
                   void (*escape)(struct sink *, struct span),
                   const struct site_view *site, struct span slug,
                   struct span id);
void quote_path(struct sink *sink, const struct site_view *site,
                struct span slug, struct span id);

/* The path of an episode's transcript, where there is one. */
void transcript_path(struct sink *sink, const struct site_view *site,
                     struct span slug);

/* True where an episode has a video or, failing that, audio to link into. */
bool has_recording(struct row episode);

/*
 * The video at second `at`, or the audio with a media fragment (W3C Media
 * Fragments 1.0); from its start where `at` is RECORD_ABSENT.
 */
void recording_address(struct sink *sink,
                       void (*escape)(struct sink *, struct span),
                       struct row episode, int64_t at);

#endif
