/*
 * episode.h - finding the episode that a path names; private to this room.
 */
#ifndef TLEXDR_SERVE_EPISODE_H
#define TLEXDR_SERVE_EPISODE_H

#include "serve/answer.h"

/*
 * Finds the episode `slug`, which is a part of exchange->path. Where there is
 * none it answers itself, with 308 for an alias (what stands behind the slug
 * is kept), else with an error, and returns false.
 */
bool episode_find(struct exchange *exchange, struct span slug,
                  struct row *episode);

/*
 * The rows of the episodes that are related to `episode`, none where there is
 * no record of them; *key is the one looked up.
 */
enum error episode_related(struct exchange *exchange, struct row episode,
                           struct rows *related, struct key *key);

#endif
