#include "programs/fcgi.h"

#include <fcgiapp.h>
#include <fastcgi.h>

#include "programs/log.h"
#include "programs/records.h"

/* What is read of a body that nobody asked for, so that its sender is done. */
#define UNWANTED (1024 * 1024)

bool fcgi_begin(void)
{
    return FCGX_Init() == 0;
}

/*
 * Reads what is left of a request. Closing a connection that has unread
 * bytes resets it, and the peer may lose the answer. And libfcgi takes
 * variables that end with the connection, or in a time-out, for all there
 * are; only the stream's error says that they were cut. Not inlined: what
 * answers has no use for its piece of stack.
 */
static __attribute__((noinline)) void read_out(FCGX_Stream *in)
{
    char piece[512];
    unsigned total = 0;
    int got;

    while (total < UNWANTED && (got = FCGX_GetStr(piece, sizeof piece, in)) > 0)
        total += (unsigned)got;
}

/* The members that FCGX_Accept_r and FCGX_Free go by. */
static bool take(FCGX_Request *request, int connection)
{
    if (FCGX_InitRequest(request, -1, 0) != 0)
        return false;
    request->ipcFd = connection; /* so that it accepts none */
    request->keepConnection = 1; /* so that it doesn't close this one first */
    request->detached = 1;       /* so that closing doesn't linger */
    return FCGX_Accept_r(request) == 0;
}

/* Its variables stay; the buffers of its streams are 17 kB. */
static void free_streams(FCGX_Request *request)
{
    FCGX_FreeStream(&request->in);
    FCGX_FreeStream(&request->out);
    FCGX_FreeStream(&request->err);
}

void fcgi_answer(struct answerer *answerer, int connection)
{
    FCGX_Request request;
    struct records records;
    bool cut;

    if (!take(&request, connection))
        return; /* libfcgi has closed it */
    read_out(request.in);
    cut = FCGX_GetError(request.in) != 0;
    free_streams(&request);
    records_begin(&records, connection, request.requestId);
    if (cut) /* there is no end record: the server sees it is cut */
        log_event(LOG_LEVEL_WARNING, SPAN("request cut"), SPAN(""), SPAN(""));
    else if (request.role == FCGI_RESPONDER)
        worker_answer(answerer, request.envp, &records.sink, records_end);
    else
        records_end(&records.sink, SPAN(""));
    request.detached = 1;
    FCGX_Free(&request, 1);
}
