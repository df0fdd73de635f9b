/*
 * Bytes as things to cite, in every style, alone and as a list. An item is
 * a line of its title and a line a person; an empty line ends it. A
 * person is a name to be split, or, with bars, GIVEN|PARTICLE|DROPPING|FAMILY|
 * SUFFIX; a + in front makes a guest. How long it is says whether it is all to
 * be text, HTML or Markdown.
 */
#include <stdlib.h>
#include <string.h>

#include "cite/format.h"
#include "cite/list.h"
#include "cite/split.h"
#include "publish/clean.h"
#include "tests/fuzz/fuzz.h"

#define ITEMS_MAX 8
#define PEOPLE_MAX 40
#define LINE_MAX_BYTES 2000
#define TEXT_MAX ((size_t)4 << 20)

struct people {
    struct cite_name names[PEOPLE_MAX];
    size_t count;
};

struct items {
    struct cite_item items[ITEMS_MAX];
    struct people hosts[ITEMS_MAX];
    struct people guests[ITEMS_MAX];
    size_t count;
};

/* One of the ways to write an item, or a list of all. */
struct job {
    const struct items *items;
    const struct cite_style *style;
    size_t index;
    enum cite_part part;
    enum cite_as as;
};

/* Bytes of a name that no splitting may lose. */
static size_t weight(struct span name)
{
    static const struct span wide = SPAN_INIT("\u3000");
    size_t sum = 0;

    for (size_t i = 0; i < name.length; i++) {
        if (span_starts(span_from(name, i), wide))
            i += wide.length - 1;
        else
            sum += name.at[i] != ' ' && name.at[i] != ',';
    }
    return sum;
}

static struct cite_name split(struct span name)
{
    struct cite_name parts = name_split(name);

    due(weight(parts.given) + weight(parts.particle) + weight(parts.dropping) +
                weight(parts.family) + weight(parts.suffix) +
                weight(parts.literal) ==
            weight(name),
        "a name's parts are the name");
    due(parts.literal.length > 0 || parts.family.length > 0 ||
            weight(name) == 0,
        "a name has a family name, or is literal");
    return parts;
}

static struct cite_name name_of(struct span line)
{
    struct cite_name name = {0};
    struct span *const parts[] = {&name.given, &name.particle, &name.dropping,
                                  &name.family, &name.suffix};

    if (span_find(line, '|') == line.length)
        return split(line);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct span part = {0};

        span_cut(&line, '|', &part);
        *parts[i] = span_trim(part);
    }
    if (name.family.length == 0)
        name.family = SPAN("F");
    return name;
}

static bool next_name(const struct cite_people *people, size_t *place,
                      struct cite_name *name)
{
    const struct people *source = people->source;

    if (*place == source->count)
        return false;
    if (name != NULL)
        *name = source->names[*place];
    (*place)++;
    return true;
}

static void add_person(struct items *items, struct span line)
{
    size_t index = items->count - 1;
    bool guest = span_starts(line, SPAN("+"));
    struct people *people =
        guest ? &items->guests[index] : &items->hosts[index];
    struct cite_item *item = &items->items[index];

    if (guest)
        line = span_trim(span_from(line, 1));
    if (line.length == 0 || people->count == PEOPLE_MAX)
        return;
    people->names[people->count++] = name_of(line);
    *(guest ? &item->guests : &item->hosts) =
        (struct cite_people){people->count, people, next_name};
}

static void add_item(struct items *items, struct span title)
{
    static const char keys[ITEMS_MAX][2] = {"a", "b", "c", "d",
                                            "e", "f", "g", "h"};
    size_t index = items->count++;
    bool odd = title.length % 2 != 0;

    items->items[index] = (struct cite_item){
        .kind = odd ? CITE_EPISODE : CITE_SUMMARY,
        .key = SPAN(""),
        .title = title,
        .show = SPAN("Show"),
        .number = odd ? title : SPAN("12"),
        .publisher = title.length % 3 == 0 ? title : SPAN(""),
        .hosts = {0, &items->hosts[index], next_name},
        .guests = {0, &items->guests[index], next_name},
        .issued = {title.length % 5 == 0 ? DATE_UNKNOWN : 2024, odd ? 0 : 2,
                   odd ? 0 : 29},
        .accessed = {2026, 5, 6},
        .url = SPAN("https://s.example/episodes/a_b?c=d&e=%7B#t=5"),
        .language = SPAN("en"),
        .duration = odd ? 3725 : -1,
        .video = odd,
        .at = title.length % 4 == 0 ? 3600 : -1,
    };
    items->items[index].key = span_of_string(keys[index]);
}

/* A line as a document would have it, NULL for one that it mustn't have. */
static char *clean_line(struct span line, struct span *clean)
{
    struct bench bench = {0};
    struct span text;
    uint32_t control;
    char *copy = NULL;

    if (is_utf8(line) && clean_text(&bench, span_first(line, LINE_MAX_BYTES),
                                    &text, &control) == ERROR_NONE) {
        text = span_trim(text);
        copy = malloc(text.length + 1);
        due(copy != NULL, "memory");
        if (text.length > 0)
            memcpy(copy, text.at, text.length);
        *clean = (struct span){copy, text.length};
    }
    bench_free(&bench);
    return copy;
}

static void write_job(struct sink *sink, const void *view)
{
    const struct job *job = view;

    cite_write(sink, &job->items->items[job->index], job->style, job->part,
               job->as);
}

static void listed(const void *source, size_t index, struct cite_item *item,
                   struct sink *text)
{
    const struct items *items = source;

    (void)text;
    *item = items->items[index];
}

static void write_list(struct sink *sink, const void *view)
{
    const struct job *job = view;
    static _Alignas(16) char room[CITE_LIST_ROOM];
    static char address[16]; /* of no use: items bring theirs */
    struct cite_list list = {.count = job->items->count,
                             .source = job->items,
                             .room = room,
                             .address = address,
                             .address_size = sizeof address,
                             .item = listed};

    cite_list_clear(room);
    cite_list_write(sink, &list, job->style, job->part, job->as);
}

static void write_file(struct sink *sink, const void *view)
{
    const struct job *job = view;

    job->style->file(sink, job->items->items, job->items->count);
}

/* RIS: a tag of two letters or digits, two spaces, a hyphen, and CRLF. */
static void due_ris(struct span file)
{
    struct span line;

    while (span_cut(&file, '\n', &line)) {
        due(span_ends(line, SPAN("\r")), "RIS: lines end with CRLF");
        due(line.length == 1 || span_starts(span_from(line, 2), SPAN("  - ")),
            "RIS: a line has a tag");
    }
}

/* BibTeX counts braces, those behind a backslash too. */
static void due_braces(struct span file)
{
    size_t depth = 0;

    for (size_t i = 0; i < file.length; i++) {
        depth += file.at[i] == '{';
        due(file.at[i] != '}' || depth > 0, "BibTeX: braces close in order");
        depth -= file.at[i] == '}';
    }
    due(depth == 0, "BibTeX: braces close");
}

static void try_file(const struct job *job)
{
    size_t length;
    char *text = written(write_file, job, TEXT_MAX, &length);
    struct span file = {text, length};

    due_text(file);
    if (span_equal(job->style->name, SPAN("csl")))
        due(is_json(file), "CSL is JSON");
    if (span_equal(job->style->name, SPAN("ris")))
        due_ris(file);
    if (span_equal(job->style->name, SPAN("bibtex")))
        due_braces(file);
    free(text);
}

static void try(void (*write)(struct sink *sink, const void *view),
                const struct job *job)
{
    size_t length;
    char *text = written(write, job, TEXT_MAX, &length);
    struct span citation = {text, length};

    due(length > 0, "a citation is not empty");
    if (job->as == CITE_HTML)
        due_html(citation);
    else
        due_text(citation);
    free(text);
}

static void try_style(const struct items *items, const struct cite_style *style,
                      enum cite_as as)
{
    struct job job = {.items = items, .style = style, .as = as};

    if (style->file != NULL)
        try_file(&job);
    for (job.part = 0; job.part < CITE_PARTS; job.part++) {
        for (job.index = 0; job.index < items->count; job.index++)
            try(write_job, &job);
        if (style->file == NULL || as == CITE_TEXT)
            try(write_list, &job);
    }
}

static size_t read_items(struct span text, struct items *items,
                         char *lines[static ITEMS_MAX * PEOPLE_MAX])
{
    size_t count = 0;
    bool begun = false;
    struct span line;

    while (count < ITEMS_MAX * PEOPLE_MAX && span_cut(&text, '\n', &line)) {
        char *copy = clean_line(line, &line);

        if (copy == NULL)
            continue;
        lines[count++] = copy;
        if (line.length == 0)
            begun = false;
        else if (begun)
            add_person(items, line);
        else if (items->count < ITEMS_MAX)
            add_item(items, line);
        begun = line.length > 0;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *lines[ITEMS_MAX * PEOPLE_MAX];
    struct items *items = calloc(1, sizeof *items);
    const struct cite_style *style;
    size_t count;

    due(items != NULL, "memory");
    count = read_items((struct span){(const char *)data, size}, items, lines);
    for (size_t i = 0; items->count > 0 && (style = cite_style_at(i)) != NULL;
         i++)
        try_style(items, style, (enum cite_as)(size % 3));
    while (count > 0)
        free(lines[--count]);
    free(items);
    return 0;
}
