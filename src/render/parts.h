/*
 * parts.h - the small things that several pages show alike.
 */
#ifndef TLEXDR_RENDER_PARTS_H
#define TLEXDR_RENDER_PARTS_H

#include "base/sink.h"
#include "render/view.h"

/*
 * Attributes of an element that holds an episode's own text: its direction
 * by its first letter and, since pages speak English, its language where
 * that is another.
 */
void text_attributes(struct sink *sink, struct row episode);
void language_attributes(struct sink *sink, struct span language);

/* Of a text in `language`, lang alone, where that is not English. */
void language_attribute(struct sink *sink, struct span language);

/* The same for the site's own texts: its name and tagline. */
void site_text_attributes(struct sink *sink, struct row site);

/* True for the languages that are written from right to left. */
bool reads_from_right(struct span language);

/*
 * "▶ 1:23:45" as a link into the recording, or plain where there is none;
 * nothing for RECORD_ABSENT.
 */
void time_link(struct sink *sink, struct row episode, int64_t at);

/*
 * The same as what an address with #t=SECONDS leads to: the first of each
 * second bears that id. *seen starts out empty and is kept for one page; what
 * comes behind so many different seconds goes without.
 */
#define ANCHORS_MAX 500
struct seconds {
    unsigned count;
    uint32_t at[ANCHORS_MAX];
};
void time_anchor(struct sink *sink, struct row episode, int64_t at,
                 struct seconds *seen);

/*
 * A quote's second: where the transcript has it if it is verified, else as
 * the document gives it; or RECORD_ABSENT.
 */
int64_t quote_second(struct row quote);

/* How the transcript bears a quote out: a class that tlexdr(1) names. */
struct span quote_class(struct row quote);

/* What was checked of an episode; record NULL where nothing was. */
struct row episode_audit(struct row episode);

/* True where there was a transcript to match quotes with. */
bool episode_is_matched(struct row episode);

/* "3 February 2025" in <time>, as exact as it is; nothing when unknown. */
void date_element(struct sink *sink, struct span published);

/*
 * What came of asking a reference's address whether it resolves: "resolves,
 * checked on" a day, "gone, checked on" a day, or "not checked"; nothing for
 * one without an address.
 */
void reference_outcome(struct sink *sink, struct row reference,
                       void (*day)(struct sink *sink, struct span day));

/* "5:06:01" in <time>; nothing for RECORD_ABSENT. */
void duration_element(struct sink *sink, int64_t seconds);

/*
 * "Dylan Patel and Nathan Lambert", of one role or of either (an empty one),
 * each name written by `write`; false, with nothing written, where there is
 * nobody. people_names() writes HTML.
 */
bool people_list(struct sink *sink, struct row episode, struct span role,
                 void (*write)(struct sink *sink, struct span name));
bool people_names(struct sink *sink, struct row episode, struct span role);

/* At most about `length` bytes, cut between words, with an ellipsis. */
void excerpt(struct sink *sink, void (*escape)(struct sink *, struct span),
             struct span text, size_t length);

/* What describes an episode in one text: its abstract or first takeaway. */
struct span episode_description(struct row episode);

struct span first_takeaway(struct row episode);

/* True where any of the summary's sections has something in it. */
bool episode_is_summarised(struct row episode);

#endif
