/*
 * print_page - prints what a renderer makes of documents, without a store.
 *
 *     print_page PAGE SITE.json [EPISODE.json [RELATED.json...]]
 *
 * "-" for SITE.json: no site is known. Of a transcript, the episode names it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "publish/segments.h"
#include "publish/transcript_file.h"
#include "render/cite_parts.h"
#include "render/pages.h"
#include "tests/lib/documents.h"

#define DOCUMENTS_MAX 64

static struct writer writers[DOCUMENTS_MAX + 1];
static struct row documents[DOCUMENTS_MAX];
static unsigned document_count;
static struct writer relations;
static const char *first_name; /* of a document's file */

static const void *episode(const struct site_view *site)
{
    static struct episode_view view;
    static char address[4096];
    struct sink text = sink_over(address, sizeof address);

    view.site = *site;
    view.generation = SPAN("0123456789abcdef");
    view.episode = documents[0];
    view.related =
        document_relations(documents + 1, document_count - 1, &relations);
    view.cited_url = cite_section_url(&view, &text);
    return &view;
}

static const void *home(const struct site_view *site)
{
    static struct home_view view;
    static struct writer listing;

    view.site = *site;
    view.page = document_count > LISTING_LENGTH ? 2 : 1;
    view.pages = document_count > LISTING_LENGTH ? 3 : 1;
    view.entries = document_entries(
        documents,
        document_count < LISTING_LENGTH ? document_count : LISTING_LENGTH,
        &listing);
    return &view;
}

static const void *transcript(const struct site_view *site)
{
    static struct transcript_view view;
    static struct writer writer;
    struct complaints complaints = {0};
    struct transcript read;
    struct span record;
    char hash[FILE_HASH_LENGTH];
    char *bytes;
    size_t length;

    view.site = *site;
    view.episode = documents[0];
    view.part = 1;
    if (transcript_file_read(first_name,
                             record_text(view.episode, EPISODE_TRANSCRIPT),
                             hash, &bytes, &length) != ERROR_NONE ||
        !transcript_read((struct span){bytes, length}, &complaints, &read) ||
        segments_write(&read, view.episode, SPAN("key"), &writer, &record) !=
            ERROR_NONE ||
        record_open(record, SHAPE_TRANSCRIPT, SPAN("key"), &view.transcript) !=
            ERROR_NONE)
        exit(1);
    transcript_free(&read);
    free(bytes);
    return &view;
}

static const void *about(const struct site_view *site)
{
    static struct about_view view;

    view.site = *site;
    return &view;
}

static const void *error(const struct site_view *site)
{
    static struct error_view view;

    view.site = *site;
    view.status = 404;
    view.reason = SPAN("Not Found");
    view.detail = SPAN("There is no page at this address.");
    return &view;
}

static const void *look_up(const struct site_view *site)
{
    static struct find_view view;

    view.site = *site;
    view.status = document_count > 1 ? 300 : 404;
    view.reason =
        document_count > 1 ? SPAN("Multiple Choices") : SPAN("Not Found");
    view.detail = SPAN("One clear sentence.");
    view.asked = SPAN("what was asked </textarea><b>\"&");
    view.kept = SPAN("&style=apa&as=\"<b>");
    for (unsigned i = 0; i < document_count; i++) {
        struct rows quotes =
            record_rows(documents[i], EPISODE_QUOTES, SHAPE_QUOTE);

        view.choices[view.count++] = (struct choice_view){documents[i], {0}};
        if (quotes.count > 0)
            view.choices[view.count++] =
                (struct choice_view){documents[i], rows_at(quotes, 0)};
    }
    return &view;
}

static const void *form(const struct site_view *site)
{
    static struct find_view view;

    view.site = *site;
    view.status = 200;
    return &view;
}

static const void *site_itself(const struct site_view *site)
{
    return site;
}

static const struct page {
    const char *name;
    const void *(*view)(const struct site_view *site);
    void (*render)(struct sink *sink, const void *view);
} pages[] = {
    {"episode", episode, episode_page},
    {"json", episode, episode_json},
    {"jsonld", episode, episode_jsonld},
    {"markdown", episode, episode_markdown},
    {"text", episode, episode_text},
    {"related", episode, related_page},
    {"related-json", episode, related_json},
    {"transcript", transcript, transcript_page},
    {"vtt", transcript, transcript_vtt},
    {"transcript-text", transcript, transcript_text},
    {"home", home, home_page},
    {"about", about, about_page},
    {"find", look_up, find_page},
    {"find-json", look_up, find_json},
    {"find-form", form, find_page},
    {"error", error, error_page},
    {"error-json", error, error_json},
    {"style", site_itself, style_css},
    {"script", site_itself, script_js},
    {"favicon", site_itself, favicon_svg},
};

static enum error to_stdout(struct sink *sink, const char *bytes, size_t length)
{
    (void)sink;
    return fwrite(bytes, 1, length, stdout) == length ? ERROR_NONE
                                                      : ERROR_SYSTEM;
}

static int print_page(const char *name, const struct site_view *site)
{
    struct sink sink = {.drain = to_stdout};

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(name, pages[i].name) != 0)
            continue;
        pages[i].render(&sink, pages[i].view(site));
        return sink_flush(&sink) == ERROR_NONE ? 0 : 1;
    }
    fprintf(stderr, "print_page: %s: no such page\n", name);
    return 2;
}

int main(int count, char **arguments)
{
    struct site_view site = {0};
    int status;

    if (count < 3 || count - 3 > DOCUMENTS_MAX) {
        fputs("usage: print_page PAGE SITE.json [EPISODE.json...]\n", stderr);
        return 2;
    }
    if (strcmp(arguments[2], "-") != 0)
        site = document_site(arguments[2], &writers[DOCUMENTS_MAX]);
    first_name = count > 3 ? arguments[3] : NULL;
    for (int i = 3; i < count; i++) {
        documents[document_count] = document_record(arguments[i], SHAPE_EPISODE,
                                                    &writers[document_count]);
        document_count++;
    }
    status = print_page(arguments[1], &site);
    for (unsigned i = 0; i <= DOCUMENTS_MAX; i++)
        writer_free(&writers[i]);
    writer_free(&relations);
    return status;
}
