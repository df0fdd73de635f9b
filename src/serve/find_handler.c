/*
 * /cite: citations by an address, a title or a quote.
 */
#include "serve/handlers.h"

#include "render/pages.h"
#include "render/parts.h"
#include "serve/cite_request.h"
#include "serve/lookup.h"
#include "serve/negotiate.h"
#include "serve/query.h"

/* The longest that is given back, to be changed and asked again. */
#define ASKED_MAX 2000

/* The ways to ask; what comes in the address, still encoded. */
static const struct way {
    struct span name;
    enum lookup (*find)(struct exchange *exchange, struct span text,
                        struct asked *asked);
    struct span complaint;
} ways[] = {
    {SPAN_INIT("url"), lookup_address,
     SPAN_INIT("url is an address, with what it holds of % & + and # "
               "encoded.")},
    {SPAN_INIT("id"), lookup_slug, SPAN_INIT("id is an episode's slug.")},
    {SPAN_INIT("q"), lookup_words,
     SPAN_INIT("q is text in UTF-8, percent-encoded.")},
};

/* Takes the next parameter that asks off the front of *query. */
static const struct way *next_way(struct span *query, struct span *value)
{
    struct span pair;

    while (span_cut(query, '&', &pair)) {
        size_t equals = span_find(pair, '=');

        *value = span_from(pair, equals + 1);
        for (size_t i = 0; value->length > 0 && i < sizeof ways / sizeof *ways;
             i++) {
            if (span_equal(span_first(pair, equals), ways[i].name))
                return &ways[i];
        }
    }
    return NULL;
}

static unsigned count_ways(struct span query)
{
    struct span value;
    unsigned count = 0;

    while (next_way(&query, &value) != NULL)
        count++;
    return count;
}

/* style=; NULL where it isn't given. False where it names none. */
static bool read_style(const struct exchange *exchange,
                       const struct cite_style **style)
{
    char text[64];
    struct span value;

    *style = NULL;
    if (!query_find(exchange->request->query, SPAN("style"), &value) ||
        value.length == 0)
        return true;
    if (url_decode(value, true, text, sizeof text, &value))
        *style = cite_style_find(value);
    return *style != NULL;
}

/* What of the query the links to choices keep, as it came. */
static struct span kept_parameters(struct exchange *exchange)
{
    static const struct span names[] = {SPAN_INIT("style"), SPAN_INIT("of"),
                                        SPAN_INIT("accessed"),
                                        SPAN_INIT("part"), SPAN_INIT("as")};
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span value;

        if (!query_find(exchange->request->query, names[i], &value) ||
            value.length == 0)
            continue;
        LIT(text, "&");
        sink_ready(text, names[i]);
        LIT(text, "=");
        sink_ready(text, value);
    }
    return (struct span){start, (size_t)(text->cursor - start)};
}

/* The moment asked for, as a parameter; a quote has its own. */
static struct span moment_parameter(struct exchange *exchange, int64_t at)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;

    if (at != RECORD_ABSENT) {
        LIT(text, "&t=");
        sink_decimal(text, at);
    }
    return (struct span){start, (size_t)(text->cursor - start)};
}

static void answer_form(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true};

    if (answer_ready(exchange, &medium, exchange->path))
        return;
    exchange->response->view.find =
        (struct find_view){.site = exchange->site, .status = 200};
    answer_live(exchange, &medium, find_page);
}

/* Answers with what fits, or what is near; view.find has the choices. */
static void answer_choices(struct exchange *exchange, enum lookup lookup,
                           const struct asked *asked, struct span text)
{
    struct find_view *view = &exchange->response->view.find;

    view->site = exchange->site;
    view->detail = asked->detail;
    view->asked = text.length <= ASKED_MAX ? text : SPAN("");
    view->kept = kept_parameters(exchange);
    view->moment = moment_parameter(exchange, asked->at);
    read_style(exchange, &view->style);
    view->status = lookup == LOOKUP_SEVERAL ? 300 : 404;
    view->reason = answer_reason(view->status);
    answer_otherwise(exchange, view->status, find_page, find_json);
}

static bool wants_page(const struct exchange *exchange)
{
    struct span accept = exchange->request->accept;

    return type_quality(accept, SPAN("text/html")) >
           type_quality(accept, SPAN("text/plain"));
}

static void answer_one(struct exchange *exchange, const struct asked *asked,
                       const struct cite_style *style,
                       struct cite_request *cite)
{
    struct span slug = record_text(asked->episode, EPISODE_SLUG);

    cite->at = asked->at;
    if (cite->quote.length == 0 && asked->quote.record != NULL)
        cite->quote = record_text(asked->quote, QUOTE_ID);
    if (style == NULL && wants_page(exchange))
        cite_answer_page(exchange, slug, cite, true);
    else
        cite_answer(exchange, slug, style == NULL ? cite_style_at(0) : style,
                    cite, style == NULL);
}

static bool has_episode(const struct cited *items, unsigned count,
                        struct row episode)
{
    for (unsigned i = 0; i < count; i++) {
        if (items[i].episode.record == episode.record)
            return true;
    }
    return false;
}

/* A moment of a quote counts where no other is said. */
static int64_t moment_of(const struct asked *asked)
{
    if (asked->at == RECORD_ABSENT && asked->quote.record != NULL)
        return quote_second(asked->quote);
    return asked->at;
}

/* Looks all up that are asked for; false where it answered itself. */
static bool find_each(struct exchange *exchange, struct cited *items,
                      unsigned *count)
{
    struct span query = exchange->request->query;
    const struct way *way;
    struct span value;

    *count = 0;
    while ((way = next_way(&query, &value)) != NULL) {
        struct asked asked;
        struct span text;
        enum lookup lookup;

        if (!answer_decode(exchange, value, true, &text)) {
            answer_error(exchange, 400, way->complaint);
            return false;
        }
        lookup = way->find(exchange, text, &asked);
        if (lookup == LOOKUP_SEVERAL || lookup == LOOKUP_NOTHING)
            answer_choices(exchange, lookup, &asked, text);
        if (lookup != LOOKUP_ONE)
            return false;
        if (!has_episode(items, *count, asked.episode))
            items[(*count)++] =
                (struct cited){asked.episode, moment_of(&asked)};
    }
    return true;
}

static void find_several(struct exchange *exchange,
                         const struct cite_style *style,
                         const struct cite_request *cite)
{
    struct cited_view *view = &exchange->response->view.cited;
    struct cited *items;
    unsigned count;

    if (cite->at != RECORD_ABSENT || cite->quote.length > 0) {
        answer_error(exchange, 400,
                     SPAN("t and quote go with one address alone; of several, "
                          "each may bear its own."));
        return;
    }
    items = answer_room(exchange, CITED_MAX * sizeof *items);
    if (!find_each(exchange, items, &count))
        return;
    view->count = count;
    view->items = items;
    cite_answer_list(exchange, style == NULL ? cite_style_at(0) : style, cite);
}

static void find_one(struct exchange *exchange, const struct cite_style *style,
                     struct cite_request *cite)
{
    struct span query = exchange->request->query;
    struct span value = SPAN("");
    const struct way *way = next_way(&query, &value);
    struct asked asked;
    struct span text;
    enum lookup lookup;

    if (!answer_decode(exchange, value, true, &text)) {
        answer_error(exchange, 400, way->complaint);
        return;
    }
    lookup = way->find(exchange, text, &asked);
    if (cite->at != RECORD_ABSENT)
        asked.at = cite->at;
    if (lookup == LOOKUP_ONE)
        answer_one(exchange, &asked, style, cite);
    else if (lookup != LOOKUP_ANSWERED)
        answer_choices(exchange, lookup, &asked, text);
}

void find_handle(struct exchange *exchange)
{
    const struct cite_style *style;
    struct cite_request cite;
    struct span complaint = cite_request_read(exchange->request, &cite);
    unsigned count = count_ways(exchange->request->query);

    if (complaint.length > 0)
        answer_error(exchange, 400, complaint);
    else if (!read_style(exchange, &style))
        answer_no_style(exchange, 400);
    else if (count == 0)
        answer_form(exchange);
    else if (count > CITED_MAX)
        answer_error(exchange, 400, SPAN("A list takes at most 50."));
    else if (count > 1)
        find_several(exchange, style, &cite);
    else
        find_one(exchange, style, &cite);
}

void styles_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = SPAN_INIT("application/json"),
                                         .cache_control =
                                             SPAN_INIT("public, max-age=3600")};

    exchange->response->view.site = exchange->site;
    answer_live(exchange, &medium, styles_json);
}
