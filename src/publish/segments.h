/*
 * segments.h - a transcript as the record that pages are made of.
 */
#ifndef TLEXDR_PUBLISH_SEGMENTS_H
#define TLEXDR_PUBLISH_SEGMENTS_H

#include "publish/transcript.h"
#include "record/write.h"

/*
 * Writes the record of `transcript` under `key`; *record borrows from the
 * writer. `episode` is what it is a transcript of: the address of its
 * recording stands at every cue, so its length decides where parts end.
 */
enum error segments_write(const struct transcript *transcript,
                          struct row episode, struct span key,
                          struct writer *writer, struct span *record);

#endif
