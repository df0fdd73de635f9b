/*
 * texts.h - the texts for authors that the build embeds: the schema of
 * episodes, and what to tell a language model that is to write one.
 */
#ifndef TLEXDR_PUBLISH_TEXTS_H
#define TLEXDR_PUBLISH_TEXTS_H

#include "base/span.h"

extern const struct span episode_schema; /* episode.schema.json */
extern const struct span episode_prompt; /* prompt.txt */

#endif
