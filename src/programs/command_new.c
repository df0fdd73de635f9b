#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "programs/command.h"
#include "programs/feed.h"
#include "publish/document.h"
#include "publish/feed_forms.h"
#include "publish/forms.h"
#include "publish/intake.h"
#include "publish/transcript.h"
#include "publish/transcript_file.h"

#define DOCUMENT_ROOM ((size_t)1 << 20)

struct draft {
    const char *data;
    const char *feed_file;
    struct sketch sketch;
    struct feed_transcript transcript;
    struct feed feed;
    struct sink *messages;
    char title_text[4 * 300];
    char transcript_text[256];
    char path[4096]; /* the one that set_path() made last */
};

static const char *read_arguments(int argc, char **argv, struct draft *draft)
{
    static const struct option names[] = {
        {"title", required_argument, NULL, 't'},
        {"youtube", required_argument, NULL, 'y'},
        {"feed", required_argument, NULL, 'f'},
        {NULL, 0, NULL, 0}};
    struct sink title = sink_over(draft->title_text, sizeof draft->title_text);
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "d:", names, NULL)) != -1) {
        if (letter == 'd')
            draft->data = optarg;
        else if (letter == 'f')
            draft->feed_file = optarg;
        else if (letter == 't')
            feed_plain(&title, span_of_string(optarg));
        else if (letter != 'y')
            return "there is no such option, or its value is missing";
        else if (!feed_video(span_of_string(optarg), &draft->sketch.youtube))
            return "--youtube takes the address of a video, or its id";
    }
    draft->sketch.title = sink_held(&title);
    if (title.error != ERROR_NONE)
        return "--title is too long: a title has at most 300 characters";
    if (draft->data == NULL)
        return "-d DATA is missing";
    if (argc - optind != 1)
        return "one SLUG is needed";
    draft->sketch.slug = span_of_string(argv[optind]);
    return NULL;
}

/* Prints each line of `notes` behind the feed's name. */
static void print_notes(const struct draft *draft, struct span notes)
{
    struct span line;

    while (span_cut(&notes, '\n', &line)) {
        log_text(draft->messages, span_of_string(draft->feed_file));
        LIT(draft->messages, ": warning: ");
        sink_ready(draft->messages, line);
        LIT(draft->messages, "\n");
    }
}

static void say_choice(const struct draft *draft, const struct feed_item *item)
{
    struct sink *messages = draft->messages;

    if (draft->feed.count == 1)
        return;
    log_text(messages, span_of_string(draft->feed_file));
    LIT(messages, ": of ");
    sink_decimal(messages, (int64_t)draft->feed.count);
    LIT(messages, " episodes, took \"");
    log_text(messages, item->title);
    LIT(messages, "\" ");
    sink_ready(messages, item->date);
    LIT(messages, "\n");
}

/* Opens the feed and takes what it tells. */
static bool consult_feed(struct draft *draft)
{
    char note_text[4096];
    struct sink notes = sink_over(note_text, sizeof note_text);
    const struct feed_item *item;

    if (!feed_open(&draft->feed, draft->feed_file, draft->messages)) {
        LIT(draft->messages, "\n");
        return false;
    }
    item = feed_choose(&draft->feed, draft->sketch.title, draft->sketch.slug,
                       &notes);
    if (item == NULL) {
        log_text(draft->messages, span_of_string(draft->feed_file));
        LIT(draft->messages, ": ");
        sink_ready(draft->messages, sink_held(&notes));
        LIT(draft->messages, "\n");
        return false;
    }
    say_choice(draft, item);
    feed_tell(&draft->feed, item, &draft->sketch, &draft->transcript, &notes);
    print_notes(draft, sink_held(&notes));
    return true;
}

/* Where nobody tells a title: the slug as words. */
static void title_from_slug(struct draft *draft)
{
    struct sketch *sketch = &draft->sketch;
    struct sink title = sink_over(draft->title_text, sizeof draft->title_text);

    if (sketch->title.length > 0)
        return;
    for (size_t i = 0; i < sketch->slug.length; i++) {
        char c = sketch->slug.at[i];

        if (i == 0 && c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        sink_byte(&title, c == '-' ? ' ' : c);
    }
    sketch->title = sink_held(&title);
}

static void say(const struct draft *draft, const char *path, const char *reason)
{
    log_text(draft->messages, span_of_string(path));
    LIT(draft->messages, ": ");
    log_text(draft->messages, span_of_string(reason));
    LIT(draft->messages, "\n");
}

/* DATA/episodes/SLUG and an ending, in draft->path. */
static bool set_path(struct draft *draft, const char *ending)
{
    int length = snprintf(draft->path, sizeof draft->path, "%s/episodes/%.*s%s",
                          draft->data, (int)draft->sketch.slug.length,
                          draft->sketch.slug.at, ending);

    return length >= 0 && (size_t)length < sizeof draft->path;
}

static void say_left_out(const struct draft *draft, const char *reason)
{
    log_text(draft->messages, span_of_string(draft->path));
    LIT(draft->messages, ": warning: left out as the transcript: ");
    sink_ready(draft->messages, span_of_string(reason));
    LIT(draft->messages, "\n");
}

/* Whether compile would take the file in draft->path, SLUG and an ending. */
static bool is_transcript(struct draft *draft, struct span name)
{
    struct complaints complaints = {0};
    struct transcript transcript = {0};
    char hash[FILE_HASH_LENGTH];
    char *bytes;
    size_t length;
    enum error error =
        transcript_file_read(draft->path, name, hash, &bytes, &length);
    bool good =
        error == ERROR_NONE &&
        transcript_read((struct span){bytes, length}, &complaints, &transcript);

    if (error == ERROR_SYSTEM)
        say_left_out(draft, strerror(errno));
    else if (error == ERROR_INPUT)
        say_left_out(draft, "a link leads out of the document's folder");
    else if (error == ERROR_NONE && !good)
        say_left_out(draft, "compile would not take it");
    else if (error != ERROR_NONE && error != ERROR_ABSENT)
        say_left_out(draft, error_text(error));
    if (!good)
        complaints_write(&complaints, span_of_string(draft->path),
                         draft->messages);
    transcript_free(&transcript);
    complaints_free(&complaints);
    free(bytes);
    return good;
}

/* A transcript that lies there already belongs to the document. */
static void find_transcript(struct draft *draft)
{
    static const struct span endings[] = {SPAN_INIT(".vtt"), SPAN_INIT(".srt")};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct sink name =
            sink_over(draft->transcript_text, sizeof draft->transcript_text);

        sink_ready(&name, draft->sketch.slug);
        sink_ready(&name, endings[i]);
        if (!set_path(draft, endings[i].at) ||
            !is_transcript(draft, sink_held(&name)))
            continue;
        draft->sketch.transcript = sink_held(&name);
        return;
    }
}

/* The document as text, checked as compile would; NULL where it is bad. */
static char *write_checked(struct draft *draft, size_t *length)
{
    char *text = malloc(DOCUMENT_ROOM);
    struct sink sink = sink_over(text, text == NULL ? 0 : DOCUMENT_ROOM);
    struct complaints complaints = {0};
    struct writer writer = {0};
    struct span record;
    bool good;

    sketch_write(&sink, &draft->sketch);
    *length = sink_held(&sink).length;
    good = sink.error == ERROR_NONE &&
           episode_read(sink_held(&sink), &complaints, &writer, &record);
    complaints_write(&complaints, span_of_string(draft->path), draft->messages);
    complaints_free(&complaints);
    writer_free(&writer);
    if (good)
        return text;
    free(text);
    return NULL;
}

static bool make_folder(const struct draft *draft, const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    say(draft, path, strerror(errno));
    return false;
}

/* Writes a file that wasn't there, whole or not at all. */
static bool write_new(const struct draft *draft, const char *path,
                      const char *text, size_t length)
{
    char buffer[4096];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    bool good;

    if (file == NULL) {
        say(draft, path,
            errno == EEXIST ? "is there already, and stays as it is"
                            : strerror(errno));
        return false;
    }
    setvbuf(file, buffer, _IOFBF, sizeof buffer);
    good = fwrite(text, 1, length, file) == length;
    if (fclose(file) != 0 || !good) {
        say(draft, path, strerror(errno));
        unlink(path);
        return false;
    }
    return true;
}

/* A site of one's own, as `nginx/run DATA` serves it. */
static bool make_site(struct draft *draft)
{
    char text[16384];
    struct sink sink = sink_over(text, sizeof text);
    char *path = path_in_data(draft->data, "site.json");
    bool good = path != NULL;

    if (good && access(path, F_OK) != 0) {
        sketch_write_site(&sink, draft->feed.name);
        good = write_new(draft, path, text, sink_held(&sink).length);
        if (good)
            say(draft, path,
                "is new; set its name, its show and, before others see the "
                "site, its base_url");
    }
    free(path);
    return good;
}

static bool make_document(struct draft *draft, const char *text, size_t length)
{
    char *other = document_with_slug(draft->data, draft->sketch.slug);

    if (other != NULL) {
        say(draft, other, "has this slug already; nothing was written");
        free(other);
        return false;
    }
    set_path(draft, "");
    *strrchr(draft->path, '/') = '\0';
    if (!make_folder(draft, draft->data) || !make_folder(draft, draft->path) ||
        !make_site(draft))
        return false;
    set_path(draft, ".json");
    return write_new(draft, draft->path, text, length);
}

static void say_next(struct draft *draft)
{
    struct sink *messages = draft->messages;

    if (draft->transcript.address.length > 0 &&
        draft->sketch.transcript.length == 0) {
        LIT(messages, "The feed has a transcript");
        if (draft->transcript.type.length > 0)
            LIT(messages, ", ");
        log_text(messages, draft->transcript.type);
        LIT(messages, ":\n  ");
        url_address(messages, draft->transcript.address);
        LIT(messages, "\nSave it beside the document and name it there: "
                      "\"transcript\": \"");
        log_text(messages, draft->sketch.slug);
        if (span_ends(draft->transcript.type, SPAN("srt")) ||
            span_ends(draft->transcript.type, SPAN("subrip")))
            LIT(messages, ".srt\"\n");
        else
            LIT(messages, ".vtt\"\n");
    }
    LIT(messages, "Next: write its takeaways; `tlexdr schema --prompt` tells a "
                  "language model how,\n`tlexdr check ");
    log_text(messages, span_of_string(draft->data));
    LIT(messages, "` says what is wrong.\n");
}

static bool write_draft(struct draft *draft)
{
    size_t length;
    char *text;
    bool good;

    if (draft->feed_file != NULL && !consult_feed(draft))
        return false;
    title_from_slug(draft);
    if (form_fits(&form_slug, draft->sketch.slug))
        find_transcript(draft);
    if (!set_path(draft, ".json")) {
        say(draft, draft->data, strerror(ENAMETOOLONG));
        return false;
    }
    text = write_checked(draft, &length);
    good = text != NULL && make_document(draft, text, length);
    free(text);
    if (good) {
        say_next(draft);
        printf("%s\n", draft->path);
    }
    return good;
}

int command_new(int argc, char **argv)
{
    char buffer[4096];
    struct sink messages = command_output(STDERR_FILENO, buffer, sizeof buffer);
    struct draft draft = {.messages = &messages};
    const char *misuse = read_arguments(argc, argv, &draft);
    bool good;

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    good = write_draft(&draft);
    if (draft.feed_file != NULL)
        feed_close(&draft.feed);
    sink_flush(&messages);
    return good ? STATUS_GOOD : STATUS_BAD;
}
