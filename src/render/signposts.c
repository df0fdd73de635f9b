#include "render/signposts.h"

#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"

/* What the same episode comes as, for programs. */
static const struct {
    struct span suffix;
    struct span type;
} descriptions[] = {
    {SPAN_INIT("bib"), SPAN_INIT("application/x-bibtex")},
    {SPAN_INIT("ris"), SPAN_INIT("application/x-research-info-systems")},
    {SPAN_INIT("csl.json"),
     SPAN_INIT("application/vnd.citationstyles.csl+json")},
    {SPAN_INIT("jsonld"), SPAN_INIT("application/ld+json")},
    {SPAN_INIT("json"), SPAN_INIT("application/json")},
};

static void own_address(struct sink *sink, const struct episode_view *view)
{
    episode_address(sink, header_address, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
}

/* ", <ADDRESS>; rel="NAME"", unless that would make the field too long. */
static void link(struct sink *sink, struct span address, struct span name)
{
    struct sink counting = sink_counting();

    header_address(&counting, address);
    if (address.length == 0 ||
        sink_length(sink) + sink_length(&counting) > SIGNPOSTS_LENGTH_MAX - 30)
        return;
    LIT(sink, ", <");
    header_address(sink, address);
    LIT(sink, ">; rel=\"");
    sink_ready(sink, name);
    LIT(sink, "\"");
}

static void author_links(struct sink *sink, struct row episode)
{
    struct rows people = record_rows(episode, EPISODE_PEOPLE, SHAPE_PERSON);

    for (uint32_t i = 0; i < people.count; i++)
        link(sink, record_text(rows_at(people, i), PERSON_URL), SPAN("author"));
}

void episode_signposts(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<");
    own_address(sink, view);
    LIT(sink, ">; rel=\"cite-as\"");
    for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++) {
        LIT(sink, ", <");
        own_address(sink, view);
        LIT(sink, ".");
        sink_ready(sink, descriptions[i].suffix);
        LIT(sink, ">; rel=\"describedby\"; type=\"");
        sink_ready(sink, descriptions[i].type);
        LIT(sink, "\"");
    }
    link(sink, site_text(&view->site, SITE_LICENSE), SPAN("license"));
    author_links(sink, view->episode);
}
