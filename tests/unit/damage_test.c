/*
 * damage_test - what becomes of a record that is not as it was written: a
 * bit turned, an end cut off, or made up by someone who can count checksums.
 *
 * Bytes lie in allocations of just their length, so that a build with ASan
 * sees the first step outside. The made-up records follow from a seed, which
 * is printed; TLEXDR_SEED=N runs one again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "publish/document.h"
#include "publish/intake.h"
#include "record/format.h"
#include "render/pages.h"
#include "tests/lib/documents.h"

#define SLOTS_MAX 4096
#define FORGERIES 20000
#define BODY_MAX ((uint64_t)1 << 20) /* lists may overlap without end */

static struct writer writer;
static struct writer related_writer;
static struct row episode; /* a good one */

/* The record that is damaged: that episode's, or one of related ones. */
static enum shape damaged = SHAPE_EPISODE;
static struct span good;
static struct span key;
static struct row good_root;

/* Where the record's slots are, from its start. */
static uint32_t slots[SLOTS_MAX];
static unsigned slot_count;

static int read_seed_document(void **state)
{
    struct complaints complaints = {0};
    const char *top = getenv("top_srcdir");
    char path[4096];
    char *json;
    size_t length;

    (void)state;
    snprintf(path, sizeof path, "%s/data/episodes/deepseek.json",
             top == NULL ? "." : top);
    if (file_read(path, DOCUMENT_BYTES_MAX, &json, &length) != ERROR_NONE ||
        !episode_read((struct span){json, length}, &complaints, &writer, &good))
        return -1;
    free(json);
    complaints_free(&complaints);
    key = record_key(good);
    if (record_open(good, SHAPE_EPISODE, key, &good_root) != ERROR_NONE)
        return -1;
    episode = good_root;
    return 0;
}

/* From here on, related episodes are what is damaged. */
static int take_related(void **state)
{
    (void)state;
    document_relations(&episode, 1, &related_writer);
    damaged = SHAPE_RELATED;
    good =
        (struct span){(const char *)related_writer.bytes, related_writer.used};
    key = record_key(good);
    return record_open(good, damaged, key, &good_root) != ERROR_NONE;
}

static int free_seed_document(void **state)
{
    (void)state;
    writer_free(&writer);
    writer_free(&related_writer);
    return 0;
}

static unsigned char *copy_of(size_t length)
{
    unsigned char *copy = malloc(length);

    assert_non_null(copy);
    memcpy(copy, good.at, length);
    return copy;
}

static enum error open_bytes(const unsigned char *bytes, size_t length,
                             struct row *root)
{
    return record_open((struct span){(const char *)bytes, length}, damaged, key,
                       root);
}

static void no_bit_can_turn(void **state)
{
    unsigned char *bytes = copy_of(good.length);
    struct row root;

    (void)state;
    for (size_t at = 0; at < good.length; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes[at] ^= (unsigned char)(1u << bit);
            if (open_bytes(bytes, good.length, &root) == ERROR_NONE)
                fail_msg("bit %u of byte %zu turned unseen", bit, at);
            bytes[at] ^= (unsigned char)(1u << bit);
        }
        bytes[at] ^= 0xFF;
        assert_int_not_equal(open_bytes(bytes, good.length, &root), ERROR_NONE);
        bytes[at] ^= 0xFF;
    }
    assert_int_equal(open_bytes(bytes, good.length, &root), ERROR_NONE);
    free(bytes);
}

static void no_end_can_be_cut_off(void **state)
{
    struct row root;

    (void)state;
    for (size_t length = 0; length < good.length; length++) {
        unsigned char *bytes = copy_of(length == 0 ? 1 : length);

        if (open_bytes(bytes, length, &root) == ERROR_NONE)
            fail_msg("cut to %zu bytes unseen", length);
        (void)record_shape((struct span){(const char *)bytes, length});
        (void)record_key((struct span){(const char *)bytes, length});
        free(bytes);
    }
}

static void no_record_stands_for_another(void **state)
{
    struct row root;
    char longer[RECORD_KEY_MAX];

    (void)state;
    memcpy(longer, key.at, key.length);
    longer[key.length] = 'x';
    assert_int_equal(record_open(good, SHAPE_SITE, key, &root), ERROR_DAMAGED);
    assert_int_equal(record_open(good, SHAPE_EPISODE,
                                 span_first(key, key.length - 1), &root),
                     ERROR_DAMAGED);
    assert_int_equal(record_open(good, SHAPE_EPISODE,
                                 (struct span){longer, key.length + 1}, &root),
                     ERROR_DAMAGED);
}

/* --- Made-up records: the checksum is right, what it covers need not be. */

static uint64_t random_state;

static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * limit >> 32);
}

static void note_slots(struct row row, enum shape shape)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const struct field *field = &info->fields[i];
        struct rows rows;

        assert_true(slot_count < SLOTS_MAX);
        slots[slot_count++] =
            (uint32_t)(row.slots - row.record) + i * SLOT_SIZE;
        if (field->type != FIELD_ROWS && field->type != FIELD_TEXTS)
            continue;
        rows = record_rows(row, i, field->shape);
        for (uint32_t k = 0; k < rows.count; k++)
            note_slots(rows_at(rows, k), field->shape);
    }
}

/* Numbers that tend to be at an edge of something. */
static uint32_t random_number(uint32_t old)
{
    static const uint32_t edges[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
    uint32_t length = (uint32_t)good.length;

    switch (random_below(5)) {
    case 0:
        return edges[random_below(sizeof edges / sizeof *edges)];
    case 1:
        return old + random_below(17) - 8;
    case 2:
        return length - CHECKSUM_SIZE + random_below(17) - 8;
    case 3:
        return slots[random_below(slot_count)];
    default:
        return random_below(length);
    }
}

static void write_checksum(unsigned char *bytes)
{
    size_t covered = good.length - CHECKSUM_SIZE;

    store_u64(bytes + covered, XXH3_64bits(bytes, covered));
}

/* Turns up to four numbers: an offset, a length, a count, the root. */
static void forge(unsigned char *bytes)
{
    memcpy(bytes, good.at, good.length);
    for (uint32_t turns = 1 + random_below(4); turns > 0; turns--) {
        uint32_t at = slots[random_below(slot_count)] + 4 * random_below(2);

        if (random_below(100) == 0)
            at = AT_ROOT;
        store_u32(bytes + at, random_number(load_u32(bytes + at)));
    }
    write_checksum(bytes);
}

/* Everything read is added up, so that each byte is touched. */
static uint64_t sum;

static enum error add_up(struct sink *sink, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum += (unsigned char)bytes[i];
    return sink->drained > BODY_MAX ? ERROR_FULL : ERROR_NONE;
}

static void read_text(struct row row, struct span text)
{
    const char *start = (const char *)row.record;

    if (text.length == 0)
        return;
    assert_true(text.at >= start + AT_KEY);
    assert_true(text.length <=
                good.length - CHECKSUM_SIZE - (size_t)(text.at - start));
    sum += (unsigned char)text.at[0] + (unsigned char)text.at[text.length - 1];
}

static void read_row(struct row row, enum shape shape)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const struct field *field = &info->fields[i];

        if (field->type == FIELD_WHOLE) {
            sum += (uint64_t)record_whole(row, i);
        } else if (field->type == FIELD_FLAG) {
            sum += record_flag(row, i);
        } else if (field->type == FIELD_TEXT || field->type == FIELD_LABEL) {
            read_text(row, label_text(record_text(row, i)));
        } else {
            struct rows rows = record_rows(row, i, field->shape);

            for (uint32_t k = 0; k < rows.count; k++)
                read_row(rows_at(rows, k), field->shape);
        }
    }
}

static void render(struct row root,
                   void (*page)(struct sink *sink, const void *view))
{
    static const unsigned char no_slots[64 * SLOT_SIZE];
    char buffer[512];
    struct sink sink = sink_over(buffer, sizeof buffer);
    struct row empty = {no_slots, no_slots};
    struct episode_view view = {.site = {empty, empty, SPAN(""), SPAN("")},
                                .episode = episode,
                                .generation = SPAN("0123456789abcdef")};

    if (damaged == SHAPE_EPISODE)
        view.episode = root;
    else
        view.related = record_rows(root, RELATED_RELATIONS, SHAPE_RELATION);
    sink.drain = add_up;
    page(&sink, &view);
    sink_flush(&sink);
}

static void set_seed(void)
{
    const char *given = getenv("TLEXDR_SEED");

    random_state =
        given == NULL ? (uint64_t)time(NULL) : strtoull(given, NULL, 10);
    printf("# TLEXDR_SEED=%llu\n", (unsigned long long)random_state);
    fflush(stdout);
    random_state = random_state * 0x9E3779B97F4A7C15 | 1;
}

static void made_up_records_are_refused_or_harmless(void **state)
{
    static void (*const pages[])(struct sink * sink, const void *view) = {
        episode_page,     episode_json, episode_jsonld, episode_text,
        episode_markdown, related_page, related_json};
    unsigned char *bytes = copy_of(good.length);
    unsigned accepted = 0;
    struct row root;

    (void)state;
    set_seed();
    slot_count = 0;
    note_slots(good_root, damaged);
    for (unsigned i = 0; i < FORGERIES; i++) {
        forge(bytes);
        if (open_bytes(bytes, good.length, &root) != ERROR_NONE)
            continue;
        accepted++;
        read_row(root, damaged);
        for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
            render(root, pages[k]);
    }
    printf("# %u of %d were accepted; sum %llx\n", accepted, FORGERIES,
           (unsigned long long)sum);
    assert_in_range(accepted, FORGERIES / 20, FORGERIES - FORGERIES / 20);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bit_can_turn),
        cmocka_unit_test(no_end_can_be_cut_off),
        cmocka_unit_test(no_record_stands_for_another),
        cmocka_unit_test(made_up_records_are_refused_or_harmless),
        cmocka_unit_test_setup(no_bit_can_turn, take_related),
        cmocka_unit_test(no_end_can_be_cut_off),
        cmocka_unit_test(made_up_records_are_refused_or_harmless),
    };

    return cmocka_run_group_tests(tests, read_seed_document,
                                  free_seed_document);
}
