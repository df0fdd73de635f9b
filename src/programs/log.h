/*
 * log.h - one line an event, on stderr.
 *
 *     2026-05-29T06:26:41Z warning: record: edeepseek: bytes that fail ...
 *
 * A line goes out in one write(2), whatever thread it comes from; one longer
 * than LOG_LINE is cut. No heap, no lock.
 */
#ifndef TLEXDR_PROGRAMS_LOG_H
#define TLEXDR_PROGRAMS_LOG_H

#include "base/span.h"

#define LOG_LINE 1024 /* bytes, the newline among them */

/*
 * Warnings and errors a minute. What outsiders can cause at will must not
 * fill a disk: lines past this are counted, and the next line that is written
 * comes behind one that says how many were left out.
 */
#define LOG_RATE 60

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/*
 * Says what happened (`event`, a word or two), to what, and how; the last
 * two may be empty. Control bytes of `subject` are escaped, so a text from
 * outside stays in its line; `event` and `detail` are ours, or have gone
 * through log_text() already.
 */
void log_event(enum log_level level, struct span event, struct span subject,
               struct span detail);

#endif
