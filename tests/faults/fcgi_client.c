/*
 * fcgi_client - a FastCGI client for tests, which also misbehaves at will.
 *
 *   fcgi_client [-n COUNT] [-H] ADDRESS [NAME=VALUE...]
 *       asks as a responder's client, writes what comes on stdout to stdout;
 *       with -n so many times, and only counts; with -H in two halves, the
 *       second when a line comes on standard input
 *   fcgi_client -r ADDRESS
 *       sends standard input as it is, writes what comes back
 *   fcgi_client -s COUNT [-B] ADDRESS
 *       opens so many connections, says nothing (with -B: a first record and
 *       no more), says "ready" and holds them until standard input ends
 *
 * ADDRESS: unix:PATH or a numeric HOST:PORT.
 * Exit status: 0 all answers were complete, 1 one was cut, 2 no connection.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BEGIN_REQUEST = 1, END_REQUEST = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

enum outcome { COMPLETE, CUT, REFUSED };

struct buffer {
    unsigned char bytes[64 * 1024];
    size_t length;
};

static void die(const char *what)
{
    perror(what);
    exit(2);
}

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

static int connect_to(const char *address)
{
    if (strncmp(address, "unix:", 5) == 0)
        return connect_unix(address + 5);
    return connect_tcp(address);
}

static void add(struct buffer *buffer, const void *bytes, size_t length)
{
    if (buffer->length + length > sizeof buffer->bytes) {
        fputs("fcgi_client: too many parameters\n", stderr);
        exit(2);
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

static void add_record(struct buffer *buffer, int type, const void *content,
                       size_t length)
{
    unsigned char header[8] = {1, (unsigned char)type, 0, 1};

    header[4] = (unsigned char)(length >> 8);
    header[5] = (unsigned char)length;
    add(buffer, header, sizeof header);
    add(buffer, content, length);
}

/* A length of a name or value: four bytes do for all. */
static void add_length(struct buffer *buffer, size_t length)
{
    unsigned char bytes[4] = {
        (unsigned char)(length >> 24 | 0x80), (unsigned char)(length >> 16),
        (unsigned char)(length >> 8), (unsigned char)length};

    add(buffer, bytes, sizeof bytes);
}

static void add_variable(struct buffer *buffer, const char *text)
{
    size_t name = strcspn(text, "=");
    const char *value = text[name] == '=' ? text + name + 1 : "";

    add_length(buffer, name);
    add_length(buffer, strlen(value));
    add(buffer, text, name);
    add(buffer, value, strlen(value));
}

static void make_request(struct buffer *request, char **variables)
{
    static const unsigned char responder[8] = {0, 1};
    static struct buffer list;

    list.length = request->length = 0;
    for (; *variables != NULL; variables++)
        add_variable(&list, *variables);
    add_record(request, BEGIN_REQUEST, responder, sizeof responder);
    add_record(request, PARAMS, list.bytes, list.length);
    add_record(request, PARAMS, "", 0);
    add_record(request, STDIN, "", 0);
}

static bool send_all(int fd, const unsigned char *bytes, size_t length)
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

/* Reads records up to the last, stdout's content to `out` unless NULL. */
static enum outcome read_answer(int fd, FILE *out)
{
    static unsigned char content[65536 + 256];
    unsigned char header[8];

    while (read_all(fd, header, sizeof header)) {
        size_t length = (size_t)(header[4] << 8 | header[5]);

        if (!read_all(fd, content, length + header[6]))
            return CUT;
        if (header[1] == END_REQUEST)
            return COMPLETE;
        if (header[1] == STDOUT && out != NULL)
            fwrite(content, 1, length, out);
    }
    return CUT;
}

static void wait_for_line(void)
{
    char line[16];

    puts("half");
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL)
        exit(2);
}

static enum outcome ask(const char *address, const struct buffer *request,
                        bool halves, FILE *out)
{
    size_t first = halves ? request->length / 2 : 0;
    int fd = connect_to(address);
    enum outcome outcome = CUT;

    if (fd < 0)
        return REFUSED;
    if (send_all(fd, request->bytes, first)) {
        if (halves)
            wait_for_line();
        if (send_all(fd, request->bytes + first, request->length - first))
            outcome = read_answer(fd, out);
    }
    close(fd);
    return outcome;
}

static int count(const char *address, const struct buffer *request, long times)
{
    long counts[REFUSED + 1] = {0};

    while (times-- > 0)
        counts[ask(address, request, false, NULL)]++;
    printf("complete %ld, cut %ld, refused %ld\n", counts[COMPLETE],
           counts[CUT], counts[REFUSED]);
    return counts[CUT] > 0 ? CUT : COMPLETE;
}

static int hold(const char *address, long times, bool begin)
{
    static const unsigned char record[16] = {1, 1, 0, 1, 0, 8, 0, 0, 0, 1};
    char line[16];

    while (times-- > 0) {
        int fd = connect_to(address);

        if (fd < 0 || (begin && !send_all(fd, record, sizeof record)))
            die(address);
    }
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL)
        ;
    return 0;
}

static int send_raw(const char *address)
{
    static unsigned char bytes[65536];
    int fd = connect_to(address);
    ssize_t got;

    if (fd < 0)
        die(address);
    while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0) {
        if (!send_all(fd, bytes, (size_t)got))
            break;
    }
    shutdown(fd, SHUT_WR);
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        fwrite(bytes, 1, (size_t)got, stdout);
    return 0;
}

int main(int argc, char **argv)
{
    static struct buffer request;
    bool raw = false, begin = false, halves = false;
    long times = 0, silent = 0;
    int option;

    signal(SIGPIPE, SIG_IGN);
    while ((option = getopt(argc, argv, "n:s:rBH")) != -1) {
        if (option == 'n')
            times = atol(optarg);
        else if (option == 's')
            silent = atol(optarg);
        raw |= option == 'r';
        begin |= option == 'B';
        halves |= option == 'H';
        if (option == '?')
            return 2;
    }
    if (optind == argc)
        return 2;
    if (raw)
        return send_raw(argv[optind]);
    if (silent > 0)
        return hold(argv[optind], silent, begin);
    make_request(&request, argv + optind + 1);
    if (times > 0)
        return count(argv[optind], &request, times);
    return (int)ask(argv[optind], &request, halves, stdout);
}
