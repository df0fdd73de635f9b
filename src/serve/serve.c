#include "serve/serve.h"

#include "serve/answer.h"
#include "serve/renderer.h"
#include "serve/route.h"

struct span serve_renderer(void)
{
    return SPAN(RENDERER);
}

/* No script or style but ours, no frame around us, nothing from elsewhere. */
#define LIST_COMMON_FIELDS(X)                                                  \
    X("Content-Security-Policy", "default-src 'none'; style-src 'self'; "      \
                                 "script-src 'self'; img-src 'self' data:; "   \
                                 "form-action 'self'; base-uri 'none'; "       \
                                 "frame-ancestors 'none'")                     \
    X("X-Content-Type-Options", "nosniff")                                     \
    X("Access-Control-Allow-Origin", "*")                                      \
    X("Referrer-Policy", "strict-origin-when-cross-origin")                    \
    X("Cross-Origin-Opener-Policy", "same-origin")

const struct response_field serve_common_fields[COMMON_FIELDS] = {
#define X(name, value) {SPAN_INIT(name), SPAN_INIT(value)},
    LIST_COMMON_FIELDS(X)
#undef X
};

struct span serve_common_lines(void)
{
#define X(name, value) name ": " value "\r\n"
    return SPAN(LIST_COMMON_FIELDS(X));
#undef X
}

struct span serve_prefix(struct row site)
{
    struct span base_url = record_text(site, SITE_BASE_URL);
    size_t scheme = span_starts(base_url, SPAN("https://")) ? 8 : 7;
    struct span host = span_from(base_url, scheme);

    return span_from(host, span_find(host, '/'));
}

static struct site_view site_of(struct generation *generation)
{
    struct row site = generation_site(generation);
    struct rows show = record_rows(site, SITE_SHOW, SHAPE_SHOW);

    return (struct site_view){site, rows_at(show, 0),
                              record_text(site, SITE_BASE_URL),
                              serve_prefix(site)};
}

/* Takes the site's prefix off the path; false where it has another. */
static bool strip_prefix(struct exchange *exchange)
{
    struct span prefix = exchange->site.prefix;
    struct span rest = span_from(exchange->path, prefix.length);

    if (!span_starts(exchange->path, prefix) || !span_starts(rest, SPAN("/")))
        return false;
    exchange->path = rest;
    return true;
}

static void answer_wrong_method(struct exchange *exchange)
{
    answer_field(exchange, SPAN("Allow"), SPAN("GET, HEAD"));
    answer_error(exchange, 405,
                 SPAN("This address can only be read, with GET or HEAD."));
}

static void answer_unrouted(struct exchange *exchange)
{
    struct span prefix = exchange->site.prefix;

    if (prefix.length > 0 && span_equal(exchange->path, prefix))
        answer_moved(exchange, SPAN("/"));
    else
        answer_error(exchange, 404, SPAN("There is no page at this address."));
}

static void answer(struct exchange *exchange)
{
    const struct request *request = exchange->request;
    const struct route *route = NULL;

    if (request->path.length > PATH_LENGTH_MAX ||
        request->path.length + request->query.length > URI_LENGTH_MAX) {
        answer_error(exchange, 414, SPAN("That address is too long."));
        return;
    }
    if (!answer_decode(exchange, request->path, false, &exchange->path)) {
        answer_error(exchange, 400, SPAN("That is no address of this site."));
        return;
    }
    if (exchange->generation == NULL) {
        answer_error(exchange, 503,
                     SPAN("There is no store to read just now. Please try "
                          "again in a minute."));
        return;
    }
    if (strip_prefix(exchange))
        route = route_find(exchange->path, exchange->capture);
    if (route == NULL)
        answer_unrouted(exchange);
    else if (request->method != METHOD_GET && request->method != METHOD_HEAD)
        answer_wrong_method(exchange);
    else
        route->handle(exchange);
}

void serve(struct generation *generation, const struct request *request,
           struct response *response)
{
    struct exchange exchange;

    exchange.generation = generation;
    exchange.request = request;
    exchange.response = response;
    exchange.path = SPAN("");
    exchange.site = (struct site_view){0};
    if (generation != NULL)
        exchange.site = site_of(generation);

    response->field_count = 0;
    response->ready = SPAN("");
    response->render = NULL;
    response->bodyless = false;
    response->fault = ERROR_NONE;
    response->fault_key = SPAN("");
    response->text_sink = sink_over(response->text, sizeof response->text);
    answer(&exchange);
    if (request->method == METHOD_HEAD)
        response->bodyless = true;
}

void serve_body(const struct response *response, struct sink *sink)
{
    if (response->bodyless)
        return;
    if (response->ready.length > 0)
        sink_ready(sink, response->ready);
    else
        response->render(sink, &response->view);
}
