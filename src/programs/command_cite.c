/*
 * tlexdr cite: a citation or a list of them, as /cite answers it.
 */
#include <getopt.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/escape.h"
#include "cite/style.h"
#include "programs/command.h"
#include "render/pages.h"
#include "serve/serve.h"

/* As much as an address may hold. */
#define QUERY_SIZE 32768

struct cite_arguments {
    const char *store;
    char **keys;
    int count;
    const char *style;
};

static const char *read_arguments(int argc, char **argv,
                                  struct cite_arguments *arguments)
{
    static const struct option names[] = {
        {"style", required_argument, NULL, 's'}, {NULL, 0, NULL, 0}};
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (letter != 's')
            return "there is no such option, or its value is missing";
        arguments->style = optarg;
    }
    if (argc - optind < 2 || arguments->style == NULL)
        return "a STORE, a KEY and a --style are needed";
    arguments->store = argv[optind];
    arguments->keys = argv + optind + 1;
    arguments->count = argc - optind - 1;
    if (cite_style_find(span_of_string(arguments->style)) == NULL)
        return "there is no such style; tlexdr-citations(7) lists them";
    return NULL;
}

/* Why there is no citation, and what else there is, on stderr. */
static void complain(const struct response *response)
{
    char buffer[4096];
    struct sink out = command_output(STDERR_FILENO, buffer, sizeof buffer);
    const struct find_view *view = &response->view.find;

    LIT(&out, "tlexdr: ");
    if (response->render != find_page) {
        sink_ready(&out, span_from(response->status_line, sizeof "404"));
        LIT(&out, "\n");
        sink_flush(&out);
        return;
    }
    log_text(&out, view->asked);
    LIT(&out, ": ");
    sink_ready(&out, view->detail);
    LIT(&out, "\n");
    for (unsigned i = 0; i < view->count; i++) {
        LIT(&out, "  ");
        log_text(&out, record_text(view->choices[i].episode, EPISODE_SLUG));
        LIT(&out, "\n");
    }
    sink_flush(&out);
}

/* Words have blanks; a slug or an address that is wrong is no words. */
static void write_key(struct sink *query, struct span key)
{
    if (span_find(key, ' ') < key.length)
        LIT(query, "&q=");
    else
        LIT(query, "&url=");
    url_argument(query, key);
}

static int print_citation(struct generation *generation,
                          const struct cite_arguments *arguments)
{
    char path_text[8192];
    char query_text[QUERY_SIZE];
    char buffer[8192];
    struct sink path = sink_over(path_text, sizeof path_text);
    struct sink query = sink_over(query_text, sizeof query_text);
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct request request = {
        .method = METHOD_GET, .now = time(NULL), .anonymous_kib = -1};
    struct response response;

    if (generation != NULL)
        sink_ready(&path, serve_prefix(generation_site(generation)));
    LIT(&path, "/cite");
    LIT(&query, "style=");
    url_argument(&query, span_of_string(arguments->style));
    for (int i = 0; i < arguments->count; i++)
        write_key(&query, span_of_string(arguments->keys[i]));
    request.path = sink_held(&path);
    request.query = sink_held(&query);
    serve(generation, &request, &response);
    if (response.status != 200) {
        complain(&response);
        return STATUS_BAD;
    }
    serve_body(&response, &out);
    return command_finish(&out);
}

int command_cite(int argc, char **argv)
{
    struct cite_arguments arguments = {0};
    const char *misuse = read_arguments(argc, argv, &arguments);
    char text[512];
    struct sink why = sink_over(text, sizeof text);
    struct store *store;
    struct generation *generation;
    int status;

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    if (store_open(arguments.store, 1, &store, &why) != ERROR_NONE)
        return STATUS_BAD;
    generation = store_borrow(store);
    if (generation == NULL)
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
    status = print_citation(generation, &arguments);
    store_return(store, generation);
    store_close(store);
    return status;
}
