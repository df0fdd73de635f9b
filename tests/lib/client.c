#include "tests/lib/client.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "tests/lib/fcgi.h"

static const char *peer; /* without http: or fcgi: */
static bool over_http;

/* The kept connection, and what came over it that nobody has read yet. */
static int connection = -1;
static char incoming[64 * 1024];
static size_t incoming_start;
static size_t incoming_end;

static void hang_up(void)
{
    if (connection >= 0)
        close(connection);
    connection = -1;
    incoming_start = incoming_end = 0;
}

void client_open(const char *address)
{
    signal(SIGPIPE, SIG_IGN);
    hang_up();
    over_http = strncmp(address, "http:", 5) == 0;
    peer =
        over_http || strncmp(address, "fcgi:", 5) == 0 ? address + 5 : address;
}

bool client_is_http(void)
{
    return over_http;
}

const char *answer_value(const struct answer *answer, const char *name)
{
    for (unsigned i = 0; i < answer->count; i++) {
        if (strcasecmp(answer->names[i], name) == 0)
            return answer->values[i];
    }
    return "";
}

/* Ends the line at `line`; what follows it, or NULL for a bare line end. */
static char *end_line(char *line)
{
    char *end = strstr(line, "\r\n");

    if (end == NULL)
        return NULL;
    *end = '\0';
    return end + 2;
}

/* "Name: value" lines up to an empty one. */
static void split_fields(struct answer *answer, char *line)
{
    while (line != NULL && *line != '\0') {
        char *next = end_line(line);
        char *colon = strchr(line, ':');

        if (next != NULL && line[0] == '\0')
            return;
        if (next == NULL || colon == NULL || answer->count == ANSWER_FIELDS) {
            answer->fault = "a line of the head is no field";
            return;
        }
        *colon = '\0';
        answer->names[answer->count] = line;
        answer->values[answer->count++] = colon + 1 + strspn(colon + 1, " ");
        line = next;
    }
}

/* --- HTTP */

static bool fill(void)
{
    ssize_t got;

    incoming_start = incoming_end = 0;
    got = read(connection, incoming, sizeof incoming);
    if (got <= 0)
        return false;
    incoming_end = (size_t)got;
    return true;
}

static bool take_byte(char *byte)
{
    if (incoming_start == incoming_end && !fill())
        return false;
    *byte = incoming[incoming_start++];
    return true;
}

static bool read_head(struct answer *answer)
{
    size_t used = 0;

    while (used + 1 < sizeof answer->head && take_byte(&answer->head[used])) {
        answer->head[++used] = '\0';
        if (used >= 4 && memcmp(answer->head + used - 4, "\r\n\r\n", 4) == 0)
            return true;
    }
    return false;
}

static void read_body(struct answer *answer, size_t length)
{
    if (length > sizeof answer->body - 1) {
        answer->fault = "the body is larger than this client takes";
        return;
    }
    while (answer->length < length && take_byte(&answer->body[answer->length]))
        answer->length++;
    if (answer->length < length)
        answer->fault = "the body is cut";
}

static size_t write_request(char *text, size_t size, const char *method,
                            const char *target, const char *const *fields)
{
    int used = snprintf(text, size, "%s %s HTTP/1.1\r\nHost: t.example\r\n",
                        method, target);

    for (; fields[0] != NULL; fields += 2) {
        if (fields[1] != NULL)
            used += snprintf(text + used, size - (size_t)used, "%s: %s\r\n",
                             fields[0], fields[1]);
    }
    if (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0)
        used +=
            snprintf(text + used, size - (size_t)used, "Content-Length: 0\r\n");
    used += snprintf(text + used, size - (size_t)used, "\r\n");
    return (size_t)used;
}

/* Sends and reads a head; once more where a kept connection had ended. */
static bool exchange_heads(const char *request, size_t length,
                           struct answer *answer)
{
    for (bool kept = connection >= 0;; kept = false) {
        if (connection < 0)
            connection = peer_connect(peer);
        if (connection < 0)
            return false;
        if (fcgi_send(connection, (const unsigned char *)request, length) &&
            read_head(answer))
            return true;
        hang_up();
        if (!kept)
            return false;
    }
}

static void ask_http(const char *method, const char *target,
                     const char *const *fields, struct answer *answer)
{
    static char request[128 * 1024];
    size_t length =
        write_request(request, sizeof request, method, target, fields);
    char *line;

    if (!exchange_heads(request, length, answer)) {
        answer->fault = "no answer came";
        return;
    }
    line = end_line(answer->head);
    if (strncmp(answer->head, "HTTP/1.1 ", 9) == 0)
        answer->status = (unsigned)atoi(answer->head + 9);
    split_fields(answer, line);
    if (strcmp(method, "HEAD") != 0 && answer->status != 304) {
        if (answer_value(answer, "Content-Length")[0] == '\0')
            answer->fault = "Content-Length is missing";
        read_body(answer, (size_t)atol(answer_value(answer, "Content-Length")));
    }
    if (incoming_start != incoming_end)
        answer->fault = "more came than was announced";
    if (answer->fault != NULL ||
        strcasecmp(answer_value(answer, "Connection"), "close") == 0)
        hang_up();
}

/* --- FastCGI */

static void write_name(char *to, const char *name)
{
    for (; *name != '\0'; name++)
        *to++ = *name == '-' ? '_' : (char)toupper((unsigned char)*name);
    *to = '\0';
}

/* NAME=VALUE in a text that the caller frees. */
static char *variable(const char *format, const char *name, const char *value)
{
    char *text = malloc(strlen(format) + strlen(name) + strlen(value) + 1);

    if (text != NULL)
        sprintf(text, format, name, value);
    return text;
}

static void make_request(struct fcgi_buffer *request, const char *method,
                         const char *target, const char *const *fields)
{
    char *variables[16] = {
        variable("%s=%s", "REQUEST_METHOD", method),
        variable("%s=%s", "REQUEST_URI", target),
    };
    unsigned count = 2;
    char name[64];

    for (; fields[0] != NULL && count < 15; fields += 2) {
        if (fields[1] == NULL)
            continue;
        write_name(name, fields[0]);
        variables[count++] = variable("HTTP_%s=%s", name, fields[1]);
    }
    fcgi_request(request, variables);
    while (count > 0)
        free(variables[--count]);
}

/* Takes apart what a worker wrote: a head with Status, then the body. */
static void split_output(struct answer *answer, const char *output,
                         size_t length)
{
    const char *end = memmem(output, length, "\r\n\r\n", 4);
    size_t head = end == NULL ? length : (size_t)(end - output) + 4;

    if (end == NULL || head >= sizeof answer->head ||
        length - head >= sizeof answer->body) {
        answer->fault = "the head does not end, or all is too large";
        return;
    }
    memcpy(answer->head, output, head);
    answer->head[head] = '\0';
    answer->length = length - head;
    memcpy(answer->body, output + head, answer->length);
    split_fields(answer, answer->head);
    answer->status = (unsigned)atoi(answer_value(answer, "Status"));
}

static void ask_fcgi(const char *method, const char *target,
                     const char *const *fields, struct answer *answer)
{
    static struct fcgi_buffer request;
    char *output = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&output, &length);
    int fd = peer_connect(peer);

    make_request(&request, method, target, fields);
    if (stream == NULL || fd < 0 ||
        !fcgi_send(fd, request.bytes, request.length) ||
        fcgi_receive(fd, stream) != FCGI_COMPLETE)
        answer->fault = "no answer came";
    if (stream != NULL)
        fclose(stream);
    if (fd >= 0)
        close(fd);
    if (answer->fault == NULL)
        split_output(answer, output, length);
    free(output);
}

void client_ask(const char *method, const char *target,
                const char *const *fields, struct answer *answer)
{
    answer->status = 0;
    answer->fault = NULL;
    answer->count = 0;
    answer->length = 0;
    answer->head[0] = '\0';
    if (over_http)
        ask_http(method, target, fields, answer);
    else
        ask_fcgi(method, target, fields, answer);
    answer->body[answer->length] = '\0';
}
