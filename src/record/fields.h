/*
 * fields.h - the one table of everything that a record can hold. Writer,
 * reader, dump and the JSON of an episode all walk it; a new field is one
 * row here.
 *
 * X(TYPE, NAME, "key"): the key is the field's name in an episode or site
 * document; an empty key marks what publishing worked out, which is no part
 * of the document. Types:
 *
 *   TEXT    UTF-8 text, or bytes; absent is an empty span
 *   WHOLE   a whole number from 0; absent is RECORD_ABSENT
 *   FLAG    true, or absent
 *   LABEL   text that a document gives as a whole number or a string; it
 *           starts with '#' where it was a number
 *   TEXTS   a list of texts: rows of shape "text"
 *   ROWS    a list of rows of the shape named behind it
 */
#ifndef TLEXDR_RECORD_FIELDS_H
#define TLEXDR_RECORD_FIELDS_H

#define TEXT_ROW_FIELDS(X) X(TEXT, TEXT_ROW_TEXT, "", NONE)

#define PERSON_FIELDS(X)                                                       \
    X(TEXT, PERSON_NAME, "name", NONE)                                         \
    X(TEXT, PERSON_GIVEN, "given", NONE)                                       \
    X(TEXT, PERSON_FAMILY, "family", NONE)                                     \
    X(TEXT, PERSON_PARTICLE, "particle", NONE)                                 \
    X(TEXT, PERSON_DROPPING, "dropping", NONE)                                 \
    X(TEXT, PERSON_SUFFIX, "suffix", NONE)                                     \
    X(FLAG, PERSON_LITERAL, "literal", NONE)                                   \
    X(TEXT, PERSON_ROLE, "role", NONE) /* "host" or "guest", never absent */   \
    X(TEXT, PERSON_URL, "url", NONE)

#define TAKEAWAY_FIELDS(X)                                                     \
    X(TEXT, TAKEAWAY_TEXT, "text", NONE)                                       \
    X(TEXT, TAKEAWAY_WHY, "why", NONE)                                         \
    X(WHOLE, TAKEAWAY_AT, "at", NONE)

#define INSIGHT_FIELDS(X)                                                      \
    X(TEXT, INSIGHT_TITLE, "title", NONE)                                      \
    X(WHOLE, INSIGHT_AT, "at", NONE)                                           \
    X(TEXTS, INSIGHT_POINTS, "points", TEXT_ROW)

#define SURPRISE_FIELDS(X)                                                     \
    X(TEXT, SURPRISE_SPEAKER, "speaker", NONE)                                 \
    X(TEXT, SURPRISE_TEXT, "text", NONE)                                       \
    X(WHOLE, SURPRISE_AT, "at", NONE)

#define QUOTE_FIELDS(X)                                                        \
    X(TEXT, QUOTE_TEXT, "text", NONE)                                          \
    X(TEXT, QUOTE_SPEAKER, "speaker", NONE)                                    \
    X(WHOLE, QUOTE_AT, "at", NONE)                                             \
    X(TEXT, QUOTE_ID, "", NONE)    /* 8 characters, as in the page's q-ID */   \
    X(TEXT, QUOTE_MATCH, "", NONE) /* its class; never absent */               \
    X(FLAG, QUOTE_VERIFIED, "", NONE) /* the transcript bears it out */        \
    X(WHOLE, QUOTE_FOUND, "", NONE)   /* the second where it stands there */   \
    X(TEXT, QUOTE_HEARD, "", NONE)    /* who says it there, if it tells */     \
    X(TEXT, QUOTE_PASSAGE, "", NONE)  /* the words there, or the nearest */    \
    X(TEXT, QUOTE_BEFORE, "", NONE)   /* what is said before them */           \
    X(TEXT, QUOTE_AFTER, "", NONE)    /* and behind them */

#define TERM_FIELDS(X)                                                         \
    X(TEXT, TERM_TERM, "term", NONE)                                           \
    X(TEXT, TERM_DEFINITION, "definition", NONE)                               \
    X(TEXT, TERM_SLUG, "", NONE) /* as in the page's term-SLUG */

#define REFERENCE_FIELDS(X)                                                    \
    X(TEXT, REFERENCE_TITLE, "title", NONE)                                    \
    X(TEXT, REFERENCE_BY, "by", NONE)                                          \
    X(TEXT, REFERENCE_KIND, "kind", NONE) /* never absent */                   \
    X(TEXT, REFERENCE_URL, "url", NONE)                                        \
    X(TEXT, REFERENCE_STATE, "", NONE)   /* ok, gone; absent: unchecked */     \
    X(WHOLE, REFERENCE_STATUS, "", NONE) /* of HTTP, when that was found */    \
    X(TEXT, REFERENCE_CHECKED, "", NONE) /* the day of that: YYYY-MM-DD */

/* A time that was looked at. */
#define TIMING_FIELDS(X)                                                       \
    X(TEXT, TIMING_ITEM, "", NONE) /* the id of its item in the page */        \
    X(WHOLE, TIMING_AT, "", NONE)                                              \
    X(TEXT, TIMING_STATE, "", NONE) /* ok, placeholder, past-end, disagrees */

/* A number in a takeaway that was looked for near its time. */
#define FIGURE_FIELDS(X)                                                       \
    X(TEXT, FIGURE_ITEM, "", NONE)                                             \
    X(TEXT, FIGURE_NUMBER, "", NONE)                                           \
    X(TEXT, FIGURE_STATE, "", NONE) /* found, not-found */

/* What was checked; of the transcript's fields none without one. */
#define AUDIT_FIELDS(X)                                                        \
    X(TEXT, AUDIT_DIGEST, "", NONE) /* 64 hex digits, of its file */           \
    X(WHOLE, AUDIT_CUES, "", NONE)                                             \
    X(WHOLE, AUDIT_WORDS, "", NONE)                                            \
    X(FLAG, AUDIT_SPEAKERS, "", NONE) /* it says who speaks */                 \
    X(ROWS, AUDIT_TIMINGS, "", TIMING)                                         \
    X(ROWS, AUDIT_FIGURES, "", FIGURE)

#define EPISODE_FIELDS(X)                                                      \
    X(TEXT, EPISODE_SLUG, "slug", NONE)                                        \
    X(LABEL, EPISODE_NUMBER, "number", NONE)                                   \
    X(TEXT, EPISODE_TITLE, "title", NONE)                                      \
    X(TEXT, EPISODE_SUBTITLE, "subtitle", NONE)                                \
    X(TEXT, EPISODE_ABSTRACT, "abstract", NONE)                                \
    X(ROWS, EPISODE_PEOPLE, "people", PERSON)                                  \
    X(TEXT, EPISODE_PUBLISHED, "published", NONE)                              \
    X(WHOLE, EPISODE_DURATION, "duration", NONE)                               \
    X(TEXT, EPISODE_LANGUAGE, "language", NONE) /* never absent */             \
    X(TEXT, EPISODE_YOUTUBE, "youtube", NONE)                                  \
    X(TEXT, EPISODE_AUDIO, "audio", NONE)                                      \
    X(TEXT, EPISODE_REFRESHED, "refreshed", NONE)                              \
    X(ROWS, EPISODE_TAKEAWAYS, "takeaways", TAKEAWAY)                          \
    X(ROWS, EPISODE_INSIGHTS, "insights", INSIGHT)                             \
    X(TEXTS, EPISODE_NARRATIVE, "narrative", TEXT_ROW)                         \
    X(ROWS, EPISODE_SURPRISING, "surprising", SURPRISE)                        \
    X(TEXTS, EPISODE_TOPICS, "topics", TEXT_ROW)                               \
    X(ROWS, EPISODE_QUOTES, "quotes", QUOTE)                                   \
    X(TEXTS, EPISODE_OPEN, "open", TEXT_ROW)                                   \
    X(ROWS, EPISODE_GLOSSARY, "glossary", TERM)                                \
    X(ROWS, EPISODE_REFERENCES, "references", REFERENCE)                       \
    X(TEXTS, EPISODE_SPECIALIST, "specialist", TEXT_ROW)                       \
    X(TEXT, EPISODE_TRANSCRIPT, "transcript", NONE)                            \
    X(TEXTS, EPISODE_RELATED, "related", TEXT_ROW)                             \
    X(TEXTS, EPISODE_ALIASES, "aliases", TEXT_ROW)                             \
    X(ROWS, EPISODE_AUDIT, "", AUDIT) /* one, or none: not looked at */        \
    X(TEXT, EPISODE_NAMES, "", NONE)  /* three lists: see find/traits.h */     \
    X(TEXT, EPISODE_WORDS, "", NONE)                                           \
    X(TEXT, EPISODE_MENTIONS, "", NONE)

#define SHOW_FIELDS(X)                                                         \
    X(TEXT, SHOW_NAME, "name", NONE)                                           \
    X(TEXT, SHOW_SHORT, "short", NONE)                                         \
    X(TEXT, SHOW_PUBLISHER, "publisher", NONE)                                 \
    X(TEXT, SHOW_URL, "url", NONE)

#define PREMIUM_FIELDS(X)                                                      \
    X(TEXT, PREMIUM_PRICE, "price", NONE)                                      \
    X(TEXT, PREMIUM_UPGRADE_URL, "upgrade_url", NONE)

/* show and premium are lists of one row, premium of none where absent. */
#define SITE_FIELDS(X)                                                         \
    X(TEXT, SITE_NAME, "name", NONE)                                           \
    X(TEXT, SITE_BASE_URL, "base_url", NONE)                                   \
    X(TEXT, SITE_TAGLINE, "tagline", NONE)                                     \
    X(TEXT, SITE_LANGUAGE, "language", NONE) /* never absent */                \
    X(ROWS, SITE_SHOW, "show", SHOW)                                           \
    X(ROWS, SITE_PREMIUM, "premium", PREMIUM)                                  \
    X(TEXT, SITE_CONTACT, "contact", NONE)                                     \
    X(TEXT, SITE_ACCENT, "accent", NONE)                                       \
    X(TEXT, SITE_LICENSE, "license", NONE)                                     \
    X(TEXT, SITE_ACCENT_LIGHT, "", NONE) /* #rrggbb, 4.5:1 on light pages */   \
    X(TEXT, SITE_ACCENT_DARK, "", NONE)  /* #rrggbb, 4.5:1 on dark pages */

/* An earlier slug. */
#define ALIAS_FIELDS(X) X(TEXT, ALIAS_SLUG, "", NONE)

/* What the list says of an episode. */
#define ENTRY_FIELDS(X)                                                        \
    X(TEXT, ENTRY_SLUG, "", NONE)                                              \
    X(TEXT, ENTRY_TITLE, "", NONE)                                             \
    X(LABEL, ENTRY_NUMBER, "", NONE)                                           \
    X(TEXT, ENTRY_PUBLISHED, "", NONE)                                         \
    X(WHOLE, ENTRY_DURATION, "", NONE)                                         \
    X(TEXT, ENTRY_LANGUAGE, "", NONE)                                          \
    X(TEXT, ENTRY_TEASER, "", NONE) /* absent: not summarised yet */

/* One page of the list of episodes, newest first. */
#define LISTING_FIELDS(X)                                                      \
    X(ROWS, LISTING_ENTRIES, "", ENTRY)                                        \
    X(WHOLE, LISTING_EPISODES, "", NONE) /* how many the store holds */

/* A document that was read: what it published, and its bytes' hashes. */
#define SOURCE_FIELDS(X)                                                       \
    X(TEXT, SOURCE_PATH, "", NONE) /* below DATA */                            \
    X(TEXT, SOURCE_SLUG, "", NONE)                                             \
    X(TEXT, SOURCE_HASH, "", NONE) /* document's and transcript's bytes */

/* The episodes that show a video, by slug. */
#define VIDEO_FIELDS(X) X(TEXTS, VIDEO_SLUGS, "", TEXT_ROW)

/*
 * What can be found is a unit: an episode itself, or one of its quotes. Units
 * are numbered from 0 on, an episode's own first and its quotes' behind it.
 */
#define PLACE_FIELDS(X)                                                        \
    X(TEXT, PLACE_SLUG, "", NONE)                                              \
    X(WHOLE, PLACE_FIRST, "", NONE) /* the episode's own unit */

/* A run of units: the episodes that have one in it. */
#define UNITS_FIELDS(X)                                                        \
    X(ROWS, UNITS_PLACES, "", PLACE)                                           \
    X(WHOLE, UNITS_TOTAL, "", NONE) /* how many the store holds */

/* A word: the units that bear it, a u32 each, ascending. */
#define WORD_FIELDS(X) X(TEXT, WORD_UNITS, "", NONE)

/* An episode that is related to another, as the other's page shows it. */
#define RELATION_FIELDS(X)                                                     \
    X(TEXT, RELATION_SLUG, "", NONE)                                           \
    X(TEXT, RELATION_TITLE, "", NONE)                                          \
    X(TEXT, RELATION_SUBTITLE, "", NONE)                                       \
    X(TEXT, RELATION_LANGUAGE, "", NONE)                                       \
    X(WHOLE, RELATION_DURATION, "", NONE)                                      \
    X(FLAG, RELATION_PINNED, "", NONE) /* the document names it */             \
    X(WHOLE, RELATION_SCORE, "", NONE)                                         \
    X(TEXTS, RELATION_SHARES, "", TEXT_ROW) /* what the two have in common */

/* The episodes that are related to one: pinned ones, then the best first. */
#define RELATED_FIELDS(X) X(ROWS, RELATED_RELATIONS, "", RELATION)

/* A ready-made body. */
#define READY_FIELDS(X)                                                        \
    X(TEXT, READY_TAG, "", NONE)     /* 16 hex digits: XXH3-64 of the body */  \
    X(WHOLE, READY_LENGTH, "", NONE) /* of the body, uncompressed */           \
    X(TEXT, READY_LINK, "", NONE)    /* the Link field's value, or absent */   \
    X(TEXT, READY_GZIP, "", NONE)    /* the body, gzip (RFC 1952) */

/* What the whole store is; its last key. */
#define GENERATION_FIELDS(X)                                                   \
    X(TEXT, GENERATION_HASH, "", NONE)      /* 16 hex digits */                \
    X(TEXT, GENERATION_PUBLISHER, "", NONE) /* who wrote the records */        \
    X(TEXT, GENERATION_RENDERER, "", NONE)  /* whose ready bodies these are */ \
    X(WHOLE, GENERATION_RECORDS, "", NONE)  /* records before this one */      \
    X(TEXT, GENERATION_CORPUS, "", NONE)    /* its corpus's name, or absent */ \
    X(WHOLE, GENERATION_ROSTERS, "", NONE)  /* how many: at least one */

/*
 * What one speaker says in a cue; the row of a cue's start comes first, and
 * those that belong to the same cue have no times. Times in milliseconds.
 */
#define CUE_FIELDS(X)                                                          \
    X(WHOLE, CUE_START, "", NONE)                                              \
    X(WHOLE, CUE_END, "", NONE)                                                \
    X(TEXT, CUE_SPEAKER, "", NONE) /* absent where the file doesn't say */     \
    X(TEXT, CUE_TEXT, "", NONE)                                                \
    X(WHOLE, CUE_REPEATED, "", NONE) /* bytes of it the cue before had too */  \
    X(WHOLE, CUE_NTH, "", NONE)      /* of its second, from 2; else absent */

/* A part of a transcript, for a page of its own. */
#define PART_FIELDS(X) X(WHOLE, PART_FIRST, "", NONE) /* its first row */

#define TRANSCRIPT_FIELDS(X)                                                   \
    X(ROWS, TRANSCRIPT_CUES, "", CUE)                                          \
    X(ROWS, TRANSCRIPT_PARTS, "", PART) /* at least one */

/* What the corpus is; its last key. */
#define CORPUS_FIELDS(X)                                                       \
    X(TEXT, CORPUS_NAME, "", NONE)     /* 16 hex digits, as in its file's */   \
    X(WHOLE, CORPUS_RECORDS, "", NONE) /* records before this one */           \
    X(WHOLE, CORPUS_ROSTERS, "", NONE) /* how many: at least one */

/*
 * Some of the keys of a file: XXH3-64 of each, u64, ascending. Of N rosters
 * number I has the hashes whose upper half times N, divided by 2^32, is I.
 */
#define ROSTER_FIELDS(X) X(TEXT, ROSTER_HASHES, "", NONE)

/* Every shape: its name and its list of fields. */
#define RECORD_SHAPES(X)                                                       \
    X(TEXT_ROW, TEXT_ROW_FIELDS, "text")                                       \
    X(PERSON, PERSON_FIELDS, "person")                                         \
    X(TAKEAWAY, TAKEAWAY_FIELDS, "takeaway")                                   \
    X(INSIGHT, INSIGHT_FIELDS, "insight")                                      \
    X(SURPRISE, SURPRISE_FIELDS, "surprise")                                   \
    X(QUOTE, QUOTE_FIELDS, "quote")                                            \
    X(TERM, TERM_FIELDS, "term")                                               \
    X(REFERENCE, REFERENCE_FIELDS, "reference")                                \
    X(EPISODE, EPISODE_FIELDS, "episode")                                      \
    X(SHOW, SHOW_FIELDS, "show")                                               \
    X(PREMIUM, PREMIUM_FIELDS, "premium")                                      \
    X(SITE, SITE_FIELDS, "site")                                               \
    X(ALIAS, ALIAS_FIELDS, "alias")                                            \
    X(LISTING, LISTING_FIELDS, "listing")                                      \
    X(SOURCE, SOURCE_FIELDS, "source")                                         \
    X(READY, READY_FIELDS, "ready")                                            \
    X(GENERATION, GENERATION_FIELDS, "generation")                             \
    X(VIDEO, VIDEO_FIELDS, "video")                                            \
    X(PLACE, PLACE_FIELDS, "place")                                            \
    X(UNITS, UNITS_FIELDS, "units")                                            \
    X(WORD, WORD_FIELDS, "word")                                               \
    X(TIMING, TIMING_FIELDS, "timing")                                         \
    X(FIGURE, FIGURE_FIELDS, "figure")                                         \
    X(AUDIT, AUDIT_FIELDS, "audit")                                            \
    X(CUE, CUE_FIELDS, "cue")                                                  \
    X(PART, PART_FIELDS, "part")                                               \
    X(TRANSCRIPT, TRANSCRIPT_FIELDS, "transcript")                             \
    X(CORPUS, CORPUS_FIELDS, "corpus")                                         \
    X(RELATION, RELATION_FIELDS, "relation")                                   \
    X(RELATED, RELATED_FIELDS, "related")                                      \
    X(ROSTER, ROSTER_FIELDS, "roster")                                         \
    X(ENTRY, ENTRY_FIELDS, "entry")

#endif
