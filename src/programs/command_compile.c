#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "programs/command.h"
#include "programs/progress.h"

static void say_waiting(const char *folder)
{
    fprintf(stderr, "tlexdr: another compile is writing %s; waiting\n", folder);
}

static void say_nothing(const char *folder)
{
    (void)folder;
}

unsigned command_cpus(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : (unsigned)count;
}

/* False for what is no number of threads. */
static bool read_jobs(const char *text, unsigned *jobs)
{
    uint64_t number;

    if (!span_decimal(span_of_string(text), 256, &number) || number == 0)
        return false;
    *jobs = (unsigned)number;
    return true;
}

/* Fills options; the complaint where the arguments don't fit, else NULL. */
static const char *read_arguments(int argc, char **argv,
                                  struct compile_options *options, bool *quiet)
{
    static const struct option names[] = {{"strict", no_argument, NULL, 's'},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {NULL, 0, NULL, 0}};
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "j:o:q", names, NULL)) != -1) {
        if (letter == 'o')
            options->store = optarg;
        else if (letter == 's')
            options->strict = true;
        else if (letter == 'q')
            *quiet = true;
        else if (letter != 'j')
            return "there is no such option, or its value is missing";
        else if (!read_jobs(optarg, &options->jobs))
            return "-j takes a number of threads, from 1 to 256";
    }
    if (options->store == NULL)
        return "-o STORE is missing";
    if (argc - optind != 1)
        return "one DATA folder is needed";
    options->data = argv[optind];
    return NULL;
}

int command_publish(const struct compile_options *options)
{
    struct compile_counts counts;
    bool published = compile(options, &counts);

    if (options->progress == progress_bar)
        progress_wipe();
    sink_flush(options->messages);
    printf("compiled %zu, unchanged %zu, removed %zu, rejected %zu\n",
           counts.compiled, counts.unchanged, counts.removed, counts.rejected);
    return published && counts.rejected == 0 ? STATUS_GOOD : STATUS_BAD;
}

int command_compile(int argc, char **argv)
{
    char buffer[4096];
    struct sink messages = command_output(STDERR_FILENO, buffer, sizeof buffer);
    struct compile_options options = {
        .jobs = command_cpus(), .messages = &messages, .waiting = say_waiting};
    bool quiet = false;
    const char *misuse = read_arguments(argc, argv, &options, &quiet);

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    if (quiet)
        options.waiting = say_nothing;
    else
        options.progress =
            isatty(STDERR_FILENO) ? progress_bar : progress_lines;
    return command_publish(&options);
}

int command_check(int argc, char **argv)
{
    char buffer[4096];
    struct sink messages = command_output(STDERR_FILENO, buffer, sizeof buffer);
    bool good;

    opterr = 0;
    if (getopt(argc, argv, "+") != -1)
        return command_misuse(argv[0], "there are no options");
    if (optind == argc)
        return command_misuse(argv[0], "name documents or data folders");
    good = check((const char *const *)(argv + optind), (size_t)(argc - optind),
                 command_cpus(), &messages);
    sink_flush(&messages);
    return good ? STATUS_GOOD : STATUS_BAD;
}
