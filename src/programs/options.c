#include "programs/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/span.h"

static const char usage[] =
    "Usage: tlexdr-fcgi --store STORE [OPTION...]\n"
    "Answers FastCGI requests from the store folder STORE.\n"
    "\n"
    "  --store STORE     the folder that `tlexdr compile` publishes into\n"
    "                    (default: $TLEXDR_STORE); only read\n"
    "  --state STATE     the one folder to write to (default: $TLEXDR_STATE)\n"
    "  --listen ADDRESS  unix:PATH or HOST:PORT; without it the socket that\n"
    "                    the program was started with (systemd, spawn-fcgi),\n"
    "                    or one plain CGI request\n"
    "  --threads N       1 to 256 (default: the processors plus 2)\n"
    "  --help            print this\n"
    "  --version         print the version\n";

enum {
    OPTION_HELP = 1,
    OPTION_LISTEN,
    OPTION_STATE,
    OPTION_STORE,
    OPTION_THREADS,
    OPTION_VERSION
};

static const struct option known[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"listen", required_argument, NULL, OPTION_LISTEN},
    {"state", required_argument, NULL, OPTION_STATE},
    {"store", required_argument, NULL, OPTION_STORE},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

int options_mistake(const char *subject, const char *text)
{
    fprintf(stderr, "tlexdr-fcgi: %s: %s\nTry 'tlexdr-fcgi --help'.\n", subject,
            text);
    return 2;
}

static bool end_with(int *status, int value)
{
    *status = value;
    return false;
}

static bool print(int *status, const char *text)
{
    bool written = fputs(text, stdout) >= 0 && fflush(stdout) == 0;

    return end_with(status, written ? 0 : 1);
}

static bool read_threads(struct options *options, const char *text, int *status)
{
    uint64_t number;

    if (!span_decimal(span_of_string(text), THREADS_MAX, &number) ||
        number == 0)
        return end_with(status,
                        options_mistake("--threads", "1 to 256 are due"));
    options->threads = (unsigned)number;
    return true;
}

static bool read_one(struct options *options, int option, int *status)
{
    switch (option) {
    case OPTION_LISTEN:
        options->listen = optarg;
        return true;
    case OPTION_STATE:
        options->state = optarg;
        return true;
    case OPTION_STORE:
        options->store = optarg;
        return true;
    case OPTION_THREADS:
        return read_threads(options, optarg, status);
    case OPTION_HELP:
        return print(status, usage);
    case OPTION_VERSION:
        return print(status, "tlexdr-fcgi " PACKAGE_VERSION "\n");
    default: /* getopt_long has said what is wrong */
        fputs("Try 'tlexdr-fcgi --help'.\n", stderr);
        return end_with(status, 2);
    }
}

static unsigned default_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (processors < 1)
        processors = 1;
    return processors > THREADS_MAX - 2 ? THREADS_MAX
                                        : (unsigned)processors + 2;
}

bool options_read(int argc, char **argv, struct options *options, int *status)
{
    int option;

    *options = (struct options){
        .store = getenv("TLEXDR_STORE"),
        .state = getenv("TLEXDR_STATE"),
        .threads = default_threads(),
    };
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (!read_one(options, option, status))
            return false;
    }
    if (optind < argc)
        return end_with(status,
                        options_mistake(argv[optind], "no such argument"));
    if (options->store == NULL || options->store[0] == '\0')
        return end_with(status, options_mistake("--store", "is missing"));
    return true;
}
