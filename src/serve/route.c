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
    {SPAN_INIT("/cite"), find_handle},
    {SPAN_INIT("/cite/styles.json"), styles_handle},
    {SPAN_INIT("/about"), about_handle},
    {SPAN_INIT("/assets/*"), asset_handle},
    {SPAN_INIT("/favicon.svg"), favicon_handle},
    {SPAN_INIT("/robots.txt"), robots_handle},
    {SPAN_INIT("/healthz"), health_handle},
    {SPAN_INIT("/healthz.json"), health_json_handle},
};

static bool pattern_fits(struct span pattern, struct span path,
                         struct span capture[CAPTURE_MAX])
{
    struct span wanted;
    struct span found;
    unsigned captured = 0;

    if (span_ends(path, SPAN("/")) && !span_ends(pattern, SPAN("/")))
        return false;
    while (span_cut(&pattern, '/', &wanted)) {
        if (!span_cut(&path, '/', &found))
            return false;
        if (span_equal(wanted, SPAN("*")) && found.length > 0)
            capture[captured++] = found;
        else if (!span_equal(wanted, found))
            return false;
    }
    return path.length == 0;
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
