#include "publish/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "publish/audit.h"
#include "publish/file.h"
#include "publish/pool.h"
#include "publish/transcript_file.h"

/* One document between its reading and its turn. */
struct slip {
    struct document *document;
    struct complaints complaints;
    struct writer writer;
    struct span record; /* in the writer; empty where none was made */
    char *file;         /* DATA/PATH */
    char *transcript;   /* the same of its transcript, where one was read */
    struct complaints transcript_complaints;
    bool reuse; /* the previous generation's record serves */
    bool good;
};

struct intake {
    const struct compile_options *options;
    struct catalog *catalog;
    bool reread;
    struct slip slips[POOL_WINDOW];
};

char *path_in_data(const char *data, const char *path)
{
    const char *between = span_ends(span_of_string(data), SPAN("/")) ? "" : "/";
    char *joined;

    if (data[0] == '\0')
        between = "";
    return asprintf(&joined, "%s%s%s", data, between, path) < 0 ? NULL : joined;
}

/*
 * True where the previous generation read this very document; then its
 * episode is *episode, unless that is damaged.
 */
static bool is_unchanged(const struct intake *intake, struct slip *slip,
                         unsigned worker, struct row *episode)
{
    struct document *document = slip->document;
    struct row source;
    char *bytes;
    size_t length;

    if (catalog_previous_source(intake->catalog, worker,
                                span_of_string(document->path),
                                &source) != ERROR_NONE ||
        !span_equal(
            span_first(record_text(source, SOURCE_HASH), FILE_HASH_LENGTH),
            (struct span){document->hash, FILE_HASH_LENGTH}) ||
        catalog_previous_episode(intake->catalog, worker,
                                 record_text(source, SOURCE_SLUG),
                                 episode) != ERROR_NONE)
        return false;
    transcript_file_read(slip->file, record_text(*episode, EPISODE_TRANSCRIPT),
                         document->hash + FILE_HASH_LENGTH, &bytes, &length);
    free(bytes);
    return span_equal(record_text(source, SOURCE_HASH),
                      (struct span){document->hash, SOURCE_HASH_LENGTH});
}

/* Checks the episode against what was read, and puts the outcome in it. */
static void audit(const struct intake *intake, struct slip *slip,
                  const struct evidence *evidence)
{
    enum error error =
        audit_episode(evidence, intake->options->strict, &slip->writer,
                      &slip->record, &slip->complaints);

    if (error == ERROR_NONE)
        error =
            links_note(&intake->catalog->links, &slip->writer, &slip->record);
    if (error != ERROR_NONE)
        complain(&slip->complaints, COMPLAINT_ERROR, SPAN(""),
                 span_of_string(error_text(error)));
    slip->good = slip->complaints.errors == 0;
}

static void audit_transcript(const struct intake *intake, struct slip *slip,
                             struct span file)
{
    struct transcript transcript;
    struct evidence evidence = {&transcript, file};

    slip->good =
        transcript_read(file, &slip->transcript_complaints, &transcript);
    if (slip->good)
        audit(intake, slip, &evidence);
    transcript_free(&transcript);
}

/*
 * One that isn't there or isn't read is done without. One that can't be read
 * just now must not change what is published.
 */
static void complain_of_transcript(struct slip *slip, enum error error)
{
    enum complaint_kind kind = COMPLAINT_WARNING;
    struct span reason;

    switch (error) {
    case ERROR_ABSENT:
        reason = SPAN("the file can't be read, so the quotes are not matched");
        break;
    case ERROR_INPUT:
        reason = SPAN("a link leads out of the document's folder, so the "
                      "file is not read and the quotes are not matched");
        break;
    case ERROR_FULL:
        reason = SPAN("the file is larger than 64 MiB, so the quotes are not "
                      "matched");
        break;
    default:
        kind = COMPLAINT_ERROR;
        reason = span_of_string(strerror(errno));
    }
    complain(&slip->complaints, kind, SPAN("/transcript"), reason);
}

static void read_bytes(const struct intake *intake, struct slip *slip,
                       struct span json)
{
    static const struct evidence none = {0};
    enum error error;
    struct row episode;
    struct span name;
    char *bytes;
    size_t length;

    slip->good =
        episode_read(json, &slip->complaints, &slip->writer, &slip->record) &&
        record_open(slip->record, SHAPE_EPISODE, record_key(slip->record),
                    &episode) == ERROR_NONE;
    if (!slip->good)
        return;
    name = record_text(episode, EPISODE_TRANSCRIPT);
    error = transcript_file_read(slip->file, name,
                                 slip->document->hash + FILE_HASH_LENGTH,
                                 &bytes, &length);
    if (error == ERROR_NONE) {
        slip->transcript = transcript_file_path(slip->file, name);
        audit_transcript(intake, slip, (struct span){bytes, length});
        free(bytes);
        return;
    }
    if (name.length > 0)
        complain_of_transcript(slip, error);
    audit(intake, slip, &none);
}

static void complain_of_file(struct slip *slip, enum error error)
{
    const char *reason = error == ERROR_FULL
                             ? "is larger than 8 MiB; a summary is a few "
                               "pages of text"
                             : strerror(errno);

    complain(&slip->complaints, COMPLAINT_SYNTAX, SPAN(""),
             span_of_string(reason));
}

static void read_one(void *context, size_t item, unsigned worker)
{
    struct intake *intake = context;
    struct slip *slip = &intake->slips[item % POOL_WINDOW];
    struct row episode;
    char *bytes;
    size_t length;
    enum error error;

    slip->document = &intake->catalog->documents[item];
    slip->file = path_in_data(intake->options->data, slip->document->path);
    if (slip->file == NULL)
        return;
    error = file_read(slip->file, DOCUMENT_BYTES_MAX, &bytes, &length);
    if (error != ERROR_NONE) {
        complain_of_file(slip, error);
        return;
    }
    file_hash((struct span){bytes, length}, slip->document->hash);
    slip->document->state = DOCUMENT_FRESH;
    slip->good = is_unchanged(intake, slip, worker, &episode);
    if (slip->good)
        slip->document->state = DOCUMENT_UNCHANGED;
    slip->reuse = slip->good && !intake->reread &&
                  links_agree(&intake->catalog->links, episode);
    if (!slip->reuse)
        read_bytes(intake, slip, (struct span){bytes, length});
    free(bytes);
}

/* Takes a document's outcome into the catalog and the spool. */
static enum error settle_slip(struct intake *intake, struct slip *slip)
{
    struct document *document = slip->document;
    struct row episode;
    enum error error;

    if (slip->file == NULL)
        return ERROR_MEMORY;
    complaints_write(&slip->complaints, span_of_string(slip->file),
                     intake->options->messages);
    complaints_write(&slip->transcript_complaints,
                     span_of_string(slip->transcript),
                     intake->options->messages);
    if (!slip->good) {
        document->state = DOCUMENT_REJECTED;
        return catalog_keep(intake->catalog, document);
    }
    if (slip->reuse)
        return catalog_keep(intake->catalog, document);
    error = record_open(slip->record, SHAPE_EPISODE, record_key(slip->record),
                        &episode);
    if (error == ERROR_NONE)
        error = catalog_note(intake->catalog, document, episode);
    if (error == ERROR_NONE && intake->catalog->spool != NULL)
        error =
            spool_add(intake->catalog->spool, slip->record, &document->record);
    return error;
}

/* All but the writer, whose room serves the next document. */
static void clear_slip(struct slip *slip)
{
    struct writer writer = slip->writer;

    complaints_free(&slip->complaints);
    complaints_free(&slip->transcript_complaints);
    free(slip->file);
    free(slip->transcript);
    *slip = (struct slip){.writer = writer};
}

static enum error settle(void *context, size_t item)
{
    struct intake *intake = context;
    const struct compile_options *options = intake->options;
    struct slip *slip = &intake->slips[item % POOL_WINDOW];
    enum error error = settle_slip(intake, slip);

    clear_slip(slip);
    if (item % POOL_WINDOW == 0)
        generation_release(intake->catalog->previous);
    compile_tell(options, COMPILE_READING, item + 1, intake->catalog->count);
    return error;
}

enum error intake(const struct compile_options *options, bool reread,
                  struct catalog *catalog)
{
    /* What was let pass before may not pass now. */
    struct intake intake = {.options = options,
                            .catalog = catalog,
                            .reread = reread || options->strict};
    struct pool_task task = {catalog->count, read_one, settle, &intake};
    enum error error = pool_run(options->jobs, &task);

    for (size_t i = 0; i < POOL_WINDOW; i++) {
        clear_slip(&intake.slips[i]);
        writer_free(&intake.slips[i].writer);
    }
    return error;
}
