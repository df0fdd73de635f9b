#include "render/pages.h"

#include <xxhash.h>

#include "base/escape.h"
#include "render/assets.h"

/* Room for what accent_rules writes. */
#define ACCENT_RULES 128

/* "#rrggbb" as six hex digits; false for all else, so that no other text can
 * get into the style sheet. */
static bool read_colour(struct span text, uint64_t *colour)
{
    *colour = 0;
    if (text.length != 7 || text.at[0] != '#')
        return false;
    for (size_t i = 1; i < text.length; i++) {
        char c = text.at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (digit < 0)
            return false;
        *colour = *colour << 4 | (uint64_t)digit;
    }
    return true;
}

/* The rules that give the site's accent; none where it has none. */
static void accent_rules(struct sink *sink, const struct site_view *view)
{
    uint64_t light;
    uint64_t dark;

    if (view->site.record == NULL ||
        !read_colour(record_text(view->site, SITE_ACCENT_LIGHT), &light) ||
        !read_colour(record_text(view->site, SITE_ACCENT_DARK), &dark))
        return;
    LIT(sink, ":root{--accent:#");
    sink_hex(sink, light, 6);
    LIT(sink, "}@media(prefers-color-scheme:dark){:root{--accent:#");
    sink_hex(sink, dark, 6);
    LIT(sink, "}}\n");
}

void style_css(struct sink *sink, const void *site_view)
{
    sink_ready(sink, style_file);
    accent_rules(sink, site_view);
}

void script_js(struct sink *sink, const void *site_view)
{
    (void)site_view;
    sink_ready(sink, script_file);
}

void favicon_svg(struct sink *sink, const void *site_view)
{
    (void)site_view;
    sink_ready(sink, favicon_file);
}

/* The two parts are hashed one into the other, so that no copy is made. */
uint64_t style_hash(const struct site_view *site)
{
    char rules[ACCENT_RULES];
    struct sink sink = sink_over(rules, sizeof rules);

    accent_rules(&sink, site);
    return XXH3_64bits_withSeed(rules, sink_held(&sink).length,
                                XXH3_64bits(style_file.at, style_file.length));
}

uint64_t script_hash(void)
{
    return XXH3_64bits(script_file.at, script_file.length);
}

void style_path(struct sink *sink, const struct site_view *site)
{
    html_url(sink, site->prefix);
    LIT(sink, "/assets/style-");
    sink_hex(sink, style_hash(site), 16);
    LIT(sink, ".css");
}

void script_path(struct sink *sink, const struct site_view *site)
{
    html_url(sink, site->prefix);
    LIT(sink, "/assets/script-");
    sink_hex(sink, script_hash(), 16);
    LIT(sink, ".js");
}
