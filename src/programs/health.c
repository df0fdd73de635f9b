#include "programs/health.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "programs/probe.h"

#define ANSWER_ROOM 16384
#define TEXT_OF(number) #number
#define TEXT(macro) TEXT_OF(macro)

/* FastCGI 1.0, sections 3.3, 5 and 8. */
enum { BEGIN_REQUEST = 1, END_REQUEST = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };
enum { FCGI_1 = 1, REQUEST_ID = 1, RESPONDER = 1, HEADER = 8 };

static bool limit_waiting(int fd)
{
    struct timeval limit = {.tv_sec = HEALTH_SECONDS};

    return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0;
}

static bool send_all(int fd, struct span bytes)
{
    while (bytes.length > 0) {
        ssize_t sent = send(fd, bytes.at, bytes.length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = span_from(bytes, (size_t)sent);
    }
    return true;
}

/* Reads until the other end closes, or the room is full. */
static bool receive_all(int fd, struct sink *answer)
{
    for (;;) {
        ssize_t got = recv(fd, answer->cursor,
                           (size_t)(answer->limit - answer->cursor), 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        answer->cursor += got;
        if (answer->cursor == answer->limit)
            return true;
    }
}

/* The digits behind "name": " in an answer of JSON. */
static void find_member(struct span text, struct span name, char to[17])
{
    struct span rest =
        span_from(text, span_find_span(text, name) + name.length);
    size_t length = 0;

    rest = span_from(rest, span_find(rest, '"') + 1);
    while (length < 16 && length < rest.length && rest.at[length] != '"') {
        to[length] = rest.at[length];
        length++;
    }
    to[length] = '\0';
}

static void take_body(struct span body, struct health *health)
{
    find_member(body, SPAN("\"generation\":"), health->generation);
    find_member(body, SPAN("\"renderer\":"), health->renderer);
}

/* --- FastCGI */

static void put_record(struct sink *sink, int type, struct span content)
{
    const char header[HEADER] = {FCGI_1,
                                 (char)type,
                                 0,
                                 REQUEST_ID,
                                 (char)(content.length >> 8),
                                 (char)content.length,
                                 0,
                                 0};

    sink_ready(sink, (struct span){header, sizeof header});
    sink_ready(sink, content);
}

/* A name and value of less than 128 bytes each, or a value of four. */
static void put_pair(struct sink *sink, struct span name, struct span value)
{
    sink_byte(sink, (char)name.length);
    if (value.length < 128) {
        sink_byte(sink, (char)value.length);
    } else {
        sink_byte(sink, (char)(value.length >> 24 | 0x80));
        sink_byte(sink, (char)(value.length >> 16));
        sink_byte(sink, (char)(value.length >> 8));
        sink_byte(sink, (char)value.length);
    }
    sink_ready(sink, name);
    sink_ready(sink, value);
}

static void put_request(struct sink *sink, struct span path)
{
    static const char begin[] = {0, RESPONDER, 0, 0, 0, 0, 0, 0};
    char text[8192];
    struct sink params = sink_over(text, sizeof text);

    put_pair(&params, SPAN("REQUEST_METHOD"), SPAN("GET"));
    put_pair(&params, SPAN("REQUEST_URI"), path);
    put_pair(&params, SPAN("SERVER_PROTOCOL"), SPAN("HTTP/1.0"));
    put_record(sink, BEGIN_REQUEST, (struct span){begin, sizeof begin});
    put_record(sink, PARAMS, sink_held(&params));
    put_record(sink, PARAMS, SPAN(""));
    put_record(sink, STDIN, SPAN(""));
}

/* The contents of all STDOUT records, put together in place. */
static struct span join_output(char *bytes, size_t length)
{
    size_t from = 0;
    size_t to = 0;

    while (length - from >= HEADER) {
        const unsigned char *header = (const unsigned char *)bytes + from;
        int type = header[1];
        size_t content = (size_t)header[4] << 8 | header[5];
        size_t padding = header[6];

        from += HEADER;
        if (content > length - from || type == END_REQUEST)
            break;
        if (type == STDOUT) {
            memmove(bytes + to, bytes + from, content);
            to += content;
        }
        from += content;
        from += padding < length - from ? padding : length - from;
    }
    return (struct span){bytes, to};
}

static int connect_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
    } else {
        memcpy(address.sun_path, path, strlen(path));
        if (fd >= 0 && limit_waiting(fd) &&
            connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
            return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Sends, reads what comes, and closes; false with errno. */
static bool converse(int fd, struct span request, struct sink *answer)
{
    bool good = fd >= 0 && send_all(fd, request) && receive_all(fd, answer);
    int why = errno;

    if (fd >= 0)
        close(fd);
    errno = why;
    return good;
}

void health_of_worker(const char *socket_path, struct span path,
                      struct health *health)
{
    char request_bytes[10240];
    char answer_bytes[ANSWER_ROOM];
    struct sink request = sink_over(request_bytes, sizeof request_bytes);
    struct sink answer = sink_over(answer_bytes, sizeof answer_bytes);
    struct span status_field = SPAN("Status: ");
    struct span output;
    uint64_t status;

    *health = (struct health){0};
    put_request(&request, path);
    if (!converse(connect_unix(socket_path), sink_held(&request), &answer)) {
        health->why = errno == 0 ? EIO : errno;
        health->trouble =
            health->why == EAGAIN
                ? "it did not answer within " TEXT(HEALTH_SECONDS) " seconds"
                : strerror(health->why);
        return;
    }
    output = join_output(answer_bytes, sink_held(&answer).length);
    output = span_from(output, span_find_span(output, status_field) +
                                   status_field.length);
    if (span_decimal(span_first(output, 3), 999, &status))
        health->status = (unsigned)status;
    take_body(output, health);
}

/* --- HTTP */

void health_of_site(struct span address, struct health *health)
{
    char url[4096];
    char bytes[ANSWER_ROOM];
    struct sink whole = sink_over(url, sizeof url - 1);
    struct sink body = sink_over(bytes, sizeof bytes);
    struct probe_answer answer;

    sink_ready(&whole, address);
    LIT(&whole, "/healthz.json");
    *whole.cursor = '\0';
    answer = probe_body(url, HEALTH_SECONDS, &body);
    *health = (struct health){.status = (unsigned)answer.status,
                              .trouble = answer.trouble,
                              .unresolved = answer.unresolved};
    take_body(sink_held(&body), health);
}
