#include "render/proof.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/parts.h"

/* Each class in a few words beside a quote, and in a sentence. */
static const struct verdict {
    struct span match;
    struct span words;
    struct span sentence;
} verdicts[] = {
    {SPAN_INIT("exact"), SPAN_INIT("✓ in the transcript"),
     SPAN_INIT("✓ The transcript has these words exactly as they are here.")},
    {SPAN_INIT("typography"), SPAN_INIT("✓ in the transcript"),
     SPAN_INIT("✓ The transcript has these words; quotation marks, dashes, "
               "ellipses or spaces differ.")},
    {SPAN_INIT("first-letter"), SPAN_INIT("✓ in the transcript"),
     SPAN_INIT("✓ The transcript has these words; the first letter is in "
               "another case, since a sentence is quoted from its middle.")},
    {SPAN_INIT("case"), SPAN_INIT("capitals differ from the transcript"),
     SPAN_INIT("Not verified: the transcript has these words with other "
               "capitals.")},
    {SPAN_INIT("punctuation"),
     SPAN_INIT("punctuation differs from the transcript"),
     SPAN_INIT("Not verified: the transcript has these words with other "
               "punctuation.")},
    {SPAN_INIT("other-speaker"), SPAN_INIT("not verified: said by another"),
     SPAN_INIT("Not verified: in the transcript another speaker says this, "
               "or part of it.")},
    {SPAN_INIT("ambiguous"), SPAN_INIT("not verified: said more than once"),
     SPAN_INIT("Not verified: the transcript has these words in several "
               "places.")},
    {SPAN_INIT("none"), SPAN_INIT("not verified: not in the transcript"),
     SPAN_INIT("Not verified: the transcript does not have these words.")},
    {SPAN_INIT("unchecked"), SPAN_INIT(""),
     SPAN_INIT("Not checked: there is no transcript of this episode here.")},
};

/* The last row is that of quotes which nothing is known of. */
static const struct verdict *verdict_of(struct row quote)
{
    const struct verdict *verdict = verdicts;
    struct span match = quote_class(quote);

    while (verdict->words.length > 0 && !span_equal(verdict->match, match))
        verdict++;
    return verdict;
}

void quote_proof(struct sink *sink, const struct site_view *site,
                 struct row episode, struct row quote)
{
    const struct verdict *verdict = verdict_of(quote);

    if (verdict->words.length == 0)
        return;
    LIT(sink, "\n<a class=\"quiet\" href=\"");
    quote_path(sink, site, record_text(episode, EPISODE_SLUG),
               record_text(quote, QUOTE_ID));
    LIT(sink, "\">");
    sink_ready(sink, verdict->words);
    if (record_flag(quote, QUOTE_VERIFIED) &&
        record_text(quote, QUOTE_HEARD).length == 0)
        LIT(sink, ", which names no speaker");
    LIT(sink, "</a>");
}

void quote_verdict(struct sink *sink, struct row episode, struct row quote)
{
    sink_ready(sink, verdict_of(quote)->sentence);
    if (!record_flag(quote, QUOTE_VERIFIED))
        return;
    if (record_text(quote, QUOTE_HEARD).length > 0) {
        LIT(sink, " It names the speaker <bdi>");
        html_text(sink, record_text(quote, QUOTE_HEARD));
        LIT(sink, "</bdi>.");
    } else if (episode_is_matched(episode)) {
        LIT(sink, " It does not say who speaks; the speaker is the summary’s "
                  "word.");
    }
}

uint32_t quotes_verified(struct rows quotes)
{
    uint32_t verified = 0;

    for (uint32_t i = 0; i < quotes.count; i++)
        verified += record_flag(rows_at(quotes, i), QUOTE_VERIFIED);
    return verified;
}

/* Sentences of checked_in_numbers(), each with a space behind. */
static void quotes_in_numbers(struct sink *sink, struct row episode,
                              struct rows quotes)
{
    if (quotes.count == 0)
        return;
    if (!episode_is_matched(episode)) {
        LIT(sink, "Quotes have not been matched against a transcript. ");
        return;
    }
    LIT(sink, "Of the quotes, ");
    sink_decimal(sink, quotes_verified(quotes));
    LIT(sink, " of ");
    sink_decimal(sink, quotes.count);
    LIT(sink, " stand in the transcript word for word. ");
}

static uint32_t count_state(struct rows rows, unsigned field, struct span state)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < rows.count; i++)
        count += span_equal(record_text(rows_at(rows, i), field), state);
    return count;
}

static void references_in_numbers(struct sink *sink, struct rows references)
{
    uint32_t ok = count_state(references, REFERENCE_STATE, SPAN("ok"));
    uint32_t gone = count_state(references, REFERENCE_STATE, SPAN("gone"));

    if (references.count == 0)
        return;
    if (ok + gone == 0) {
        LIT(sink, "References have not been checked. ");
        return;
    }
    LIT(sink, "Of the references, ");
    sink_decimal(sink, ok);
    LIT(sink, " of ");
    sink_decimal(sink, references.count);
    LIT(sink, " lead to an address that resolves");
    if (gone > 0) {
        LIT(sink, ", ");
        sink_decimal(sink, gone);
        LIT(sink, " to one that is gone");
    }
    LIT(sink, ". ");
}

/* There are none without a transcript. */
static void figures_in_numbers(struct sink *sink, struct rows figures)
{
    if (figures.count == 0)
        return;
    LIT(sink, "Of the numbers in takeaways, ");
    sink_decimal(sink, count_state(figures, FIGURE_STATE, SPAN("found")));
    LIT(sink, " of ");
    sink_decimal(sink, figures.count);
    LIT(sink, " are said in the transcript, near the time of their own if "
              "they have one. ");
}

static void times_in_numbers(struct sink *sink, struct rows timings)
{
    if (timings.count == 0)
        return;
    LIT(sink, "Of the times, ");
    sink_decimal(sink, count_state(timings, TIMING_STATE, SPAN("ok")));
    LIT(sink, " of ");
    sink_decimal(sink, timings.count);
    LIT(sink, " have nothing against them. ");
}

void checked_in_numbers(struct sink *sink, const struct episode_view *view)
{
    struct row episode = view->episode;
    struct row audit = episode_audit(episode);
    struct rows quotes = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);
    struct rows references =
        record_rows(episode, EPISODE_REFERENCES, SHAPE_REFERENCE);
    struct rows figures = {0};
    struct rows timings = {0};

    if (audit.record != NULL) {
        figures = record_rows(audit, AUDIT_FIGURES, SHAPE_FIGURE);
        timings = record_rows(audit, AUDIT_TIMINGS, SHAPE_TIMING);
    }
    if (quotes.count + references.count + figures.count + timings.count == 0)
        return;
    LIT(sink, "<p>");
    quotes_in_numbers(sink, episode, quotes);
    figures_in_numbers(sink, figures);
    times_in_numbers(sink, timings);
    references_in_numbers(sink, references);
    LIT(sink, "<a href=\"");
    episode_path(sink, &view->site, record_text(episode, EPISODE_SLUG));
    LIT(sink, "/verify\">What was checked</a>.</p>\n");
}
