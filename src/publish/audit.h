/*
 * audit.h - what can be checked of an episode, and what came out: quotes
 * against the transcript, times, and the numbers in takeaways.
 *
 * Without a transcript quotes are unchecked, and times are held against the
 * duration and each other alone.
 */
#ifndef TLEXDR_PUBLISH_AUDIT_H
#define TLEXDR_PUBLISH_AUDIT_H

#include "publish/complaints.h"
#include "publish/transcript.h"
#include "record/write.h"

/* A number is looked for so many seconds before and after its takeaway. */
#define NUMBER_NEIGHBOURHOOD 300

/* An episode's transcript; the transcript NULL where it has none. */
struct evidence {
    const struct transcript *transcript;
    struct span file; /* its bytes */
};

/*
 * Checks the episode in *record, which `writer` has ended, and puts the
 * outcome in it; *record is the new one. Warnings go to `complaints`; where
 * `strict`, a quote is an error that is not in the transcript, or is there
 * in several places or under another speaker.
 */
enum error audit_episode(const struct evidence *evidence, bool strict,
                         struct writer *writer, struct span *record,
                         struct complaints *complaints);

#endif
