/*
 * Bytes as damage to a record whose checksum holds nevertheless: whatever
 * record_open() lets through, no accessor and no renderer leaves it.
 *
 * The first byte says of what: 's' the site, 'l' related episodes, 'r' a
 * record whose bytes follow, else an episode. To a good record, what follows is
 * done: its next word of four bytes that is to be another, by number, and its
 * value, six bytes in all, again and again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "publish/audit.h"
#include "publish/document.h"
#include "publish/file.h"
#include "publish/intake.h"
#include "record/format.h"
#include "render/citation.h"
#include "render/pages.h"
#include "tests/fuzz/fuzz.h"

/* Lists may overlap, each row of one another list, and so be endless. */
#define BODY_MAX ((size_t)128 << 10)
#define ROWS_MAX 20000
#define WORD 4
#define PATCH 6

static unsigned rows_read;
static volatile unsigned char touched;

static void read_text(struct span record, struct span text)
{
    if (text.length == 0)
        return;
    due(text.at >= record.at + AT_KEY &&
            text.at + text.length <= record.at + record.length - CHECKSUM_SIZE,
        "a text lies in its record");
    touched ^= (unsigned char)text.at[0];
    touched ^= (unsigned char)text.at[text.length - 1];
}

static void read_row(struct span record, struct row row, enum shape shape)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const struct field *field = &info->fields[i];
        struct rows rows = {0};

        switch (field->type) {
        case FIELD_WHOLE:
            due(record_whole(row, i) >= RECORD_ABSENT, "no other is below 0");
            break;
        case FIELD_FLAG:
            touched ^= record_flag(row, i);
            break;
        case FIELD_TEXT:
        case FIELD_LABEL:
            read_text(record, label_text(record_text(row, i)));
            break;
        case FIELD_TEXTS:
        case FIELD_ROWS:
            rows = record_rows(row, i, field->shape);
            break;
        }
        for (uint32_t k = 0; k < rows.count && rows_read++ < ROWS_MAX; k++)
            read_row(record, rows_at(rows, k), field->shape);
    }
}

static void render(void (*page)(struct sink *sink, const void *view),
                   const void *view)
{
    size_t length;

    free(written(page, view, BODY_MAX, &length));
}

static void render_citations(const struct episode_view *view)
{
    struct citation_view cited = {.site = view->site,
                                  .episode = view->episode,
                                  .at = 1,
                                  .accessed = {2026, 1, 2}};

    render(cite_page, &cited);
    for (size_t i = 0; (cited.style = cite_style_at(i)) != NULL; i++) {
        cited.summary = !cited.summary;
        cited.as = cited.summary ? CITE_HTML : CITE_TEXT;
        render(citation_body, &cited);
    }
}

/* Each the record's root, of its shape. */
struct roots {
    struct row episode;
    struct row site;
    struct row related;
};

static void render_all(const struct roots *roots)
{
    static const unsigned char no_slots[64 * SLOT_SIZE];
    static void (*const pages[])(struct sink * sink, const void *view) = {
        episode_page, episode_json,     episode_jsonld,
        episode_text, episode_markdown, verify_page,
        verify_json,  related_page,     related_json};
    struct rows quotes =
        record_rows(roots->episode, EPISODE_QUOTES, SHAPE_QUOTE);
    struct rows show = record_rows(roots->site, SITE_SHOW, SHAPE_SHOW);
    struct episode_view view = {
        .site.site = roots->site,
        .site.show = {no_slots, no_slots},
        .site.base_url = SPAN("https://s.example"),
        .episode = roots->episode,
        .related =
            record_rows(roots->related, RELATED_RELATIONS, SHAPE_RELATION),
        .generation = SPAN("0123456789abcdef"),
    };
    struct quote_view quote;

    if (show.count > 0)
        view.site.show = rows_at(show, 0);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        render(pages[i], &view);
    render_citations(&view);
    if (quotes.count > 0) {
        quote =
            (struct quote_view){view.site, roots->episode, rows_at(quotes, 0)};
        render(quote_page, &quote);
    }
    render(style_css, &view.site);
}

static struct span read_file(const char *name)
{
    const char *top = getenv("top_srcdir");
    char path[4096];
    char *bytes;
    size_t length;

    snprintf(path, sizeof path, "%s/data/%s", top == NULL ? "." : top, name);
    due(file_read(path, DOCUMENT_BYTES_MAX, &bytes, &length) == ERROR_NONE,
        path);
    return (struct span){bytes, length};
}

static void audit(struct writer *writer, struct span *record)
{
    struct evidence evidence = {
        .file = read_file("episodes/transcripts/ishbel-rendall.vtt")};
    struct complaints complaints = {0};
    struct transcript transcript;

    due(transcript_read(evidence.file, &complaints, &transcript),
        "a good transcript");
    evidence.transcript = &transcript;
    due(audit_episode(&evidence, false, writer, record, &complaints) ==
            ERROR_NONE,
        "a good audit");
    transcript_free(&transcript);
    complaints_free(&complaints);
    free((char *)(uintptr_t)evidence.file.at);
}

static void
make_document(bool (*read)(struct span json, struct complaints *complaints,
                           struct writer *writer, struct span *record),
              const char *name, struct writer *writer, struct span *record)
{
    struct complaints complaints = {0};
    struct span json = read_file(name);

    due(read(json, &complaints, writer, record), "a good document");
    complaints_free(&complaints);
    free((char *)(uintptr_t)json.at);
}

static void make_related(struct writer *writer, struct span *record)
{
    writer_handle first;

    writer_begin(writer, SHAPE_RELATED, SPAN("k"));
    first =
        writer_rows(writer, WRITER_ROOT, RELATED_RELATIONS, SHAPE_RELATION, 3);
    for (uint32_t i = 0; i < 3; i++) {
        writer_handle row = writer_row(first, SHAPE_RELATION, i);
        writer_handle shares =
            writer_rows(writer, row, RELATION_SHARES, SHAPE_TEXT_ROW, 2);

        writer_text(writer, row, RELATION_SLUG, SPAN("a-slug"));
        writer_text(writer, row, RELATION_TITLE, SPAN("A Title"));
        writer_text(writer, row, RELATION_LANGUAGE, SPAN("en"));
        writer_whole(writer, row, RELATION_DURATION, 3725);
        writer_whole(writer, row, RELATION_SCORE, 7);
        for (uint32_t k = 0; k < 2; k++)
            writer_text(writer, writer_row(shares, SHAPE_TEXT_ROW, k),
                        TEXT_ROW_TEXT, SPAN("what they share"));
    }
    due(writer_end(writer, record) == ERROR_NONE, "a good record");
}

/* A good record, made once. */
static struct span good_record(enum shape shape)
{
    static struct writer writers[SHAPE_COUNT];
    static struct span records[SHAPE_COUNT];
    struct writer *writer = &writers[shape];
    struct span *record = &records[shape];

    if (record->length > 0)
        return *record;
    if (shape == SHAPE_RELATED) {
        make_related(writer, record);
    } else if (shape == SHAPE_SITE) {
        make_document(site_read, "site.json", writer, record);
    } else {
        make_document(episode_read, "episodes/ishbel-rendall.json", writer,
                      record);
        audit(writer, record);
    }
    return *record;
}

static struct row good_root(enum shape shape)
{
    struct span record = good_record(shape);
    struct row root;

    due(record_open(record, shape, record_key(record), &root) == ERROR_NONE,
        "a good record opens");
    return root;
}

static void open_record(struct span record)
{
    enum shape shape = record_shape(record);
    struct roots roots;
    struct row root;

    if (shape == SHAPE_NONE ||
        record_open(record, shape, record_key(record), &root) != ERROR_NONE)
        return;
    rows_read = 0;
    read_row(record, root, shape);
    roots.episode = shape == SHAPE_EPISODE ? root : good_root(SHAPE_EPISODE);
    roots.site = shape == SHAPE_SITE ? root : good_root(SHAPE_SITE);
    roots.related = shape == SHAPE_RELATED ? root : good_root(SHAPE_RELATED);
    if (shape == SHAPE_EPISODE || shape == SHAPE_SITE || shape == SHAPE_RELATED)
        render_all(&roots);
}

/* Makes the frame hold, so that what is in it is looked at. */
static void forge(unsigned char *bytes, size_t size)
{
    size_t covered = size - CHECKSUM_SIZE;

    store_u32(bytes + AT_MAGIC, RECORD_MAGIC);
    store_u16(bytes + AT_VERSION, RECORD_VERSION);
    store_u32(bytes + AT_LENGTH, (uint32_t)size);
    store_u64(bytes + covered, XXH3_64bits(bytes, covered));
}

static void patch(unsigned char *bytes, size_t size, const uint8_t *data,
                  size_t left)
{
    size_t words = size / WORD;
    size_t word = 0;

    for (; left >= PATCH; data += PATCH, left -= PATCH) {
        word += load_u16(data);
        memcpy(bytes + word % words * WORD, data + 2, WORD);
    }
}

static enum shape shape_of(char letter)
{
    return letter == 's'   ? SHAPE_SITE
           : letter == 'l' ? SHAPE_RELATED
                           : SHAPE_EPISODE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool raw = size > 0 && data[0] == 'r';
    struct span good =
        good_record(size > 0 ? shape_of((char)data[0]) : SHAPE_EPISODE);
    size_t length = raw ? size - 1 : good.length;
    unsigned char *bytes;

    if (size == 0 || length < AT_KEY + CHECKSUM_SIZE)
        return 0;
    bytes = malloc(length);
    due(bytes != NULL, "memory");
    memcpy(bytes, raw ? (const char *)data + 1 : good.at, length);
    if (raw)
        open_record((struct span){(const char *)bytes, length});
    else
        patch(bytes, length, data + 1, size - 1);
    forge(bytes, length);
    open_record((struct span){(const char *)bytes, length});
    free(bytes);
    return 0;
}
