/*
 * tlexdr - compiles episode documents into a store, and looks into stores.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "programs/command.h"
#include "store/guard.h"

static const struct command {
    const char *name;
    const char *arguments;
    const char *summary;
    const char *options; /* a line each, or empty */
    int (*run)(int argc, char **argv);
} commands[] = {
    {"compile", "[-j N] [--strict] [-q] -o STORE DATA",
     "publish a data folder into a store",
     "  -j N           read and render on N threads (default: the CPUs)\n"
     "  -o STORE       the store's folder; made where it is absent\n"
     "  -q, --quiet    print the last line alone\n"
     "      --strict   publish nothing where anything is rejected\n",
     command_compile},
    {"check", "FILE|DATA...", "check documents as compile would, and stop", "",
     command_check},
    {"links", "DATA [--timeout S] [-j N] [--private]",
     "ask whether the addresses of references resolve",
     "  -j N              ask for N at once, two of one host at the most "
     "(default: 8)\n"
     "      --private     in networks of one's own too\n"
     "      --timeout S   wait S seconds for an answer (default: 20)\n",
     command_links},
    {"new", "SLUG [--title T] [--youtube ADDRESS] [--feed RSS-FILE] -d DATA",
     "write a document to begin with",
     "  -d DATA                 the data folder; made where it is absent\n"
     "      --feed RSS-FILE     take what this feed tells of the episode\n"
     "      --title T           its title; in a feed, words of one choose\n"
     "      --youtube ADDRESS   the video, in any form, or its id\n",
     command_new},
    {"schema", "[--prompt]", "print the schema of episode documents",
     "      --prompt   print what to tell a language model that is to write "
     "one\n",
     command_schema},
    {"watch", "-o STORE DATA", "compile whenever the data folder changes",
     "  -o STORE   the store's folder; made where it is absent\n",
     command_watch},
    {"render", "STORE PATH [--accept TYPE] [--accept-encoding CODING] [--head]",
     "print what a GET of PATH answers",
     "      --accept TYPE             the Accept field\n"
     "      --accept-encoding CODING  the Accept-Encoding field\n"
     "      --head                    status and fields in front of the "
     "body\n",
     command_render},
    {"cite", "STORE KEY... --style STYLE",
     "print a citation of what KEY leads to",
     "  KEY            a slug, an episode page's address, a YouTube address or "
     "id,\n"
     "                 or words of a title, a name or a quote; several make "
     "a list\n"
     "  --style STYLE  apa, mla, chicago, chicago-notes, ieee, harvard,\n"
     "                 vancouver, wikipedia, bibtex, ris or csl\n",
     command_cite},
    {"verify", "STORE", "read every record and every link between records", "",
     command_verify},
    {"dump", "STORE", "print every episode as a line of JSON", "",
     command_dump},
    {"export", "STORE DIR", "write every page as a static file", "",
     command_export},
    {"doctor", "STORE [--socket PATH]",
     "say what is wrong with an installation",
     "      --socket PATH   the worker's (default: /run/tlexdr/worker.sock)\n",
     command_doctor},
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

static void print_usage(FILE *out, const struct command *command)
{
    fprintf(out, "usage: tlexdr %s %s\n", command->name, command->arguments);
}

int command_misuse(const char *name, const char *complaint)
{
    const struct command *command = command_find(name);

    if (complaint != NULL)
        fprintf(stderr, "tlexdr %s: %s\n", name, complaint);
    print_usage(stderr, command);
    return STATUS_USAGE;
}

int command_help(const char *name)
{
    const struct command *command = command_find(name);

    print_usage(stdout, command);
    printf("\n%c%s.\n", command->summary[0] - 'a' + 'A', command->summary + 1);
    if (command->options[0] != '\0')
        printf("\n%s", command->options);
    printf("\nThe manual page tlexdr(1) says more.\n");
    return STATUS_GOOD;
}

static enum error write_to_fd(struct sink *sink, const char *bytes,
                              size_t length)
{
    int fd = *(const int *)sink->host;

    while (length > 0) {
        ssize_t written = write(fd, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return ERROR_SYSTEM;
        bytes += written;
        length -= (size_t)written;
    }
    return ERROR_NONE;
}

struct sink command_output(int fd, char *buffer, size_t size)
{
    static int fds[] = {0, 1, 2};
    struct sink sink = sink_over(buffer, size);

    sink.drain = write_to_fd;
    sink.host = &fds[fd];
    return sink;
}

int command_finish(struct sink *sink)
{
    if (sink_flush(sink) == ERROR_NONE)
        return STATUS_GOOD;
    fprintf(stderr, "tlexdr: can't write: %s\n", strerror(errno));
    return STATUS_BAD;
}

static int print_help(void)
{
    puts("usage: tlexdr COMMAND [ARGUMENT...]\n"
         "\n"
         "Summaries of long conversations, from JSON documents to pages.\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-9s %s\n", commands[i].name, commands[i].summary);
    puts("\n`tlexdr COMMAND --help` says what a command takes.");
    return STATUS_GOOD;
}

static int run_command(int argc, char **argv)
{
    const struct command *command = command_find(argv[0]);

    if (command == NULL) {
        fprintf(stderr,
                "tlexdr: there is no command '%s'; tlexdr --help lists them\n",
                argv[0]);
        return STATUS_USAGE;
    }
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return command_help(argv[0]);
    }
    return command->run(argc, argv);
}

int main(int argc, char **argv)
{
    int status;

    if (argc < 2) {
        fprintf(stderr, "usage: tlexdr COMMAND [ARGUMENT...]\n"
                        "tlexdr --help lists the commands\n");
        return STATUS_USAGE;
    }
    guard_install();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        status = print_help();
    else if (strcmp(argv[1], "--version") == 0)
        status = printf("tlexdr %s\n", PACKAGE_VERSION) < 0;
    else
        status = run_command(argc - 1, argv + 1);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "tlexdr: can't write: %s\n", strerror(errno));
        return STATUS_BAD;
    }
    return status;
}
