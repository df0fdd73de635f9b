/*
 * fcgi_client - a FastCGI client for tests, which also misbehaves at will.
 *
 *   fcgi_client [-n COUNT] [-H] ADDRESS [NAME=VALUE...]
 *       asks as a responder's client, writes what comes on stdout to stdout;
 *       with -n so many times, and only counts; with -H in two halves, the
 *       second when a line comes on standard input
 *   fcgi_client -n COUNT -l LIST ADDRESS [NAME=VALUE...]
 *       the same, each time with the next line of the file LIST as one more
 *       NAME=VALUE
 *   fcgi_client -r ADDRESS
 *       sends standard input as it is, writes what comes back
 *   fcgi_client -s COUNT [-B] ADDRESS
 *       opens so many connections, says nothing (with -B: a first record and
 *       no more), says "ready" and holds them until standard input ends
 *
 * ADDRESS: unix:PATH or a numeric HOST:PORT.
 * Exit status: 0 all answers were complete, 1 one was cut, 2 no connection.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lib/fcgi.h"

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static void wait_for_line(void)
{
    char line[16];

    puts("half");
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL)
        exit(2);
}

static enum fcgi_outcome ask(const char *address,
                             const struct fcgi_buffer *request, bool halves,
                             FILE *out)
{
    size_t first = halves ? request->length / 2 : 0;
    int fd = peer_connect(address);
    enum fcgi_outcome outcome = FCGI_CUT;

    if (fd < 0)
        return FCGI_REFUSED;
    if (fcgi_send(fd, request->bytes, first)) {
        if (halves)
            wait_for_line();
        if (fcgi_send(fd, request->bytes + first, request->length - first))
            outcome = fcgi_receive(fd, out);
    }
    close(fd);
    return outcome;
}

static int counted(const long counts[FCGI_REFUSED + 1])
{
    printf("complete %ld, cut %ld, refused %ld\n", counts[FCGI_COMPLETE],
           counts[FCGI_CUT], counts[FCGI_REFUSED]);
    return counts[FCGI_CUT] > 0 ? FCGI_CUT : FCGI_COMPLETE;
}

static int count(const char *address, const struct fcgi_buffer *request,
                 long times)
{
    long counts[FCGI_REFUSED + 1] = {0};

    while (times-- > 0)
        counts[ask(address, request, false, NULL)]++;
    return counted(counts);
}

/* The next line of `list`, from its start again behind the last. */
static char *next_line(FILE *list)
{
    static char line[8192];

    if (fgets(line, sizeof line, list) == NULL) {
        rewind(list);
        if (fgets(line, sizeof line, list) == NULL)
            die("an empty list");
    }
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static int count_list(const char *address, const char *path, char **variables,
                      long times)
{
    static struct fcgi_buffer request;
    char *all[32] = {NULL};
    long counts[FCGI_REFUSED + 1] = {0};
    FILE *list = fopen(path, "r");
    size_t last = 0;

    if (list == NULL)
        die(path);
    while (last < sizeof all / sizeof *all - 2 && variables[last] != NULL) {
        all[last] = variables[last];
        last++;
    }
    while (times-- > 0) {
        all[last] = next_line(list);
        fcgi_request(&request, all);
        counts[ask(address, &request, false, NULL)]++;
    }
    fclose(list);
    return counted(counts);
}

static int hold(const char *address, long times, bool begin)
{
    static const unsigned char record[16] = {1, 1, 0, 1, 0, 8, 0, 0, 0, 1};
    char line[16];

    while (times-- > 0) {
        int fd = peer_connect(address);

        if (fd < 0 || (begin && !fcgi_send(fd, record, sizeof record)))
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
    int fd = peer_connect(address);
    ssize_t got;

    if (fd < 0)
        die(address);
    while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0) {
        if (!fcgi_send(fd, bytes, (size_t)got))
            break;
    }
    shutdown(fd, SHUT_WR);
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        fwrite(bytes, 1, (size_t)got, stdout);
    return 0;
}

int main(int argc, char **argv)
{
    static struct fcgi_buffer request;
    bool raw = false, begin = false, halves = false;
    long times = 0, silent = 0;
    const char *list = NULL;
    int option;

    signal(SIGPIPE, SIG_IGN);
    while ((option = getopt(argc, argv, "n:s:l:rBH")) != -1) {
        if (option == 'n')
            times = atol(optarg);
        else if (option == 's')
            silent = atol(optarg);
        else if (option == 'l')
            list = optarg;
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
    if (list != NULL)
        return count_list(argv[optind], list, argv + optind + 1, times);
    fcgi_request(&request, argv + optind + 1);
    if (times > 0)
        return count(argv[optind], &request, times);
    return (int)ask(argv[optind], &request, halves, stdout);
}
