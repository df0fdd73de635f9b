#include "render/pages.h"

#include "base/escape.h"
#include "render/layout.h"

static void contact(struct sink *sink, const struct site_view *site)
{
    struct span address = site_text(site, SITE_CONTACT);

    LIT(sink, "<section id=\"mistakes\">\n"
              "<h2>When something is wrong</h2>\n"
              "<p>A summary can be wrong in what it says, in who it says said "
              "it, and in when. The recording is always right: follow the "
              "▶ time and listen. ");
    if (address.length > 0) {
        LIT(sink, "And please <a href=\"");
        html_url(sink, address);
        LIT(sink, "\">let us know</a>, with the episode and the sentence.");
    }
    LIT(sink, "</p>\n"
              "</section>\n");
}

void about_page(struct sink *sink, const void *about_view)
{
    const struct about_view *view = about_view;

    layout_head(sink, &view->site);
    LIT(sink, "<title>How we make these · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n"
              "<meta name=\"description\" content=\"How the summaries are "
              "made, and what is checked of them and what is not.\">\n"
              "<link rel=\"canonical\" href=\"");
    html_url(sink, view->site.base_url);
    LIT(sink, "/about\">\n");
    layout_main(sink, &view->site);
    LIT(sink,
        "<article>\n"
        "<header>\n"
        "<h1>How we make these</h1>\n"
        "<p class=\"people\">What a machine wrote, what was checked, and what "
        "was not.</p>\n"
        "</header>\n"
        "<section id=\"made\">\n"
        "<h2>Made by a machine</h2>\n"
        "<p>Each summary is written by a language model. Takeaways, insights, "
        "the story of the conversation, moments, the glossary, open questions "
        "and what is said to specialists are its words; quotes are meant to "
        "be the speakers’ own. Where it is known when a summary was last "
        "refreshed, its page says so at the end.</p>\n"
        "<p>No summary stands in for the conversation. Wherever a time is "
        "known, ▶ opens the recording at that second.</p>\n"
        "</section>\n"
        "<section id=\"checked\">\n"
        "<h2>What is checked</h2>\n"
        "<ul class=\"points\">\n"
        "<li>Every document is checked for its form before it is published: "
        "dates that exist, addresses that are web addresses, nothing missing "
        "that a page needs. One that fails is not published.</li>\n"
        "<li>Where an episode has a transcript, each quote is looked for in "
        "it. ✓ marks those that stand there word for word, but for "
        "typography and the case of the first letter, and links to the place; "
        "of the others their pages say what was found.</li>\n"
        "<li>Times that lie past the end of the recording are reported to "
        "whoever publishes.</li>\n"
        "<li>What is stored is checked against a checksum each time a page is "
        "made: a page is either what was published, or an error.</li>\n"
        "</ul>\n"
        "</section>\n"
        "<section id=\"unchecked\">\n"
        "<h2>What is not checked</h2>\n"
        "<ul class=\"points\">\n"
        "<li>Quotes of episodes that have no transcript.</li>\n"
        "<li>Whether what is said at a time is what a takeaway makes of "
        "it.</li>\n"
        "<li>What stands in a reference: at most that its address "
        "resolves.</li>\n"
        "<li>Whether what a speaker says is so.</li>\n"
        "</ul>\n"
        "</section>\n");
    contact(sink, &view->site);
    LIT(sink, "</article>\n");
    layout_end(sink, &view->site);
}
