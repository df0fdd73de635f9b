#include "programs/fcgi.h"

#include <fcgiapp.h>
#include <fastcgi.h>
#include <limits.h>

#include "programs/log.h"

/* What is read of a body that nobody asked for, so that its sender is done. */
#define UNWANTED (1024 * 1024)
#define PIECE 512 /* at a time */

bool fcgi_begin(void)
{
    return FCGX_Init() == 0;
}

/* The sink writes to what is free of libfcgi's own buffer, of 8 kB in all. */
static void lend_buffer(struct sink *sink)
{
    const FCGX_Stream *out = sink->host;

    sink->start = sink->cursor = (char *)out->wrNext;
    sink->limit = (char *)out->stop;
}

static enum error put(struct sink *sink, const char *bytes, size_t length)
{
    FCGX_Stream *out = sink->host;

    /* All answers are far below INT_MAX; a longer one fails here. */
    if (bytes == sink->start)
        out->wrNext += length;
    else if (length > INT_MAX || FCGX_PutStr(bytes, (int)length, out) < 0)
        return ERROR_CLOSED;
    lend_buffer(sink);
    return ERROR_NONE;
}

/*
 * Reads what is left of a request. Closing a connection that has unread
 * bytes resets it, and the peer may lose the answer. And libfcgi takes
 * variables that end with the connection, or in a time-out, for all there
 * are; only the stream's error says that they were cut.
 */
static void read_out(FCGX_Stream *in, char piece[static PIECE])
{
    unsigned total = 0;
    int got;

    while (total < UNWANTED && (got = FCGX_GetStr(piece, PIECE, in)) > 0)
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

static void finish(FCGX_Request *request, bool whole)
{
    if (whole) { /* else there is no end record: the server sees it is cut */
        FCGX_FClose(request->err);
        FCGX_FClose(request->out);
    }
    request->detached = 1;
    FCGX_Free(request, 1);
}

void fcgi_answer(struct answerer *answerer, int connection)
{
    FCGX_Request request;
    char piece[PIECE];
    struct sink sink = {.drain = put};
    bool whole = true;
    bool cut;

    if (!take(&request, connection))
        return; /* libfcgi has closed it */
    read_out(request.in, piece);
    cut = FCGX_GetError(request.in) != 0;
    FCGX_FreeStream(&request.in); /* a buffer of 8 kB, for others to use */
    sink.host = request.out;
    lend_buffer(&sink);
    if (cut) {
        log_event(LOG_LEVEL_WARNING, SPAN("request cut"), SPAN(""), SPAN(""));
        whole = false;
    } else if (request.role == FCGI_RESPONDER) {
        whole = worker_answer(answerer, request.envp, &sink);
    }
    finish(&request, whole);
}
