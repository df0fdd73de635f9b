#include "serve/answer.h"

#include <xxhash.h>

#include "base/escape.h"
#include "render/pages.h"
#include "serve/negotiate.h"
#include "serve/query.h"

static struct span status_line(unsigned status)
{
    static const struct {
        unsigned status;
        struct span line;
    } lines[] = {
        {200, SPAN_INIT("200 OK")},
        {300, SPAN_INIT("300 Multiple Choices")},
        {303, SPAN_INIT("303 See Other")},
        {304, SPAN_INIT("304 Not Modified")},
        {308, SPAN_INIT("308 Permanent Redirect")},
        {400, SPAN_INIT("400 Bad Request")},
        {404, SPAN_INIT("404 Not Found")},
        {405, SPAN_INIT("405 Method Not Allowed")},
        {406, SPAN_INIT("406 Not Acceptable")},
        {414, SPAN_INIT("414 URI Too Long")},
        {500, SPAN_INIT("500 Internal Server Error")},
        {503, SPAN_INIT("503 Service Unavailable")},
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].status == status)
            return lines[i].line;
    }
    return SPAN("500 Internal Server Error");
}

struct span answer_reason(unsigned status)
{
    return span_from(status_line(status), sizeof "200");
}

void answer_field(struct exchange *exchange, struct span name,
                  struct span value)
{
    struct response *response = exchange->response;

    response->fields[response->field_count++] =
        (struct response_field){name, value};
}

/* A field's value that is composed: open, write to text_sink, close. */
static const char *text_open(struct response *response)
{
    return response->text_sink.cursor;
}

static struct span text_close(struct response *response, const char *start)
{
    return (struct span){start, (size_t)(response->text_sink.cursor - start)};
}

#define ALIGNMENT 16 /* response->text has it too */

void *answer_room(struct exchange *exchange, size_t size)
{
    struct sink *text = &exchange->response->text_sink;
    size_t used = sink_held(text).length;
    char *room = text->start + (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

    text->cursor = room + size;
    return room;
}

bool answer_decode(struct exchange *exchange, struct span part, bool form,
                   struct span *decoded)
{
    struct sink *text = &exchange->response->text_sink;

    if (!url_decode(part, form, text->cursor,
                    (size_t)(text->limit - text->cursor), decoded))
        return false;
    if (decoded->at == text->cursor)
        text->cursor += decoded->length;
    return true;
}

/* Leaves for the host's log what could not be read, and goes on. */
static void note_fault(struct exchange *exchange, enum error error,
                       struct span key)
{
    struct response *response = exchange->response;
    const char *start = text_open(response);

    sink_ready(&response->text_sink, key);
    response->fault = error;
    response->fault_key = text_close(response, start);
}

static void set_status(struct exchange *exchange, unsigned status)
{
    exchange->response->status = status;
    exchange->response->status_line = status_line(status);
}

static void add_length(struct exchange *exchange, uint64_t length)
{
    struct response *response = exchange->response;
    const char *start = text_open(response);

    response->length = length;
    sink_decimal(&response->text_sink, (int64_t)length);
    answer_field(exchange, SPAN("Content-Length"), text_close(response, start));
}

static struct span quoted_tag(struct exchange *exchange, struct span digits,
                              struct span variant, bool gzip)
{
    struct response *response = exchange->response;
    const char *start = text_open(response);

    sink_put(&response->text_sink, SPAN("\""));
    sink_put(&response->text_sink, digits);
    if (variant.length > 0) {
        LIT(&response->text_sink, "-");
        sink_ready(&response->text_sink, variant);
    }
    if (gzip)
        sink_put(&response->text_sink, SPAN("-gz"));
    sink_put(&response->text_sink, SPAN("\""));
    return text_close(response, start);
}

static void add_vary(struct exchange *exchange, const struct medium *medium)
{
    if (medium->negotiated)
        answer_field(exchange, SPAN("Vary"),
                     medium->ready ? SPAN("Accept, Accept-Encoding")
                                   : SPAN("Accept"));
    else if (medium->ready)
        answer_field(exchange, SPAN("Vary"), SPAN("Accept-Encoding"));
}

/*
 * Everything of a 200 but its body; 304 where the client has it already.
 * `digits` is the tag without its quotes.
 */
static void answer_found(struct exchange *exchange, const struct medium *medium,
                         struct span digits, bool gzip, uint64_t length)
{
    struct response *response = exchange->response;
    struct span tag = quoted_tag(exchange, digits, medium->variant, gzip);
    bool known = tag_matches(exchange->request->if_none_match, tag);

    set_status(exchange, known ? 304 : 200);
    answer_field(exchange, SPAN("ETag"), tag);
    answer_field(exchange, SPAN("Cache-Control"), medium->cache_control);
    add_vary(exchange, medium);
    if (known) {
        response->bodyless = true;
        return;
    }
    answer_field(exchange, SPAN("Content-Type"), medium->type);
    if (medium->link.length > 0)
        answer_field(exchange, SPAN("Link"), medium->link);
    if (gzip)
        answer_field(exchange, SPAN("Content-Encoding"), SPAN("gzip"));
    add_length(exchange, length);
}

bool answer_ready(struct exchange *exchange, const struct medium *medium,
                  struct span path)
{
    struct key key = key_of(KEY_READY, path);
    struct medium whole = *medium;
    struct span body;
    struct row ready;
    enum error error;

    if (!takes_gzip(exchange->request->accept_encoding) ||
        !span_equal(generation_renderer(exchange->generation),
                    serve_renderer()))
        return false;
    error = generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_READY, key_span(&key), &ready);
    if (error != ERROR_NONE && error != ERROR_ABSENT)
        note_fault(exchange, error, key_span(&key));
    if (error != ERROR_NONE)
        return false;
    body = record_text(ready, READY_GZIP);
    exchange->response->ready = body;
    whole.link = record_text(ready, READY_LINK);
    answer_found(exchange, &whole, record_text(ready, READY_TAG), true,
                 body.length);
    return true;
}

/* A body up to this size is rendered once, and kept until it is sent. */
#define BODY_KEPT 1536

/* A hash of what goes by; a sink's host while a body is measured. */
struct hashing {
    XXH64_hash_t seed;
    XXH3_state_t state; /* once something went by */
};

_Static_assert(sizeof(struct hashing) <= RESPONSE_SUM, "the sum's room");

static enum error hash_bytes(struct sink *sink, const char *bytes,
                             size_t length)
{
    struct hashing *hashing = sink->host;

    if (sink->drained == 0) {
        XXH3_INITSTATE(&hashing->state); /* it may take its old secret else */
        XXH3_64bits_reset_withSeed(&hashing->state, hashing->seed);
    }
    return XXH3_64bits_update(&hashing->state, bytes, length) == XXH_OK
               ? ERROR_NONE
               : ERROR_SYSTEM;
}

/*
 * Renders for the tag and the length; what fits into the room that the caller
 * gave, or what is short and so stays in response->text, is kept.
 * The type is the hash's seed, so that equal bytes of two types have
 * different tags.
 */
static enum error measure(struct exchange *exchange,
                          const struct medium *medium, uint64_t *hash,
                          uint64_t *length)
{
    const struct request *request = exchange->request;
    struct response *response = exchange->response;
    struct sink sink = request->room != NULL
                           ? sink_over(request->room, request->room_size)
                           : sink_over(response->text_sink.cursor, BODY_KEPT);
    struct hashing *hashing = (void *)response->sum;

    hashing->seed = XXH3_64bits(medium->type.at, medium->type.length);
    sink.drain = hash_bytes;
    sink.host = hashing;
    response->render(&sink, &response->view);
    *length = sink_length(&sink);
    if (sink.drained == 0) {
        response->ready = sink_held(&sink);
        if (request->room == NULL)
            response->text_sink.cursor = sink.cursor;
        *hash = XXH3_64bits_withSeed(response->ready.at, response->ready.length,
                                     hashing->seed);
        return sink.error;
    }
    sink_flush(&sink);
    *hash = XXH3_64bits_digest(&hashing->state);
    return sink.error;
}

void answer_live(struct exchange *exchange, const struct medium *medium,
                 void (*render)(struct sink *sink, const void *view))
{
    char text[16];
    struct sink digits = sink_over(text, sizeof text);
    uint64_t length;
    uint64_t hash;

    exchange->response->render = render;
    if (measure(exchange, medium, &hash, &length) != ERROR_NONE) {
        answer_error(exchange, 500, SPAN("This page could not be written."));
        return;
    }
    sink_hex(&digits, hash, 16);
    answer_found(exchange, medium, sink_held(&digits), false, length);
}

static bool wants_json(const struct exchange *exchange)
{
    struct span accept = exchange->request->accept;

    return span_ends(exchange->path, SPAN(".json")) ||
           type_quality(accept, SPAN("application/json")) >
               type_quality(accept, SPAN("text/html"));
}

void answer_otherwise(struct exchange *exchange, unsigned status,
                      void (*page)(struct sink *sink, const void *view),
                      void (*json)(struct sink *sink, const void *view))
{
    struct response *response = exchange->response;
    struct sink counting = sink_counting();
    bool as_json = wants_json(exchange);

    set_status(exchange, status);
    response->render = as_json ? json : page;
    response->render(&counting, &response->view);
    answer_field(exchange, SPAN("Content-Type"),
                 as_json ? SPAN("application/json")
                         : SPAN("text/html; charset=utf-8"));
    answer_field(exchange, SPAN("Cache-Control"), SPAN("no-store"));
    if (status == 503)
        answer_field(exchange, SPAN("Retry-After"), SPAN("60"));
    answer_field(exchange, SPAN("Vary"), SPAN("Accept"));
    add_length(exchange, sink_length(&counting));
}

void answer_error(struct exchange *exchange, unsigned status,
                  struct span detail)
{
    exchange->response->view.error = (struct error_view){
        exchange->site, status, answer_reason(status), detail};
    answer_otherwise(exchange, status, error_page, error_json);
}

void answer_lookup_error(struct exchange *exchange, enum error error,
                         struct span key, struct span absent_detail)
{
    if (error == ERROR_ABSENT) {
        answer_error(exchange, 404, absent_detail);
        return;
    }
    note_fault(exchange, error, key);
    if (error == ERROR_SYSTEM)
        answer_error(exchange, 503,
                     SPAN("The store can't be read just now. Please try "
                          "again in a minute."));
    else
        answer_error(exchange, 500,
                     SPAN("What this page is made of is damaged, so it is "
                          "not shown. The other pages are whole."));
}

/* Behind `path` comes the query, if it isn't empty. */
static void redirect(struct exchange *exchange, unsigned status,
                     struct span path, struct span query)
{
    struct response *response = exchange->response;
    struct sink *text = &response->text_sink;
    const char *start = text_open(response);

    header_value(text, exchange->site.prefix);
    header_value(text, path);
    if (query.length > 0) {
        LIT(text, "?");
        header_value(text, query);
    }
    if (text->error != ERROR_NONE) {
        answer_error(exchange, 414, SPAN("That address is too long."));
        return;
    }
    answer_field(exchange, SPAN("Location"), text_close(response, start));
    answer_field(exchange, SPAN("Cache-Control"), SPAN("no-cache"));
    set_status(exchange, status);
    response->bodyless = true;
    add_length(exchange, 0);
}

void answer_moved(struct exchange *exchange, struct span path)
{
    redirect(exchange, 308, path, exchange->request->query);
}

void answer_elsewhere(struct exchange *exchange, struct span target)
{
    redirect(exchange, 303, target, SPAN(""));
}
