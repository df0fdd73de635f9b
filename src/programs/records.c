#include "programs/records.h"

#include <errno.h>
#include <fastcgi.h>
#include <sys/uio.h>

/* What goes into one record: as much as fits, and keeps the next aligned. */
#define CONTENT_MAX ((size_t)65528)

static bool write_all(int connection, struct iovec *parts, int count)
{
    while (count > 0) {
        ssize_t written = writev(connection, parts, count);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        while (count > 0 && (size_t)written >= parts->iov_len) {
            written -= (ssize_t)parts->iov_len;
            parts++;
            count--;
        }
        if (count > 0) {
            parts->iov_base = (char *)parts->iov_base + written;
            parts->iov_len -= (size_t)written;
        }
    }
    return true;
}

static FCGI_Header header_of(const struct records *records, unsigned char type,
                             size_t length)
{
    return (FCGI_Header){.version = FCGI_VERSION_1,
                         .type = type,
                         .requestIdB1 = (unsigned char)(records->request >> 8),
                         .requestIdB0 = (unsigned char)records->request,
                         .contentLengthB1 = (unsigned char)(length >> 8),
                         .contentLengthB0 = (unsigned char)length};
}

/* Makes a record of stdout of `content`, which is no longer than fits. */
static void set_record(const struct records *records, FCGI_Header *header,
                       struct iovec parts[2], struct span content)
{
    *header = header_of(records, FCGI_STDOUT, content.length);
    parts[0] = (struct iovec){header, sizeof *header};
    parts[1] = (struct iovec){(void *)(uintptr_t)content.at, content.length};
}

static enum error drain(struct sink *sink, const char *bytes, size_t length)
{
    const struct records *records = sink->host;
    struct span rest = {bytes, length};

    while (rest.length > 0) {
        struct iovec parts[2];
        FCGI_Header header;

        set_record(records, &header, parts, span_first(rest, CONTENT_MAX));
        if (!write_all(records->connection, parts, 2))
            return ERROR_CLOSED;
        rest = span_from(rest, CONTENT_MAX);
    }
    return ERROR_NONE;
}

void records_begin(struct records *records, int connection, int request)
{
    records->sink = (struct sink){.drain = drain, .host = records};
    records->connection = connection;
    records->request = (unsigned)request;
}

bool records_end(struct sink *sink, struct span last)
{
    const struct records *records = sink->host;
    size_t late = last.length < CONTENT_MAX ? last.length : CONTENT_MAX;
    struct {
        FCGI_Header no_more;
        FCGI_EndRequestRecord end;
    } close = {.no_more = header_of(records, FCGI_STDOUT, 0)};
    FCGI_Header headers[2];
    struct iovec parts[5];
    int count = 0;

    sink_ready(sink, span_first(last, last.length - late));
    if (sink->error != ERROR_NONE)
        return false;
    if (sink_held(sink).length > 0) {
        set_record(records, &headers[0], parts, sink_held(sink));
        count += 2;
    }
    if (late > 0) {
        set_record(records, &headers[1], parts + count,
                   span_from(last, last.length - late));
        count += 2;
    }
    close.end.header =
        header_of(records, FCGI_END_REQUEST, sizeof close.end.body);
    close.end.body.protocolStatus = FCGI_REQUEST_COMPLETE;
    parts[count++] = (struct iovec){&close, sizeof close};
    return write_all(records->connection, parts, count);
}
