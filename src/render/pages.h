/*
 * pages.h - what this room renders. Each function writes one whole body; the
 * view behind the pointer is of the type that its name says. None fails but
 * through the sink.
 *
 * The pages fit this policy, which is the caller's to send:
 *
 *     default-src 'none'; style-src 'self'; script-src 'self';
 *     img-src 'self' data:; form-action 'self'; base-uri 'none';
 *     frame-ancestors 'none'
 */
#ifndef TLEXDR_RENDER_PAGES_H
#define TLEXDR_RENDER_PAGES_H

#include "base/sink.h"
#include "render/view.h"

/* text/html */
void episode_page(struct sink *sink, const void *episode_view);
void home_page(struct sink *sink, const void *home_view);
void about_page(struct sink *sink, const void *about_view);
void cite_page(struct sink *sink, const void *citation_view);
void quote_page(struct sink *sink, const void *quote_view);
void verify_page(struct sink *sink, const void *episode_view);
void related_page(struct sink *sink, const void *episode_view);
void find_page(struct sink *sink, const void *find_view);
void transcript_page(struct sink *sink, const void *transcript_view);
void error_page(struct sink *sink, const void *error_view);

/* application/json: the episode document with what was computed. */
void episode_json(struct sink *sink, const void *episode_view);

/* application/json: what was checked of an episode, and what came out. */
void verify_json(struct sink *sink, const void *episode_view);

/* application/json: the related episodes, ranked. */
void related_json(struct sink *sink, const void *episode_view);

/*
 * application/ld+json: schema.org's PodcastEpisode, escaped so that it may
 * stand in a page's <script> too.
 */
void episode_jsonld(struct sink *sink, const void *episode_view);

/* text/plain and text/markdown (CommonMark). */
void episode_text(struct sink *sink, const void *episode_view);
void episode_markdown(struct sink *sink, const void *episode_view);

/*
 * text/vtt (WebVTT), and text/plain: a line for what one speaker says in a
 * cue, of four fields with tabs between: when the cue starts and when it ends,
 * as in WebVTT and empty where it is the cue above, the speaker or nothing,
 * and the words. Neither is in parts.
 */
void transcript_vtt(struct sink *sink, const void *transcript_view);
void transcript_text(struct sink *sink, const void *transcript_view);

/*
 * application/json: what an error's has, and "choices", each with "slug",
 * "title", "url", "cite" and, of a quote, "quote", "speaker" and "at".
 */
void find_json(struct sink *sink, const void *find_view);

/* application/json: {"styles":[{"style","title","type",...}]} */
void styles_json(struct sink *sink, const void *site_view);

/* application/json: {"status","error","detail"} */
void error_json(struct sink *sink, const void *error_view);

/*
 * text/css, text/javascript and image/svg+xml; each takes a site_view, whose
 * site.record may be NULL. The style sheet ends with the site's accents.
 */
void style_css(struct sink *sink, const void *site_view);
void script_js(struct sink *sink, const void *site_view);
void favicon_svg(struct sink *sink, const void *site_view);

/*
 * The paths under which pages ask for the two, prefix and all:
 * /assets/style-HASH.css and /assets/script-HASH.js, where HASH is 16 hex
 * digits of a hash that changes with the bytes served; so an answer never
 * goes stale. They are written as an attribute's value. The favicon is always
 * /favicon.svg.
 */
void style_path(struct sink *sink, const struct site_view *site);
void script_path(struct sink *sink, const struct site_view *site);

/* The hashes themselves, to compare a request's path with. */
uint64_t style_hash(const struct site_view *site);
uint64_t script_hash(void);

#endif
