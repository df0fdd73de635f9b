#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/escape.h"
#include "programs/command.h"
#include "serve/serve.h"

/* What verify counts and says on its way. */
struct inspection {
    struct generation *generation;
    struct sink *out;
    uint64_t records; /* in data.mdb */
    uint64_t spoken;  /* in the corpus */
    uint64_t faults;
    uint64_t value_bytes;
};

static void report_fault(struct inspection *inspection, struct span key,
                         struct span reason)
{
    inspection->faults++;
    log_text(inspection->out, key);
    LIT(inspection->out, ": ");
    sink_ready(inspection->out, reason);
    LIT(inspection->out, "\n");
}

static bool has_episode(struct inspection *inspection, struct span slug)
{
    struct key key = key_of(KEY_EPISODE, slug);
    struct row episode;

    return generation_find(inspection->generation, 0, SHAPE_EPISODE,
                           key_span(&key), &episode) == ERROR_NONE;
}

static void inspect_slug(struct inspection *inspection, struct span key,
                         struct span slug)
{
    if (!has_episode(inspection, slug))
        report_fault(inspection, key,
                     SPAN("leads to an episode that can't be "
                          "read"));
}

/* Rows that have a slug in one of their fields. */
static void inspect_slugs(struct inspection *inspection, struct span key,
                          struct rows rows, unsigned field)
{
    for (uint32_t i = 0; i < rows.count; i++)
        inspect_slug(inspection, key, record_text(rows_at(rows, i), field));
}

static bool has_unit(struct inspection *inspection, uint32_t unit)
{
    struct key key = key_of_units(unit);
    struct row run;

    return generation_find(inspection->generation, 0, SHAPE_UNITS,
                           key_span(&key), &run) == ERROR_NONE &&
           (int64_t)unit < record_whole(run, UNITS_TOTAL);
}

/* Units ascend, so the last one shows that all are there. */
static void inspect_word(struct inspection *inspection, struct span key,
                         struct span units)
{
    const unsigned char *at = (const unsigned char *)units.at;
    bool good = units.length >= 4 && units.length % 4 == 0;

    for (size_t i = 4; good && i < units.length; i += 4)
        good = load_u32(at + i - 4) < load_u32(at + i);
    if (!good || !has_unit(inspection, load_u32(at + units.length - 4)))
        report_fault(inspection, key, SPAN("lists units that are not there"));
}

/* The links from one record to others, by its shape. */
static void inspect_links(struct inspection *inspection, enum shape shape,
                          struct span key, struct row root)
{
    switch (shape) {
    case SHAPE_ALIAS:
        inspect_slug(inspection, key, record_text(root, ALIAS_SLUG));
        break;
    case SHAPE_SOURCE:
        inspect_slug(inspection, key, record_text(root, SOURCE_SLUG));
        break;
    case SHAPE_LISTING:
        inspect_slugs(inspection, key,
                      record_rows(root, LISTING_ENTRIES, SHAPE_ENTRY),
                      ENTRY_SLUG);
        break;
    case SHAPE_VIDEO:
        inspect_slugs(inspection, key, record_texts(root, VIDEO_SLUGS),
                      TEXT_ROW_TEXT);
        break;
    case SHAPE_UNITS:
        inspect_slugs(inspection, key,
                      record_rows(root, UNITS_PLACES, SHAPE_PLACE), PLACE_SLUG);
        break;
    case SHAPE_RELATED:
        inspect_slugs(inspection, key,
                      record_rows(root, RELATED_RELATIONS, SHAPE_RELATION),
                      RELATION_SLUG);
        break;
    case SHAPE_TRANSCRIPT:
        inspect_slug(inspection, key, span_from(key, 1));
        break;
    case SHAPE_WORD:
        inspect_word(inspection, key, record_text(root, WORD_UNITS));
        break;
    default:
        break;
    }
}

static enum error inspect(void *context, struct span key, struct span bytes)
{
    struct inspection *inspection = context;
    enum shape shape = record_shape(bytes);
    struct row root;

    if (key_is_of_corpus(key))
        inspection->spoken++;
    else
        inspection->records++;
    inspection->value_bytes += bytes.length;
    if (shape == SHAPE_NONE)
        report_fault(inspection, key, SPAN("is no record"));
    else if (generation_find(inspection->generation, 0, shape, key, &root) !=
             ERROR_NONE)
        report_fault(inspection, key, SPAN("fails its checksum"));
    else
        inspect_links(inspection, shape, key, root);
    return inspection->out->error;
}

/* The last record of each file says how many there are before it. */
static void inspect_count(struct inspection *inspection, enum key_kind kind,
                          enum shape shape, unsigned field, uint64_t count)
{
    struct key key = key_of(kind, SPAN(""));
    struct row root;

    if (generation_find(inspection->generation, 0, shape, key_span(&key),
                        &root) == ERROR_NONE &&
        record_whole(root, field) + 1 != (int64_t)count)
        report_fault(inspection, key_span(&key),
                     SPAN("counts another number of records"));
}

/* Opening the generation told why its corpus can't be read, if it can't. */
static void inspect_corpus(struct inspection *inspection, struct span why)
{
    if (why.length > 0) {
        inspection->faults++;
        sink_ready(inspection->out, why);
        LIT(inspection->out, "\n");
    }
    inspect_count(inspection, KEY_CORPUS, SHAPE_CORPUS, CORPUS_RECORDS,
                  inspection->spoken);
}

static void print_result(struct inspection *inspection)
{
    struct sink *out = inspection->out;
    uint64_t size = generation_size(inspection->generation);

    LIT(out, "generation ");
    sink_ready(out, generation_hash(inspection->generation));
    LIT(out, ", ");
    sink_decimal(out, (int64_t)size);
    LIT(out, " bytes, of which ");
    sink_decimal(out, (int64_t)inspection->value_bytes);
    LIT(out, " in records\nverified ");
    sink_decimal(out, (int64_t)(inspection->records + inspection->spoken));
    LIT(out, " records, ");
    sink_decimal(out, (int64_t)inspection->faults);
    LIT(out, " faults\n");
}

int command_verify(int argc, char **argv)
{
    char buffer[4096];
    char path[4096];
    char text[512];
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct sink why = sink_over(text, sizeof text);
    struct inspection inspection = {.out = &out};

    if (argc != 2 || argv[1][0] == '-')
        return command_misuse(argv[0], "a STORE is needed");
    snprintf(path, sizeof path, "%s/data.mdb", argv[1]);
    if (generation_open(path, 1, false, &inspection.generation, &why) !=
        ERROR_NONE) {
        fprintf(stderr, "tlexdr: %.*s\n", (int)sink_held(&why).length, text);
        puts("verified 0 records, 1 faults");
        return STATUS_BAD;
    }
    if (generation_walk(inspection.generation, 0, SPAN(""), inspect,
                        &inspection) != ERROR_NONE)
        report_fault(&inspection, SPAN("data.mdb"),
                     SPAN("can't be read to its end"));
    inspect_count(&inspection, KEY_GENERATION, SHAPE_GENERATION,
                  GENERATION_RECORDS, inspection.records);
    inspect_corpus(&inspection, sink_held(&why));
    print_result(&inspection);
    generation_close(inspection.generation);
    return command_finish(&out) != STATUS_GOOD || inspection.faults > 0;
}
