/*
 * audit_words.h - what an author is told of an audit.
 */
#ifndef TLEXDR_PUBLISH_AUDIT_WORDS_H
#define TLEXDR_PUBLISH_AUDIT_WORDS_H

#include "publish/complaints.h"
#include "publish/quotes.h"

/* A quote that is not verified; the index is from 0. */
void say_quote(struct complaints *complaints, enum complaint_kind kind,
               uint32_t index, const struct quote *quote,
               const struct finding *finding);

/* A quote whose time is not where the transcript has it. */
void say_quote_time(struct complaints *complaints, uint32_t index, int64_t at,
                    int64_t found);

/* Several takeaways, the index-th first, with one time. */
void say_placeholder(struct complaints *complaints, uint32_t index,
                     uint32_t takeaways, int64_t at);

/* A number that the transcript doesn't have; at < 0: nowhere in it. */
void say_number(struct complaints *complaints, uint32_t index,
                struct span number, int64_t at);

/* What is odd about the transcript; duration < 0: not known. */
void say_transcript(struct complaints *complaints,
                    const struct transcript *transcript, int64_t duration);

#endif
