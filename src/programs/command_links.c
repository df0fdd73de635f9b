#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/escape.h"
#include "programs/command.h"
#include "programs/probe.h"
#include "programs/progress.h"
#include "publish/addresses.h"
#include "publish/document.h"
#include "publish/folder.h"
#include "publish/intake.h"
#include "publish/links.h"

#define AT_ONCE 8
#define AT_ONCE_MOST 64
#define SECONDS 20
#define SECONDS_MOST 600
#define OK_DAYS 30 /* that an answer holds, before it is asked for again */
#define GONE_DAYS 7
#define SAVE_EVERY 32 /* answers */
#define DAY_SECONDS 86400

/* The first reference that names an address. */
struct place {
    char *file;
    uint32_t index;
};

struct errand {
    const char *data;
    struct probe_options options;
    struct sink *messages;
    bool drawing;

    struct addresses addresses; /* of all references, each once */
    struct place *places;       /* of each */
    size_t place_room;
    struct links links;
    size_t *asked; /* which addresses */
    size_t asked_count;
    size_t answered;
    size_t ok;
    size_t gone;
    int64_t today; /* days since 1970 */
    enum error error;
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

/* The errand as far as the arguments tell; or what is wrong with them. */
static const char *read_arguments(int argc, char **argv, struct errand *errand)
{
    static const struct option names[] = {
        {"timeout", required_argument, 0, 't'},
        {"private", no_argument, 0, 'p'},
        {NULL, 0, NULL, 0}};
    uint64_t number;
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "j:", names, NULL)) != -1) {
        if (letter == 'p') {
            errand->options.private_too = true;
        } else if (letter == 't') {
            if (!span_decimal(span_of_string(optarg), SECONDS_MOST, &number) ||
                number == 0)
                return "--timeout takes seconds, from 1 to 600";
            errand->options.seconds = (unsigned)number;
        } else if (letter == 'j') {
            if (!span_decimal(span_of_string(optarg), AT_ONCE_MOST, &number) ||
                number == 0)
                return "-j takes a number of requests, from 1 to 64";
            errand->options.at_once = (unsigned)number;
        } else {
            return "there is no such option, or its value is missing";
        }
    }
    if (argc - optind != 1)
        return "one DATA folder is needed";
    errand->data = argv[optind];
    return NULL;
}

/* --- What is to be asked */

static enum error add_place(struct errand *errand, const char *file,
                            uint32_t index)
{
    size_t at = errand->addresses.count - 1;

    if (at == errand->place_room) {
        size_t room = at == 0 ? 64 : 2 * at;
        struct place *larger = realloc(errand->places, room * sizeof *larger);

        if (larger == NULL)
            return ERROR_MEMORY;
        errand->places = larger;
        errand->place_room = room;
    }
    errand->places[at] = (struct place){strdup(file), index};
    return errand->places[at].file == NULL ? ERROR_MEMORY : ERROR_NONE;
}

static enum error add_reference(struct errand *errand, const char *file,
                                uint32_t index, struct span url)
{
    size_t before = errand->addresses.count;
    enum error error;

    if (url.length == 0)
        return ERROR_NONE;
    error = addresses_add(&errand->addresses, url);
    if (error == ERROR_NONE && errand->addresses.count > before)
        error = add_place(errand, file, index);
    return error;
}

static enum error add_episode(struct errand *errand, const char *file,
                              struct span record)
{
    struct row episode;
    struct rows rows;
    enum error error =
        record_open(record, SHAPE_EPISODE, record_key(record), &episode);

    if (error != ERROR_NONE)
        return error;
    rows = record_rows(episode, EPISODE_REFERENCES, SHAPE_REFERENCE);
    for (uint32_t i = 0; error == ERROR_NONE && i < rows.count; i++)
        error = add_reference(errand, file, i,
                              record_text(rows_at(rows, i), REFERENCE_URL));
    return error;
}

/* A document that is rejected says so, and its references wait. */
static enum error add_document(struct errand *errand, const char *file,
                               struct writer *writer)
{
    struct complaints complaints = {0};
    enum error error;
    struct span record;
    char *bytes;
    size_t length;

    error = file_read(file, DOCUMENT_BYTES_MAX, &bytes, &length);
    if (error != ERROR_NONE)
        return error;
    if (episode_read((struct span){bytes, length}, &complaints, writer,
                     &record))
        error = add_episode(errand, file, record);
    else
        complaints_write(&complaints, span_of_string(file), errand->messages);
    complaints_free(&complaints);
    free(bytes);
    return error;
}

static void complain_of(const char *subject, enum error error)
{
    if (error == ERROR_SYSTEM)
        perror(subject);
    else
        fprintf(stderr, "%s: %s\n", subject, error_text(error));
}

static bool collect(struct errand *errand)
{
    struct file_list list = {0};
    struct writer writer = {0};
    bool good = folder_find_documents(errand->data, errand->messages, &list);

    for (size_t i = 0; good && i < list.count; i++) {
        char *file = path_in_data(errand->data, list.paths[i]);
        enum error error =
            file == NULL ? ERROR_MEMORY : add_document(errand, file, &writer);

        if (error != ERROR_NONE)
            complain_of(file == NULL ? errand->data : file, error);
        good = error != ERROR_MEMORY;
        free(file);
    }
    sink_flush(errand->messages);
    file_list_free(&list);
    writer_free(&writer);
    return good;
}

static bool read_known(struct errand *errand)
{
    struct complaints complaints = {0};
    char *file = path_in_data(errand->data, LINKS_FILE);
    bool good =
        file != NULL && links_read(errand->data, &errand->links, &complaints);

    if (!good && file != NULL) {
        complaints_write(&complaints, span_of_string(file), errand->messages);
        sink_flush(errand->messages);
        fprintf(stderr,
                "tlexdr links: mend %s or remove it; nothing was "
                "asked\n",
                file);
    }
    complaints_free(&complaints);
    free(file);
    return good;
}

static bool is_fresh(const struct errand *errand, const struct link *link)
{
    struct date day;
    int64_t age;

    if (link == NULL || link->state == LINK_UNCHECKED ||
        !date_parse((struct span){link->day, LINK_DAY}, &day))
        return false;
    age = errand->today - date_days(day);
    return age >= 0 && age < (link->state == LINK_OK ? OK_DAYS : GONE_DAYS);
}

/* The addresses that aren't fresh, as they go out: a URL's own escapes. */
static char **choose(struct errand *errand)
{
    size_t count = errand->addresses.count;
    char **urls = calloc(count + 1, sizeof *urls);

    errand->asked = calloc(count + 1, sizeof *errand->asked);
    if (urls == NULL || errand->asked == NULL)
        return urls;
    for (size_t i = 0; i < count; i++) {
        struct span url = span_of_string(errand->addresses.items[i]);
        struct sink sink;
        char *text;

        if (is_fresh(errand, links_find(&errand->links, url)))
            continue;
        text = malloc(3 * url.length + 1);
        if (text == NULL)
            break;
        sink = sink_over(text, 3 * url.length);
        url_address(&sink, url);
        *sink.cursor = '\0';
        errand->asked[errand->asked_count] = i;
        urls[errand->asked_count++] = text;
    }
    return urls;
}

/* --- What came back */

static enum link_state state_of(const struct probe_answer *answer)
{
    if (answer->status >= 200 && answer->status < 300)
        return LINK_OK;
    if (answer->status == 404 || answer->status == 410)
        return LINK_GONE;
    return LINK_UNCHECKED;
}

/* An answer that tells nothing takes nothing away that was known. */
static void note(struct errand *errand, struct span url,
                 const struct probe_answer *answer)
{
    struct link *link = links_add(&errand->links, url);
    enum link_state state = state_of(answer);
    struct sink day;

    if (link == NULL) {
        errand->error = ERROR_MEMORY;
        return;
    }
    if (state == LINK_UNCHECKED && link->state != LINK_UNCHECKED)
        return;
    link->state = state;
    link->status = answer->status;
    day = sink_over(link->day, sizeof link->day);
    date_write(&day, date_of_days(errand->today));
}

static void say(const struct errand *errand, const struct place *place,
                const struct probe_answer *answer)
{
    struct sink *messages = errand->messages;

    log_text(messages, span_of_string(place->file));
    LIT(messages, ": /references/");
    sink_decimal(messages, place->index);
    LIT(messages, "/url: warning: ");
    if (answer->trouble != NULL) {
        LIT(messages, "no answer: ");
        log_text(messages, span_of_string(answer->trouble));
    } else {
        if (state_of(answer) == LINK_GONE)
            LIT(messages, "gone: ");
        LIT(messages, "it answers ");
        sink_decimal(messages, answer->status);
    }
    LIT(messages, "\n");
    if (errand->drawing)
        progress_wipe();
    sink_flush(messages);
}

static void save(struct errand *errand)
{
    enum error error = links_write(errand->data, &errand->links);

    if (error != ERROR_NONE && errand->error == ERROR_NONE) {
        complain_of(LINKS_FILE, error);
        errand->error = error;
    }
}

static void take(void *context, size_t index, const struct probe_answer *answer)
{
    struct errand *errand = context;
    size_t address = errand->asked[index];
    enum link_state state = state_of(answer);

    note(errand, span_of_string(errand->addresses.items[address]), answer);
    errand->ok += state == LINK_OK;
    errand->gone += state == LINK_GONE;
    errand->answered++;
    if (state != LINK_OK)
        say(errand, &errand->places[address], answer);
    if (errand->answered % SAVE_EVERY == 0)
        save(errand);
    if (errand->drawing)
        progress_draw("asking",
                      (double)errand->answered / (double)errand->asked_count,
                      errand->answered, errand->asked_count);
}

static void clear(struct errand *errand, char **urls)
{
    for (size_t i = 0; urls != NULL && i < errand->asked_count; i++)
        free(urls[i]);
    for (size_t i = 0; i < errand->addresses.count; i++)
        free(errand->places[i].file);
    free(urls);
    free(errand->places);
    free(errand->asked);
    addresses_free(&errand->addresses);
    links_free(&errand->links);
}

static int run(struct errand *errand)
{
    char **urls = NULL;
    bool good = collect(errand) && read_known(errand);

    if (good) {
        urls = choose(errand);
        good = urls != NULL && errand->asked != NULL &&
               probe(&errand->options, (const char *const *)urls,
                     errand->asked_count, take, errand) == ERROR_NONE;
        if (errand->drawing)
            progress_wipe();
        if (errand->answered > 0)
            save(errand);
        printf("asked %zu, ok %zu, gone %zu, no answer that tells %zu, "
               "fresh %zu\n",
               errand->answered, errand->ok, errand->gone,
               errand->answered - errand->ok - errand->gone,
               errand->addresses.count - errand->asked_count);
    }
    clear(errand, urls);
    return good && errand->error == ERROR_NONE && stopped == 0 ? STATUS_GOOD
                                                               : STATUS_BAD;
}

int command_links(int argc, char **argv)
{
    char buffer[4096];
    struct sink messages = command_output(STDERR_FILENO, buffer, sizeof buffer);
    struct errand errand = {
        .options = {.at_once = AT_ONCE, .seconds = SECONDS, .stop = &stopped},
        .messages = &messages,
        .drawing = isatty(STDERR_FILENO) != 0,
        .today = time(NULL) / DAY_SECONDS};
    struct sigaction action = {.sa_handler = stop};
    const char *misuse = read_arguments(argc, argv, &errand);

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return run(&errand);
}
