#include "serve/route.h"

#include "serve/handlers.h"

static const struct route routes[] = {
    {SPAN_INIT("/"), home_handle},
    {SPAN_INIT("/episodes/*"), episode_handle},
    {SPAN_INIT("/episodes/*/cite"), cite_page_handle},
    {SPAN_INIT("/episodes/*/cite/*"), cite_style_handle},
    {SPAN_INIT("/episodes/*/quotes/*"), quote_handle},
    {SPAN_INIT("/episodes/*/verify"), verify_handle},
    {SPAN_INIT("/episodes/*/verify.json"), verify_json_handle},
    {SPAN_INIT("/episodes/*/related"), related_handle},
    {SPAN_INIT("/episodes/*/related.json"), related_json_handle},
    {SPAN_INIT("/episodes/*/transcript"), transcript_handle},
    {SPAN_INIT("/episodes/*/transcript.vtt"), transcript_vtt_handle},
    {SPAN_INIT("/episodes/*/transcript.txt"), transcript_text_handle},
    {SPAN_INIT("/cite"), find_handle},
    {SPAN_INIT("/cite/styles.json"), styles_handle},
    {SPAN_INIT("/about"), about_handle},
    {SPAN_INIT("/assets/*"), asset_handle},
    {SPAN_INIT("/favicon.svg"), favicon_handle},
    {SPAN_INIT("/robots.txt"), robots_handle},
    {SPAN_INIT("/healthz"), health_handle},
    {SPAN_INIT("/healthz.json"), health_json_handle},
};

/* Most patterns differ in their first bytes, so this looks at one at a time. */
static bool pattern_fits(struct span pattern, struct span path,
                         struct span capture[CAPTURE_MAX])
{
    size_t at = 0; /* in path */

    for (size_t i = 0; i < pattern.length; i++) {
        if (at == path.length)
            return false;
        if (pattern.at[i] == '*') {
            struct span rest = span_from(path, at);

            *capture = span_first(rest, span_find(rest, '/'));
            at += capture->length;
            if (capture++->length == 0)
                return false;
        } else if (pattern.at[i] != path.at[at++]) {
            return false;
        }
    }
    return at == path.length;
}

const struct route *route_find(struct span path,
                               struct span capture[CAPTURE_MAX])
{
    const struct route *route;

    for (unsigned i = 0; (route = route_at(i)) != NULL; i++) {
        if (pattern_fits(route->pattern, path, capture))
            return route;
    }
    return NULL;
}

const struct route *route_at(unsigned index)
{
    return index < sizeof routes / sizeof *routes ? &routes[index] : NULL;
}

struct span serve_pattern(unsigned index)
{
    const struct route *route = route_at(index);

    return route == NULL ? SPAN("") : route->pattern;
}
