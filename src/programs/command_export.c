#include <stdio.h>
#include <time.h>

#include "programs/command.h"
#include "publish/export.h"

static int export_generation(struct generation *generation, const char *folder)
{
    struct export_options options = {.folder = folder, .now = time(NULL)};
    struct export_counts counts;
    char text[4096];
    struct sink why = sink_over(text, sizeof text);
    bool good = export_store(generation, &options, &counts, &why);

    if (!good) {
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
        return STATUS_BAD;
    }
    printf("exported %zu, unchanged %zu, removed %zu\n", counts.written,
           counts.kept, counts.removed);
    return STATUS_GOOD;
}

int command_export(int argc, char **argv)
{
    char text[512];
    struct sink why = sink_over(text, sizeof text);
    struct store *store;
    struct generation *generation;
    int status = STATUS_BAD;

    if (argc != 3 || argv[1][0] == '-' || argv[2][0] == '-')
        return command_misuse(argv[0], "a STORE and a DIR are needed");
    if (store_open(argv[1], 1, &store, &why) != ERROR_NONE)
        return STATUS_BAD;
    generation = store_borrow(store);
    if (generation == NULL)
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
    else
        status = export_generation(generation, argv[2]);
    store_return(store, generation);
    store_close(store);
    return status;
}
