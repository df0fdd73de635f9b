#include <getopt.h>
#include <stddef.h>
#include <unistd.h>

#include "programs/command.h"
#include "publish/texts.h"

int command_schema(int argc, char **argv)
{
    static const struct option names[] = {{"prompt", no_argument, NULL, 'p'},
                                          {NULL, 0, NULL, 0}};
    char buffer[4096];
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct span text = episode_schema;
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (letter != 'p')
            return command_misuse(argv[0], "--prompt is the only option");
        text = episode_prompt;
    }
    if (optind != argc)
        return command_misuse(argv[0], "there are no arguments");
    sink_ready(&out, text);
    return command_finish(&out);
}
