#include "serve/lookup.h"

#include "find/address.h"
#include "find/find.h"

/* How many are shown where nothing fits. */
#define NEAREST 5

static const struct row no_row = {NULL, NULL};

static enum lookup fail(struct exchange *exchange, enum error error,
                        const struct key *key)
{
    answer_lookup_error(exchange, error == ERROR_ABSENT ? ERROR_DAMAGED : error,
                        key_span(key), SPAN(""));
    return LOOKUP_ANSWERED;
}

/* The episode that has the slug, or had it; *key is the last looked up. */
static enum error find_episode(struct exchange *exchange, struct span slug,
                               struct row *episode, struct key *key)
{
    struct row alias;
    enum error error;

    *key = key_of(KEY_EPISODE, slug);
    error = generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_EPISODE, key_span(key), episode);
    if (error != ERROR_ABSENT)
        return error;
    *key = key_of(KEY_ALIAS, slug);
    error = generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_ALIAS, key_span(key), &alias);
    if (error != ERROR_NONE)
        return error;
    *key = key_of(KEY_EPISODE, record_text(alias, ALIAS_SLUG));
    error = generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_EPISODE, key_span(key), episode);
    return error == ERROR_ABSENT ? ERROR_DAMAGED : error;
}

static void add_choice(struct exchange *exchange, struct row episode,
                       struct row quote)
{
    struct find_view *view = &exchange->response->view.find;

    if (view->count < CHOICES_MAX)
        view->choices[view->count++] = (struct choice_view){episode, quote};
}

static struct row quote_of(const struct finding *finding)
{
    struct rows quotes =
        record_rows(finding->episode, EPISODE_QUOTES, SHAPE_QUOTE);

    return finding->quote == 0 ? no_row : rows_at(quotes, finding->quote - 1);
}

static bool quote_by_id(struct row episode, struct span id, struct row *quote)
{
    struct rows quotes = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);

    for (uint32_t i = 0; i < quotes.count; i++) {
        *quote = rows_at(quotes, i);
        if (span_equal(record_text(*quote, QUOTE_ID), id))
            return true;
    }
    return false;
}

/* Looks words up; a clear match counts where `clear` is set, else as near. */
static enum lookup find_by_words(struct exchange *exchange, struct span text,
                                 bool clear, struct asked *asked)
{
    struct findings *findings = answer_room(exchange, sizeof *findings);
    enum error error = find_words(exchange->generation,
                                  exchange->request->reader, text, findings);
    bool several;

    if (error != ERROR_NONE)
        return fail(exchange, error, &findings->key);
    if (clear && findings->outcome == FIND_CLEAR) {
        asked->episode = findings->items[0].episode;
        asked->quote = quote_of(&findings->items[0]);
        return LOOKUP_ONE;
    }
    several = clear && findings->outcome == FIND_SEVERAL;
    exchange->response->view.find.count = 0;
    for (unsigned i = 0; i < findings->count && (several || i < NEAREST); i++)
        add_choice(exchange, findings->items[i].episode,
                   quote_of(&findings->items[i]));
    if (!several)
        return LOOKUP_NOTHING;
    asked->detail = SPAN("More than one fits what you gave.");
    return LOOKUP_SEVERAL;
}

/* Nothing is at `text`; what is near, by the words in it? */
static enum lookup find_nearest(struct exchange *exchange, struct span text,
                                struct span detail, struct asked *asked)
{
    asked->detail = detail;
    return find_by_words(exchange, text, false, asked);
}

static enum lookup find_slug(struct exchange *exchange,
                             const struct address *address, struct asked *asked)
{
    struct key key;
    enum error error =
        find_episode(exchange, address->name, &asked->episode, &key);

    if (error == ERROR_ABSENT)
        return find_nearest(exchange, address->name,
                            SPAN("There is no episode at that address."),
                            asked);
    if (error != ERROR_NONE)
        return fail(exchange, error, &key);
    asked->at = address->at;
    if (address->quote.length == 0 ||
        quote_by_id(asked->episode, address->quote, &asked->quote))
        return LOOKUP_ONE;
    asked->detail = SPAN("That episode has no such quote.");
    exchange->response->view.find.count = 0;
    add_choice(exchange, asked->episode, no_row);
    return LOOKUP_NOTHING;
}

static enum lookup choose_video(struct exchange *exchange, struct rows slugs,
                                struct asked *asked)
{
    exchange->response->view.find.count = 0;
    for (uint32_t i = 0; i < slugs.count; i++) {
        struct key key;
        enum error error =
            find_episode(exchange, texts_at(slugs, i), &asked->episode, &key);

        if (error != ERROR_NONE)
            return fail(exchange, error, &key);
        add_choice(exchange, asked->episode, no_row);
    }
    asked->detail = SPAN("Several episodes show that video.");
    return slugs.count == 1 ? LOOKUP_ONE : LOOKUP_SEVERAL;
}

static enum lookup find_video_of(struct exchange *exchange,
                                 const struct address *address,
                                 struct asked *asked)
{
    struct key key = key_of(KEY_VIDEO, address->name);
    struct rows slugs;
    enum error error = find_video(
        exchange->generation, exchange->request->reader, address->name, &slugs);

    asked->at = address->at;
    if (error == ERROR_NONE)
        return choose_video(exchange, slugs, asked);
    if (error != ERROR_ABSENT)
        return fail(exchange, error, &key);
    exchange->response->view.find.count = 0;
    asked->detail = SPAN("No episode here shows that video.");
    return LOOKUP_NOTHING;
}

/* A word alone: a slug, an earlier one, or a video's id. */
static enum lookup find_bare(struct exchange *exchange,
                             const struct address *address, struct asked *asked)
{
    struct key key;
    enum error error =
        find_episode(exchange, address->name, &asked->episode, &key);

    if (error == ERROR_NONE)
        return LOOKUP_ONE;
    if (error != ERROR_ABSENT)
        return fail(exchange, error, &key);
    return find_video_of(exchange, address, asked);
}

static enum lookup find_address(struct exchange *exchange, struct span text,
                                const struct address *address,
                                struct asked *asked)
{
    switch (address->kind) {
    case ADDRESS_EPISODE:
        return find_slug(exchange, address, asked);
    case ADDRESS_VIDEO:
        return find_video_of(exchange, address, asked);
    case ADDRESS_BARE:
        return find_bare(exchange, address, asked);
    default:
        return find_nearest(exchange, text,
                            SPAN("That is neither an address of this site "
                                 "nor of a video."),
                            asked);
    }
}

static void begin(struct exchange *exchange, struct span text,
                  struct asked *asked, struct address *address)
{
    *asked = (struct asked){.at = RECORD_ABSENT};
    address_read(text, exchange->site.base_url, address);
}

enum lookup lookup_address(struct exchange *exchange, struct span text,
                           struct asked *asked)
{
    struct address address;

    begin(exchange, text, asked, &address);
    return find_address(exchange, text, &address, asked);
}

enum lookup lookup_slug(struct exchange *exchange, struct span text,
                        struct asked *asked)
{
    struct address address = {.kind = ADDRESS_EPISODE, .at = RECORD_ABSENT};

    *asked = (struct asked){.at = RECORD_ABSENT};
    address.name = text;
    return find_slug(exchange, &address, asked);
}

enum lookup lookup_words(struct exchange *exchange, struct span text,
                         struct asked *asked)
{
    struct address address;
    enum lookup lookup;

    begin(exchange, text, asked, &address);
    if (address.kind == ADDRESS_BARE) {
        lookup = find_bare(exchange, &address, asked);
        if (lookup != LOOKUP_NOTHING)
            return lookup;
    } else if (address.kind != ADDRESS_NONE) {
        return find_address(exchange, text, &address, asked);
    }
    asked->detail = SPAN("No title, name or quote here bears enough of it.");
    return find_by_words(exchange, text, true, asked);
}
