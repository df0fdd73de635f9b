#include "nginx/answer.h"

#include "base/escape.h"
#include "nginx/cold.h"

#define PIECE ((uint64_t)16384) /* of a body that is rendered */

static void give_back(void *data)
{
    struct loan *loan = data;

    store_return(loan->store, loan->generation);
}

struct loan *loan_take(ngx_http_request_t *r, struct store *store)
{
    ngx_pool_cleanup_t *cleanup =
        ngx_pool_cleanup_add(r->pool, sizeof(struct loan));
    struct loan *loan;

    if (cleanup == NULL)
        return NULL;
    loan = cleanup->data;
    loan->store = store;
    loan->generation = store_borrow(store);
    loan->job = NULL;
    cleanup->handler = give_back;
    return loan;
}

static struct span span_of(const ngx_str_t *text)
{
    return (struct span){(const char *)text->data, text->len};
}

static struct span value_of(const ngx_table_elt_t *field)
{
    return field == NULL ? SPAN("") : span_of(&field->value);
}

static enum method method_of(const ngx_http_request_t *r)
{
    switch (r->method) {
    case NGX_HTTP_GET:
        return METHOD_GET;
    case NGX_HTTP_HEAD:
        return METHOD_HEAD;
    case NGX_HTTP_POST:
        return METHOD_POST;
    default:
        return METHOD_OTHER;
    }
}

/* The address as the client wrote it. */
static void read_sent_address(ngx_http_request_t *r, struct request *request)
{
    struct span address = span_of(&r->unparsed_uri);
    size_t mark = span_find(address, '?');

    request->path = span_first(address, mark);
    request->query = span_from(address, mark + 1);
}

/* An address that nginx made: it is decoded, and serve() takes none such. */
static ngx_int_t read_made_address(ngx_http_request_t *r,
                                   struct request *request)
{
    uintptr_t escapes =
        ngx_escape_uri(NULL, r->uri.data, r->uri.len, NGX_ESCAPE_URI);
    size_t length = r->uri.len + 2 * escapes;
    u_char *text = ngx_pnalloc(r->pool, length);

    if (text == NULL)
        return NGX_ERROR;
    if (escapes > 0)
        ngx_escape_uri(text, r->uri.data, r->uri.len, NGX_ESCAPE_URI);
    else
        ngx_memcpy(text, r->uri.data, length);
    request->path = (struct span){(const char *)text, length};
    request->query = span_of(&r->args);
    return NGX_OK;
}

/*
 * A subrequest's body goes into another one's: it must not be packed, nor
 * left out because the client holds the page that it goes into.
 */
static ngx_int_t read_request(ngx_http_request_t *r, struct request *request)
{
    bool main = r == r->main;

    *request = (struct request){
        .method = method_of(r),
        .accept = value_of(r->headers_in.accept),
        .accept_encoding =
            main ? value_of(r->headers_in.accept_encoding) : SPAN(""),
        .if_none_match =
            main ? value_of(r->headers_in.if_none_match) : SPAN(""),
        .now = ngx_time(),
        .anonymous_kib = -1,
    };
    if (!main || !r->valid_unparsed_uri)
        return read_made_address(r, request);
    read_sent_address(r, request);
    return NGX_OK;
}

static void log_fault(ngx_http_request_t *r, const struct response *response)
{
    char text[256];
    struct sink key = sink_over(text, sizeof text);
    struct span shown;

    if (response->fault == ERROR_NONE)
        return;
    log_text(&key, response->fault_key);
    shown = sink_held(&key);
    ngx_log_error(NGX_LOG_ERR, r->connection->log, 0, "tlexdr: record %*s: %s",
                  shown.length, shown.at, error_text(response->fault));
}

static ngx_str_t string_of(struct span text)
{
    return (ngx_str_t){text.length, (u_char *)(uintptr_t)text.at};
}

static void set_status(ngx_http_request_t *r, const struct response *response)
{
    r->headers_out.status = response->status;
    if (response->status != NGX_HTTP_OK &&
        response->status != NGX_HTTP_NOT_MODIFIED) /* nginx has these words */
        r->headers_out.status_line = string_of(response->status_line);
}

/* nginx's charset filter wants to know what is named, as upstreams tell it. */
static void set_type(ngx_http_request_t *r, struct span type)
{
    struct span charset = SPAN("; charset=");
    size_t end = span_find(type, ';');

    r->headers_out.content_type = string_of(type);
    r->headers_out.content_type_len = end;
    r->headers_out.content_type_lowcase = NULL;
    if (span_starts(span_from(type, end), charset))
        r->headers_out.charset =
            string_of(span_from(type, end + charset.length));
}

/* Fields that nginx's own filters look for. */
static const struct {
    struct span name;
    size_t offset;
} known_fields[] = {
    {SPAN_INIT("ETag"), offsetof(ngx_http_headers_out_t, etag)},
    {SPAN_INIT("Content-Encoding"),
     offsetof(ngx_http_headers_out_t, content_encoding)},
    {SPAN_INIT("Last-Modified"),
     offsetof(ngx_http_headers_out_t, last_modified)},
};

static ngx_table_elt_t *push_field(ngx_http_request_t *r,
                                   const struct response_field *pair)
{
    ngx_table_elt_t *field = ngx_list_push(&r->headers_out.headers);

    if (field != NULL)
        *field = (ngx_table_elt_t){.hash = 1,
                                   .key = string_of(pair->name),
                                   .value = string_of(pair->value)};
    return field;
}

static ngx_int_t add_field(ngx_http_request_t *r,
                           const struct response_field *pair)
{
    ngx_table_elt_t *field = push_field(r, pair);

    if (field == NULL)
        return NGX_ERROR;
    for (size_t i = 0; i < sizeof known_fields / sizeof *known_fields; i++) {
        if (span_equal(known_fields[i].name, pair->name))
            *(ngx_table_elt_t **)((char *)&r->headers_out +
                                  known_fields[i].offset) = field;
    }
    return NGX_OK;
}

static ngx_int_t set_field(ngx_http_request_t *r,
                           const struct response *response,
                           const struct response_field *pair)
{
    if (span_equal(pair->name, SPAN("Content-Length"))) {
        r->headers_out.content_length_n = (off_t)response->length;
        return NGX_OK;
    }
    if (span_equal(pair->name, SPAN("Content-Type"))) {
        set_type(r, pair->value);
        return NGX_OK;
    }
    return add_field(r, pair);
}

static ngx_int_t set_fields(ngx_http_request_t *r,
                            const struct response *response)
{
    for (unsigned i = 0; i < response->field_count; i++) {
        if (set_field(r, response, &response->fields[i]) != NGX_OK)
            return NGX_ERROR;
    }
    for (unsigned i = 0; i < COMMON_FIELDS; i++) {
        if (push_field(r, &serve_common_fields[i]) == NULL)
            return NGX_ERROR;
    }
    return NGX_OK;
}

/* Moves a piece of `text` to its copy. */
static void follow(struct span *piece, struct span text, const char *copy)
{
    if (piece->at >= text.at && piece->at < text.at + text.length)
        piece->at = copy + (piece->at - text.at);
}

/*
 * Header fields are read when they are sent and again for the log, a body
 * when the client takes it; the response is gone then. So what it holds
 * itself is copied.
 */
static ngx_int_t keep_text(ngx_http_request_t *r, struct response *response)
{
    struct span text = sink_held(&response->text_sink);
    char *copy = ngx_pnalloc(r->pool, text.length);

    if (copy == NULL)
        return NGX_ERROR;
    ngx_memcpy(copy, text.at, text.length);
    for (unsigned i = 0; i < response->field_count; i++)
        follow(&response->fields[i].value, text, copy);
    follow(&response->ready, text, copy);
    return NGX_OK;
}

/* A body as nginx takes it, and the renderer's way there. */
struct body {
    ngx_pool_t *pool;
    ngx_chain_t *first;
    ngx_chain_t **end;
    ngx_buf_t *last;
    uint64_t left; /* bytes that are still to come */
};

static enum error append(struct body *body, u_char *at, size_t length)
{
    ngx_chain_t *link = ngx_alloc_chain_link(body->pool);
    ngx_buf_t *buffer = ngx_calloc_buf(body->pool);

    if (link == NULL || buffer == NULL)
        return ERROR_MEMORY;
    buffer->pos = buffer->start = at;
    buffer->last = buffer->end = at + length;
    buffer->memory = 1;
    link->buf = buffer;
    link->next = NULL;
    *body->end = link;
    body->end = &link->next;
    body->last = buffer;
    body->left -= ngx_min(body->left, length);
    return ERROR_NONE;
}

/* Gives the sink what the next bytes are to be written to. */
static enum error give_piece(struct body *body, struct sink *sink)
{
    size_t size = (size_t)ngx_min(body->left, PIECE);
    char *piece = ngx_pnalloc(body->pool, ngx_max(size, 1));

    if (piece == NULL)
        return ERROR_MEMORY;
    sink->start = sink->cursor = piece;
    sink->limit = piece + size;
    return ERROR_NONE;
}

/* A drain: what was written to a piece stays there, all else is copied. */
static enum error take(struct sink *sink, const char *bytes, size_t length)
{
    struct body *body = sink->host;
    u_char *copy;
    enum error error;

    if (bytes == sink->start) {
        error = append(body, (u_char *)sink->start, length);
        return error == ERROR_NONE ? give_piece(body, sink) : error;
    }
    copy = ngx_pnalloc(body->pool, length);
    if (copy == NULL)
        return ERROR_MEMORY;
    ngx_memcpy(copy, bytes, length);
    return append(body, copy, length);
}

/* A ready body goes out from where it lies, in the map for one. */
static enum error make_body(const struct response *response, struct body *body)
{
    struct sink sink = {.drain = take, .host = body};
    enum error error;

    if (response->bodyless || response->length == 0)
        return ERROR_NONE;
    if (response->ready.length > 0)
        return append(body, (u_char *)(uintptr_t)response->ready.at,
                      response->ready.length);
    error = give_piece(body, &sink);
    if (error != ERROR_NONE)
        return error;
    serve_body(response, &sink);
    return sink_flush(&sink);
}

static ngx_int_t send_response(ngx_http_request_t *r, struct response *response)
{
    struct body body = {.pool = r->pool, .left = response->length};
    ngx_int_t rc;

    body.end = &body.first;
    if (keep_text(r, response) != NGX_OK ||
        make_body(response, &body) != ERROR_NONE ||
        set_fields(r, response) != NGX_OK)
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    set_status(r, response);
    r->disable_not_modified = 1; /* serve() has compared the tags */
    rc = ngx_http_send_header(r);
    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only)
        return rc;
    if (body.first == NULL)
        return ngx_http_send_special(r, NGX_HTTP_LAST);
    body.last->last_buf = r == r->main;
    body.last->last_in_chain = 1;
    return ngx_http_output_filter(r, body.first);
}

ngx_int_t answer_send(ngx_http_request_t *r, struct response *response)
{
    log_fault(r, response);
    return send_response(r, response);
}

ngx_int_t answer_request(ngx_http_request_t *r, struct loan *loan,
                         ngx_thread_pool_t *threads)
{
    struct request request;
    struct response response;

    if (read_request(r, &request) != NGX_OK)
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    if (loan->generation != NULL)
        generation_hurry(loan->generation, READER_HASTY);
    request.reader = READER_HASTY;
    serve(loan->generation, &request, &response);
    if (loan->generation != NULL &&
        generation_met_cold(loan->generation, READER_HASTY))
        return cold_begin(r, loan, &request, threads);
    return answer_send(r, &response);
}
