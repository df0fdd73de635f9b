#include "programs/worker.h"

#include <time.h>

#include "programs/log.h"
#include "store/guard.h"

static void log_fault(const struct response *response)
{
    if (response->fault != ERROR_NONE)
        log_event(LOG_LEVEL_ERROR, SPAN("record"), response->fault_key,
                  span_of_string(error_text(response->fault)));
}

bool worker_answer(struct answerer *answerer, char *const *variables,
                   struct sink *sink)
{
    struct worker *worker = answerer->worker;
    struct generation *generation = store_borrow(worker->store);
    struct response *response = &answerer->response;
    struct request request;
    bool whole;

    cgi_request(variables, answerer->path, &request);
    request.now = (int64_t)time(NULL);
    request.reader = answerer->reader;
    request.anonymous_kib = atomic_load(&worker->anonymous_kib);
    serve(generation, &request, response);
    cgi_response(response, sink);
    sink_flush(sink);
    log_fault(response);
    whole = !guard_took_fault();
    store_return(worker->store, generation);
    return whole;
}
