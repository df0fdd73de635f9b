#include "publish/compile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "publish/assemble.h"
#include "publish/claims.h"
#include "publish/corpus.h"
#include "publish/folder.h"
#include "publish/intake.h"
#include "publish/publisher.h"
#include "serve/serve.h"
#include "store/write.h"

void compile_tell(const struct compile_options *options, enum compile_step step,
                  size_t done, size_t total)
{
    if (options->progress != NULL)
        options->progress(step, done, total);
}

static int find_path(const void *key, const void *item)
{
    const struct span *path = key;
    const char *const *candidate = item;

    return span_compare(*path, span_of_string(*candidate));
}

struct search {
    const struct file_list *list;
    size_t gone;
};

static enum error note_gone(void *context, struct span key, struct span bytes)
{
    struct search *search = context;
    struct row source;
    struct span path;

    if (record_open(bytes, SHAPE_SOURCE, key, &source) != ERROR_NONE)
        return ERROR_NONE;
    path = record_text(source, SOURCE_PATH);
    if (search->list->count == 0 ||
        bsearch(&path, search->list->paths, search->list->count,
                sizeof *search->list->paths, find_path) == NULL)
        search->gone++;
    return ERROR_NONE;
}

static size_t count_gone(const struct catalog *catalog,
                         const struct file_list *list)
{
    struct search search = {.list = list};
    char prefix = KEY_SOURCE;

    if (catalog->previous != NULL)
        generation_walk(catalog->previous, 0, (struct span){&prefix, 1},
                        note_gone, &search);
    return search.gone;
}

static void count(const struct catalog *catalog, struct compile_counts *counts)
{
    for (size_t i = 0; i < catalog->count; i++) {
        switch (catalog->documents[i].state) {
        case DOCUMENT_FRESH:
            counts->compiled++;
            break;
        case DOCUMENT_UNCHANGED:
            counts->unchanged++;
            break;
        case DOCUMENT_REJECTED:
            counts->rejected++;
            break;
        }
    }
}

/* One compile, from the open build on. */
struct job {
    const struct compile_options *options;
    struct catalog catalog;
    struct spool spool;
    struct build *build;
    struct span site;
    char why_text[512];
    struct sink why;
};

/*
 * A store that is damaged is no reason not to make a good one. But one that
 * only can't be read just now holds what rejected documents keep.
 */
static enum error open_previous(struct job *job)
{
    const struct compile_options *options = job->options;
    char *path = path_in_data(options->store, "data.mdb");
    enum error error = path == NULL
                           ? ERROR_MEMORY
                           : generation_open(path, options->jobs, false,
                                             &job->catalog.previous, &job->why);

    free(path);
    if (error == ERROR_SYSTEM || error == ERROR_MEMORY)
        return error;
    if (error != ERROR_NONE && error != ERROR_ABSENT) {
        sink_ready(options->messages, sink_held(&job->why));
        LIT(options->messages, ": warning: not used; all is made anew\n");
    }
    job->why = sink_over(job->why_text, sizeof job->why_text);
    return ERROR_NONE;
}

static enum error read_documents(struct job *job)
{
    struct catalog *catalog = &job->catalog;
    bool reread =
        catalog->previous != NULL &&
        !span_equal(generation_publisher(catalog->previous), SPAN(PUBLISHER));
    enum error error = intake(job->options, reread, catalog);

    if (error == ERROR_NONE)
        error = claims_settle(job->options, catalog);
    if (error == ERROR_NONE) {
        claims_settle_aliases(job->options, catalog);
        claims_check_related(job->options, catalog);
    }
    return error;
}

static enum error write_generation(struct job *job)
{
    enum error error =
        assemble(job->options, &job->catalog, job->site, job->build, &job->why);

    if (error == ERROR_NONE)
        error =
            corpus_assemble(job->options, &job->catalog, job->build, &job->why);
    if (error == ERROR_NONE)
        error =
            assemble_ready(job->options, &job->catalog, job->build, &job->why);
    if (error == ERROR_NONE)
        error = build_publish(job->build, SPAN(PUBLISHER), serve_renderer(),
                              &job->why);
    return error;
}

static enum error run(struct job *job, const struct file_list *list,
                      struct compile_counts *counts)
{
    enum error error = open_previous(job);

    if (error == ERROR_NONE) {
        job->spool.fd = build_spool(job->build);
        error = job->spool.fd < 0 ? ERROR_SYSTEM
                                  : catalog_list(&job->catalog, list);
    }
    if (error == ERROR_NONE)
        error = read_documents(job);
    if (error != ERROR_NONE)
        return error;
    count(&job->catalog, counts);
    counts->removed = count_gone(&job->catalog, list);
    if (job->options->strict && counts->rejected > 0) {
        LIT(&job->why, "nothing was published, as --strict asks");
        return ERROR_INPUT;
    }
    error = write_generation(job);
    if (error != ERROR_NONE) /* nothing came of them */
        *counts = (struct compile_counts){.rejected = counts->rejected};
    return error;
}

/* A reason that nobody gave yet is errno's only for a system call. */
static void complain_of_job(struct job *job, enum error error)
{
    struct sink *messages = job->options->messages;
    const char *reason =
        error == ERROR_SYSTEM ? strerror(errno) : error_text(error);

    if (sink_held(&job->why).length == 0) {
        log_text(&job->why, span_of_string(job->options->store));
        LIT(&job->why, ": ");
        log_text(&job->why, span_of_string(reason));
    }
    sink_ready(messages, sink_held(&job->why));
    LIT(messages, "\n");
}

static bool compile_locked(struct job *job, struct compile_counts *counts)
{
    const struct compile_options *options = job->options;
    struct file_list list = {0};
    struct writer writer = {0};
    enum error error = ERROR_INPUT;

    if (folder_read_site(options->data, options->messages, &writer,
                         &job->site) &&
        folder_find_documents(options->data, options->messages, &list)) {
        folder_read_links(options->data, options->messages,
                          &job->catalog.links);
        error = run(job, &list, counts);
        if (error != ERROR_NONE)
            complain_of_job(job, error);
    }
    spool_close(&job->spool);
    catalog_free(&job->catalog);
    file_list_free(&list);
    writer_free(&writer);
    return error == ERROR_NONE;
}

/* Why DATA is none is told; what else there is to say waits for the lock. */
static bool has_site(const struct compile_options *options)
{
    struct sink silence = sink_counting();
    struct writer writer = {0};
    struct span site;
    bool good =
        folder_read_site(options->data, &silence, &writer, &site) ||
        folder_read_site(options->data, options->messages, &writer, &site);

    writer_free(&writer);
    return good;
}

/*
 * DATA is read when the store is ours: who had to wait for another compile
 * publishes what DATA is by then. But what is no DATA makes no store.
 */
bool compile(const struct compile_options *options,
             struct compile_counts *counts)
{
    struct job job = {.options = options, .spool = {.fd = -1}};
    bool published = false;
    enum error error;

    *counts = (struct compile_counts){0};
    if (!has_site(options))
        return false;
    job.catalog.data = options->data;
    job.catalog.spool = &job.spool;
    job.why = sink_over(job.why_text, sizeof job.why_text);
    error = build_begin(options->store, options->waiting, &job.build, &job.why);
    if (error == ERROR_NONE)
        published = compile_locked(&job, counts);
    else
        complain_of_job(&job, error);
    build_end(job.build);
    return published;
}
