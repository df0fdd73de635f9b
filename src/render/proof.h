/*
 * proof.h - what pages say of checks: beside a quote, and in numbers.
 */
#ifndef TLEXDR_RENDER_PROOF_H
#define TLEXDR_RENDER_PROOF_H

#include "base/sink.h"
#include "render/view.h"

/*
 * "✓ in the transcript", or what differs, as a link to the quote's own page;
 * nothing where there was no transcript.
 */
void quote_proof(struct sink *sink, const struct site_view *site,
                 struct row episode, struct row quote);

/* One sentence on a quote's class, for its own page. */
void quote_verdict(struct sink *sink, struct row episode, struct row quote);

/* The paragraph at a page's end; nothing where nothing could be checked. */
void checked_in_numbers(struct sink *sink, const struct episode_view *view);

/* How many of an episode's quotes are verified. */
uint32_t quotes_verified(struct rows quotes);

#endif
