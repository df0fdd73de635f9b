#include <stdio.h>
#include <unistd.h>

#include "programs/command.h"
#include "serve/serve.h"

struct dump {
    struct generation *generation;
    struct sink *out;
    int64_t episodes;
};

/* What a GET of the episode's JSON would answer: one line. */
static enum error dump_episode(void *context, struct span key,
                               struct span bytes)
{
    struct dump *dump = context;
    char path_text[4096];
    struct sink path = sink_over(path_text, sizeof path_text);
    struct request request = {.method = METHOD_GET};
    struct response response;

    (void)bytes;
    sink_ready(&path, serve_prefix(generation_site(dump->generation)));
    LIT(&path, "/episodes/");
    sink_ready(&path, span_from(key, 1));
    LIT(&path, ".json");
    request.path = sink_held(&path);
    serve(dump->generation, &request, &response);
    if (response.status != 200)
        return ERROR_DAMAGED;
    serve_body(&response, dump->out);
    dump->episodes++;
    return dump->out->error;
}

/* A damaged key hides its episode, and those behind it, from a walk. */
static bool were_all(const struct dump *dump)
{
    struct key key = key_of_listing(1);
    struct row listing;
    enum error error = generation_find(dump->generation, 0, SHAPE_LISTING,
                                       key_span(&key), &listing);

    if (error == ERROR_ABSENT)
        return dump->episodes == 0;
    return error == ERROR_NONE &&
           dump->episodes == record_whole(listing, LISTING_EPISODES);
}

static int dump_all(struct generation *generation)
{
    char buffer[65536];
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct dump dump = {generation, &out, 0};
    char prefix = KEY_EPISODE;

    if (generation_walk(generation, 0, (struct span){&prefix, 1}, dump_episode,
                        &dump) != ERROR_NONE ||
        !were_all(&dump)) {
        command_finish(&out);
        fprintf(stderr, "tlexdr: not all episodes can be read; tlexdr verify "
                        "names them\n");
        return STATUS_BAD;
    }
    return command_finish(&out);
}

int command_dump(int argc, char **argv)
{
    char text[512];
    struct sink why = sink_over(text, sizeof text);
    struct store *store;
    struct generation *generation;
    int status = STATUS_BAD;

    if (argc != 2 || argv[1][0] == '-')
        return command_misuse(argv[0], "a STORE is needed");
    if (store_open(argv[1], 1, &store, &why) != ERROR_NONE)
        return STATUS_BAD;
    generation = store_borrow(store);
    if (generation == NULL)
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
    else
        status = dump_all(generation);
    store_return(store, generation);
    store_close(store);
    return status;
}
