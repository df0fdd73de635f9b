#include "cite/style.h"

#include "cite/bibtex.h"
#include "cite/csl.h"
#include "cite/ris.h"
#include "cite/styles.h"
#include "cite/wikipedia.h"

static const struct cite_style styles[] = {
    {.name = SPAN_INIT("apa"),
     .title = SPAN_INIT("APA (7th edition)"),
     .view = VIEW_HOSTS,
     .bibliography = apa_bibliography,
     .listing = &apa_listing,
     .intext = apa_intext},
    {.name = SPAN_INIT("mla"),
     .alias = SPAN_INIT("modern-language-association"),
     .title = SPAN_INIT("MLA (9th edition)"),
     .view = VIEW_SERVED,
     .bibliography = mla_bibliography,
     .listing = &mla_listing,
     .intext = mla_intext},
    {.name = SPAN_INIT("chicago"),
     .alias = SPAN_INIT("chicago-author-date"),
     .title = SPAN_INIT("Chicago (17th edition, author-date)"),
     .view = VIEW_SERVED,
     .bibliography = chicago_bibliography,
     .listing = &chicago_listing,
     .intext = chicago_intext},
    {.name = SPAN_INIT("chicago-notes"),
     .alias = SPAN_INIT("chicago-notes-bibliography"),
     .title = SPAN_INIT("Chicago (17th edition, notes and bibliography)"),
     .view = VIEW_SERVED,
     .bibliography = chicago_notes_bibliography,
     .listing = &chicago_notes_listing,
     .intext = chicago_notes_note,
     .note = true},
    {.name = SPAN_INIT("ieee"),
     .title = SPAN_INIT("IEEE"),
     .view = VIEW_AUTHORS,
     .bibliography = ieee_bibliography,
     .intext = ieee_intext},
    {.name = SPAN_INIT("harvard"),
     .alias = SPAN_INIT("harvard-cite-them-right"),
     .title = SPAN_INIT("Harvard (Cite Them Right)"),
     .view = VIEW_AUTHORS,
     .bibliography = harvard_bibliography,
     .listing = &harvard_listing,
     .intext = harvard_intext,
     .british = true},
    {.name = SPAN_INIT("vancouver"),
     .alias = SPAN_INIT("nlm-citation-sequence"),
     .title = SPAN_INIT("Vancouver (NLM)"),
     .view = VIEW_AUTHORS,
     .bibliography = vancouver_bibliography,
     .intext = vancouver_intext},
    {.name = SPAN_INIT("wikipedia"),
     .title = SPAN_INIT("Wikipedia"),
     .view = VIEW_SERVED,
     .file = wikipedia_file,
     .type = SPAN_INIT("text/plain; charset=utf-8"),
     .extension = SPAN_INIT("txt")},
    {.name = SPAN_INIT("bibtex"),
     .title = SPAN_INIT("BibTeX"),
     .view = VIEW_SERVED,
     .file = bibtex_file,
     .type = SPAN_INIT("application/x-bibtex; charset=utf-8"),
     .extension = SPAN_INIT("bib"),
     .between = SPAN_INIT("\n")},
    {.name = SPAN_INIT("ris"),
     .title = SPAN_INIT("RIS"),
     .view = VIEW_SERVED,
     .file = ris_file,
     .type = SPAN_INIT("application/x-research-info-systems; charset=utf-8"),
     .extension = SPAN_INIT("ris"),
     .between = SPAN_INIT("\r\n")},
    {.name = SPAN_INIT("csl"),
     .title = SPAN_INIT("CSL-JSON"),
     .view = VIEW_SERVED,
     .file = csl_file,
     .type = SPAN_INIT("application/vnd.citationstyles.csl+json"),
     .extension = SPAN_INIT("csl.json")},
};

#define STYLE_COUNT (sizeof(styles) / sizeof(styles[0]))

const struct cite_style *cite_style_at(size_t index)
{
    return index < STYLE_COUNT ? &styles[index] : NULL;
}

const struct cite_style *cite_style_find(struct span name)
{
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        if (span_equal(styles[i].name, name) ||
            (styles[i].alias.length > 0 && span_equal(styles[i].alias, name))) {
            return &styles[i];
        }
    }
    return NULL;
}
