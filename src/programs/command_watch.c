#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "programs/command.h"
#include "programs/watcher.h"
#include "publish/compile.h"

static void say_waiting(const char *folder)
{
    fprintf(stderr, "tlexdr: another compile is writing %s; waiting\n", folder);
}

/* A compile may be left at any point: the store is the old one, or the new. */
static void stop(int number)
{
    (void)number;
    _exit(STATUS_GOOD);
}

static void stop_when_told(void)
{
    struct sigaction action = {.sa_handler = stop};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static const char *read_arguments(int argc, char **argv,
                                  struct compile_options *options)
{
    int letter;

    opterr = 0;
    while ((letter = getopt(argc, argv, "o:")) != -1) {
        if (letter != 'o')
            return "there is no such option, or its value is missing";
        options->store = optarg;
    }
    if (options->store == NULL)
        return "-o STORE is missing";
    if (argc - optind != 1)
        return "one DATA folder is needed";
    options->data = argv[optind];
    return NULL;
}

/* False once nobody reads what we print: then nobody is there. */
static bool publish_again(const struct compile_options *options)
{
    command_publish(options);
    return fflush(stdout) == 0;
}

int command_watch(int argc, char **argv)
{
    char buffer[4096];
    struct sink messages = command_output(STDERR_FILENO, buffer, sizeof buffer);
    struct compile_options options = {
        .jobs = command_cpus(), .messages = &messages, .waiting = say_waiting};
    const char *misuse = read_arguments(argc, argv, &options);
    struct watcher watcher;

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    stop_when_told();
    if (!watcher_open(&watcher, options.data, options.store, &messages)) {
        log_text(&messages, span_of_string(options.data));
        LIT(&messages, ": ");
        log_text(&messages, span_of_string(strerror(errno)));
        LIT(&messages, "\n");
        sink_flush(&messages);
        return STATUS_BAD;
    }
    while (publish_again(&options))
        watcher_wait(&watcher);
    watcher_close(&watcher);
    return STATUS_BAD;
}
