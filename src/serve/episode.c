#include "serve/episode.h"

/* An earlier slug leads to the present one, whatever stands behind it. */
static __attribute__((noinline)) bool answer_alias(struct exchange *exchange,
                                                   struct span slug)
{
    struct key key = key_of(KEY_ALIAS, slug);
    char text[PATH_LENGTH_MAX];
    struct sink path = sink_over(text, sizeof text);
    struct row alias;

    if (generation_find(exchange->generation, exchange->request->reader,
                        SHAPE_ALIAS, key_span(&key), &alias) != ERROR_NONE)
        return false;
    LIT(&path, "/episodes/");
    sink_ready(&path, record_text(alias, ALIAS_SLUG));
    sink_ready(&path, span_from(exchange->path, (size_t)(slug.at + slug.length -
                                                         exchange->path.at)));
    answer_moved(exchange, sink_held(&path));
    return true;
}

bool episode_find(struct exchange *exchange, struct span slug,
                  struct row *episode)
{
    struct key key = key_of(KEY_EPISODE, slug);
    enum error error =
        generation_find(exchange->generation, exchange->request->reader,
                        SHAPE_EPISODE, key_span(&key), episode);

    if (error == ERROR_NONE)
        return true;
    if (error != ERROR_ABSENT || !answer_alias(exchange, slug))
        answer_lookup_error(exchange, error, key_span(&key),
                            SPAN("There is no episode at this address."));
    return false;
}

enum error episode_related(struct exchange *exchange, struct row episode,
                           struct rows *related, struct key *key)
{
    struct row row;
    enum error error;

    *related = (struct rows){0};
    *key = key_of(KEY_RELATED, record_text(episode, EPISODE_SLUG));
    error = generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_RELATED, key_span(key), &row);
    if (error == ERROR_NONE)
        *related = record_rows(row, RELATED_RELATIONS, SHAPE_RELATION);
    return error == ERROR_ABSENT ? ERROR_NONE : error;
}
