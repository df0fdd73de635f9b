#include "programs/worker.h"

#include <time.h>

#include "programs/log.h"
#include "store/guard.h"

#define PIECE 4096 /* is written at a time of a body that is rendered */

static void log_fault(const struct response *response)
{
    if (response->fault != ERROR_NONE)
        log_event(LOG_LEVEL_ERROR, SPAN("record"), response->fault_key,
                  span_of_string(error_text(response->fault)));
}

/* What is free of the response's text, some of which was touched, will do. */
static void lend_text(struct response *response, struct sink *sink)
{
    const struct sink *text = &response->text_sink;
    size_t size = (size_t)(text->limit - text->cursor);

    sink->start = sink->cursor = text->cursor;
    sink->limit = text->cursor + (size < PIECE ? size : PIECE);
}

bool worker_answer(struct answerer *answerer, char *const *variables,
                   struct sink *sink,
                   bool (*end)(struct sink *sink, struct span last))
{
    struct worker *worker = answerer->worker;
    struct generation *generation = store_borrow(worker->store);
    struct response *response = &answerer->response;
    struct request request;
    struct span last = SPAN("");
    bool whole;

    cgi_request(variables, answerer->path, &request);
    request.now = (int64_t)time(NULL);
    request.reader = answerer->reader;
    request.anonymous_kib = atomic_load(&worker->anonymous_kib);
    if (generation != NULL)
        generation_be_frugal(generation, answerer->reader);
    serve(generation, &request, response);
    lend_text(response, sink);
    cgi_head(response, sink);
    if (response->bodyless || response->ready.length == 0)
        serve_body(response, sink);
    else
        last = response->ready;
    log_fault(response);
    whole = !guard_took_fault() && end(sink, last);
    store_return(worker->store, generation);
    return whole;
}
