#include "tests/lib/fcgi.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BEGIN_REQUEST = 1, END_REQUEST = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

static int connect_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

static int connect_tcp(const char *text)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    const char *colon = strrchr(text, ':');
    char host[64] = "";
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (colon == NULL || colon - text >= (long)sizeof host)
        return -1;
    memcpy(host, text, (size_t)(colon - text));
    inet_pton(AF_INET, host, &address.sin_addr);
    address.sin_port = htons((uint16_t)atoi(colon + 1));
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

int peer_connect(const char *address)
{
    if (strncmp(address, "unix:", 5) == 0)
        return connect_unix(address + 5);
    return connect_tcp(address);
}

static void add(struct fcgi_buffer *buffer, const void *bytes, size_t length)
{
    if (buffer->length + length > sizeof buffer->bytes) {
        fputs("too many FastCGI parameters\n", stderr);
        exit(2);
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

static void add_record(struct fcgi_buffer *buffer, int type,
                       const void *content, size_t length)
{
    unsigned char header[8] = {1, (unsigned char)type, 0, 1};

    header[4] = (unsigned char)(length >> 8);
    header[5] = (unsigned char)length;
    add(buffer, header, sizeof header);
    add(buffer, content, length);
}

/* A length of a name or value: four bytes do for all. */
static void add_length(struct fcgi_buffer *buffer, size_t length)
{
    unsigned char bytes[4] = {
        (unsigned char)(length >> 24 | 0x80), (unsigned char)(length >> 16),
        (unsigned char)(length >> 8), (unsigned char)length};

    add(buffer, bytes, sizeof bytes);
}

static void add_variable(struct fcgi_buffer *buffer, const char *text)
{
    size_t name = strcspn(text, "=");
    const char *value = text[name] == '=' ? text + name + 1 : "";

    add_length(buffer, name);
    add_length(buffer, strlen(value));
    add(buffer, text, name);
    add(buffer, value, strlen(value));
}

void fcgi_request(struct fcgi_buffer *request, char **variables)
{
    static const unsigned char responder[8] = {0, 1};
    static struct fcgi_buffer list;

    list.length = request->length = 0;
    for (; *variables != NULL; variables++)
        add_variable(&list, *variables);
    add_record(request, BEGIN_REQUEST, responder, sizeof responder);
    add_record(request, PARAMS, list.bytes, list.length);
    add_record(request, PARAMS, "", 0);
    add_record(request, STDIN, "", 0);
}

bool fcgi_send(int fd, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = write(fd, bytes, length);

        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool read_all(int fd, unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t got = read(fd, bytes, length);

        if (got <= 0)
            return false;
        bytes += got;
        length -= (size_t)got;
    }
    return true;
}

enum fcgi_outcome fcgi_receive(int fd, FILE *out)
{
    static unsigned char content[65536 + 256];
    unsigned char header[8];

    while (read_all(fd, header, sizeof header)) {
        size_t length = (size_t)(header[4] << 8 | header[5]);

        if (!read_all(fd, content, length + header[6]))
            return FCGI_CUT;
        if (header[1] == END_REQUEST)
            return FCGI_COMPLETE;
        if (header[1] == STDOUT && out != NULL)
            fwrite(content, 1, length, out);
    }
    return FCGI_CUT;
}
