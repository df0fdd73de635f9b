#include <getopt.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "programs/cgi.h"
#include "programs/command.h"
#include "serve/serve.h"

struct render_arguments {
    const char *store;
    bool head;
    struct request request;
};

static const char *read_arguments(int argc, char **argv,
                                  struct render_arguments *arguments)
{
    static const struct option names[] = {
        {"accept", required_argument, NULL, 'a'},
        {"accept-encoding", required_argument, NULL, 'e'},
        {"head", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    struct span address;
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (letter == 'a')
            arguments->request.accept = span_of_string(optarg);
        else if (letter == 'e')
            arguments->request.accept_encoding = span_of_string(optarg);
        else if (letter == 'h')
            arguments->head = true;
        else
            return "there is no such option, or its value is missing";
    }
    if (argc - optind != 2)
        return "a STORE and a PATH are needed";
    arguments->store = argv[optind];
    address = span_of_string(argv[optind + 1]);
    span_cut(&address, '?', &arguments->request.path);
    arguments->request.query = address;
    return NULL;
}

static int print_answer(struct generation *generation,
                        const struct render_arguments *arguments)
{
    char buffer[8192];
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct response response;
    int status;

    serve(generation, &arguments->request, &response);
    if (arguments->head)
        cgi_response(&response, &out);
    else
        serve_body(&response, &out);
    status = command_finish(&out);
    return response.status >= 400 ? STATUS_BAD : status;
}

int command_render(int argc, char **argv)
{
    struct render_arguments arguments = {
        .request = {.method = METHOD_GET, .anonymous_kib = -1}};
    const char *misuse = read_arguments(argc, argv, &arguments);
    char text[512];
    struct sink why = sink_over(text, sizeof text);
    struct store *store;
    struct generation *generation;
    int status;

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    arguments.request.now = time(NULL);
    if (store_open(arguments.store, 1, &store, &why) != ERROR_NONE)
        return STATUS_BAD;
    generation = store_borrow(store);
    if (generation == NULL)
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
    status = print_answer(generation, &arguments);
    store_return(store, generation);
    store_close(store);
    return status;
}
