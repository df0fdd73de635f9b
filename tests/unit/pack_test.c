/*
 * Large records, which lie in packs, and readers that stay small.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "record/write.h"
#include "store/guard.h"
#include "store/write.h"

#define MIB ((size_t)1 << 20)

/* More than half a window, and many regions of a map: 4 KiB of page tables for
 * each. */
#define PIECE ((size_t)150 << 10)
#define PIECES 400

/* What few regions and the windows may take; all of them take thrice that. */
#define FEW_KIB 40

static char folder[64];
static char path[128];
static char why_text[512];

static struct sink why(void)
{
    return sink_over(why_text, sizeof why_text);
}

static void not_waiting(const char *name)
{
    fail_msg("%s is locked", name);
}

static struct build *begin(void)
{
    struct build *build;
    struct sink sink = why();

    assert_int_equal(build_begin(folder, not_waiting, &build, &sink),
                     ERROR_NONE);
    return build;
}

static void put(struct build *build, struct key key, struct writer *writer)
{
    struct sink sink = why();
    struct span bytes;

    assert_int_equal(writer_end(writer, &bytes), ERROR_NONE);
    assert_int_equal(build_put(build, key_span(&key), bytes, &sink),
                     ERROR_NONE);
    writer_free(writer);
}

static struct key key_of_size(size_t size)
{
    char name[32];

    snprintf(name, sizeof name, "%010zu", size);
    return key_of(KEY_ALIAS, span_of_string(name));
}

/* Texts of one size are alike, and of no other. */
static char letter_of(size_t size)
{
    return (char)('a' + size % 23);
}

static void put_text(struct build *build, size_t size)
{
    struct key key = key_of_size(size);
    struct writer writer = {0};
    char *text = malloc(size);

    assert_non_null(text);
    memset(text, letter_of(size), size);
    writer_begin(&writer, SHAPE_ALIAS, key_span(&key));
    writer_text(&writer, WRITER_ROOT, ALIAS_SLUG, (struct span){text, size});
    put(build, key, &writer);
    free(text);
}

static void put_site(struct build *build)
{
    struct key key = key_of(KEY_SITE, SPAN(""));
    struct writer writer = {0};

    writer_begin(&writer, SHAPE_SITE, key_span(&key));
    writer_text(&writer, WRITER_ROOT, SITE_NAME, SPAN("Packs"));
    put(build, key, &writer);
}

static struct generation *reopen(void)
{
    struct generation *generation;
    struct sink sink = why();

    assert_int_equal(generation_open(path, 2, false, &generation, &sink),
                     ERROR_NONE);
    return generation;
}

static struct generation *publish(struct build *build)
{
    struct sink sink = why();

    assert_int_equal(build_publish(build, SPAN("fedcba9876543210"),
                                   SPAN("0123456789abcdef"), &sink),
                     ERROR_NONE);
    build_end(build);
    return reopen();
}

static struct generation *publish_pieces(void)
{
    struct build *build = begin();

    for (size_t i = 0; i < PIECES; i++)
        put_text(build, PIECE + i);
    put_site(build);
    return publish(build);
}

static struct span find(struct generation *generation, unsigned reader,
                        size_t size)
{
    struct key key = key_of_size(size);
    struct row row;

    assert_int_equal(
        generation_find(generation, reader, SHAPE_ALIAS, key_span(&key), &row),
        ERROR_NONE);
    return record_text(row, ALIAS_SLUG);
}

static void assert_text(struct span text, size_t size)
{
    assert_int_equal(text.length, size);
    assert_int_equal(text.at[0], letter_of(size));
    assert_memory_equal(text.at, text.at + 1, size - 1);
}

static long page_tables_kib(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[128];
    long kib = -1;

    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        sscanf(line, "VmPTE: %ld", &kib);
    fclose(file);
    assert_true(kib > 0);
    return kib;
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/pack-test-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/data.mdb", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder); /* fails where anything else was left behind */
}

/* Around the sizes where records begin to be packed, and fill a pack. */
static size_t next_size(size_t size)
{
    if (size == 600)
        return 2 * MIB - 200;
    if (size == 2 * MIB + 100)
        return 5 * MIB;
    return size > MIB ? size + 50 : size + 1;
}

static enum error count(void *context, struct span key, struct span bytes)
{
    size_t *size = context;
    struct key expected = key_of_size(*size);
    struct row row;

    assert_true(span_equal(key, key_span(&expected)));
    assert_int_equal(record_open(bytes, SHAPE_ALIAS, key, &row), ERROR_NONE);
    assert_text(record_text(row, ALIAS_SLUG), *size);
    *size = next_size(*size);
    return ERROR_NONE;
}

static void records_of_every_size_are_found(void **state)
{
    struct build *build = begin();
    struct generation *generation;
    size_t walked = 300;

    (void)state;
    for (size_t size = 300; size <= 5 * MIB; size = next_size(size))
        put_text(build, size);
    put_site(build);
    generation = publish(build);
    for (size_t size = 300; size <= 5 * MIB; size = next_size(size))
        assert_text(find(generation, 0, size), size);
    assert_int_equal(generation_walk(generation, 0, SPAN("a"), count, &walked),
                     ERROR_NONE);
    assert_int_equal(walked, next_size(5 * MIB));
    generation_close(generation);
}

static void what_was_put_can_be_looked_at_meanwhile(void **state)
{
    struct build *build = begin();
    struct generation *generation;
    struct sink sink = why();
    struct key key = key_of(KEY_READY, SPAN("/x"));
    struct writer writer = {0};
    struct row row;

    (void)state;
    put_text(build, 2000);
    put_text(build, MIB);
    put_site(build);
    assert_int_equal(build_look(build, 1, &generation, &sink), ERROR_NONE);
    assert_text(find(generation, 0, 2000), 2000);
    assert_text(find(generation, 0, MIB), MIB);
    generation_close(generation);
    writer_begin(&writer, SHAPE_READY, key_span(&key));
    writer_text(&writer, WRITER_ROOT, READY_TAG, (struct span){path, 120});
    writer_text(&writer, WRITER_ROOT, READY_GZIP, (struct span){why_text, 500});
    put(build, key, &writer);
    generation = publish(build);
    assert_text(find(generation, 1, 2000), 2000);
    assert_text(find(generation, 1, MIB), MIB);
    assert_int_equal(
        generation_find(generation, 0, SHAPE_READY, key_span(&key), &row),
        ERROR_NONE);
    generation_close(generation);
}

/* Turns a byte of the number of the pack in the file's nth locator. */
static void spoil_locator(unsigned nth)
{
    static char bytes[64 << 10];
    FILE *file = fopen(path, "r+");
    size_t length;
    char *at = bytes;

    assert_non_null(file);
    length = fread(bytes, 1, sizeof bytes, file);
    do {
        at = memmem(at + 1, length - (size_t)(at + 1 - bytes), "TLXP", 4);
        assert_non_null(at);
    } while (nth-- > 0);
    assert_int_equal(fseek(file, (long)(at + 5 - bytes), SEEK_SET), 0);
    fputc(1, file);
    assert_int_equal(fclose(file), 0);
}

/* Makes the first pack end, and the first locator lead, far behind the file. */
static void spoil_lengths(void)
{
    static char bytes[64 << 10];
    struct key key = key_of_pack(0);
    FILE *file = fopen(path, "r+");
    size_t length;
    char *pack;
    char *locator;

    assert_non_null(file);
    length = fread(bytes, 1, sizeof bytes, file);
    pack = memmem(bytes, length, key.bytes, key.length);
    locator = memmem(bytes, length, "TLXP", 4);
    assert_non_null(pack);
    assert_non_null(locator);
    pack[-5] = 0x7f;    /* LMDB's node: its value's length, bits 24 to 31 */
    locator[11] = 0x7e; /* the offset, bits 24 to 31 */
    rewind(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static enum error count_all(void *context, struct span key, struct span bytes)
{
    unsigned *counts = context;
    struct row row;

    counts[record_open(bytes, SHAPE_ALIAS, key, &row) == ERROR_NONE]++;
    return ERROR_NONE;
}

static void a_damaged_locator_hides_one_record(void **state)
{
    struct build *build = begin();
    struct generation *generation;
    unsigned counts[2] = {0, 0};

    (void)state;
    for (size_t size = 1000; size < 1005; size++)
        put_text(build, size);
    put_site(build);
    generation_close(publish(build));
    spoil_locator(2);
    generation = reopen();
    assert_int_equal(
        generation_walk(generation, 0, SPAN("a"), count_all, counts),
        ERROR_NONE);
    assert_int_equal(counts[false], 1);
    assert_int_equal(counts[true], 4);
    generation_close(generation);
}

static void nothing_leads_out_of_the_file(void **state)
{
    struct build *build = begin();
    struct generation *generation;
    unsigned counts[2] = {0, 0};
    struct key key = key_of_size(5000);
    struct row row;

    (void)state;
    put_text(build, 5000);
    put_site(build);
    generation_close(publish(build));
    spoil_lengths();
    generation = reopen();
    assert_int_equal(generation_let_trust(generation), ERROR_NONE);
    assert_int_equal(
        generation_find(generation, 0, SHAPE_ALIAS, key_span(&key), &row),
        ERROR_DAMAGED);
    assert_int_equal(
        generation_walk(generation, 0, SPAN("a"), count_all, counts),
        ERROR_NONE);
    assert_int_equal(counts[false], 1);
    generation_close(generation);
}

static void page_tables_do_not_grow_for_the_frugal(void **state)
{
    struct generation *generation = publish_pieces();
    long before = page_tables_kib();
    long few;
    long all;

    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        generation_be_frugal(generation, 1);
        assert_text(find(generation, 1, PIECE + i), PIECE + i);
    }
    few = page_tables_kib() - before;
    for (size_t i = 0; i < PIECES; i++)
        assert_text(find(generation, 0, PIECE + i), PIECE + i);
    all = page_tables_kib() - before;
    assert_true(few <= FEW_KIB);
    assert_true(all >= 3 * FEW_KIB - 20);
    generation_release(generation);
    assert_true(page_tables_kib() - before <= FEW_KIB);
    generation_close(generation);
}

/* More than fits into a window is read in the map until the request ends. */
static void all_that_one_request_reads_stays(void **state)
{
    struct generation *generation = publish_pieces();
    struct span texts[PIECES];
    long before;

    (void)state;
    generation_be_frugal(generation, 0);
    before = page_tables_kib();
    for (size_t i = 0; i < PIECES; i++)
        texts[i] = find(generation, 0, PIECE + i);
    for (size_t i = 0; i < PIECES; i++)
        assert_text(texts[i], PIECE + i);
    assert_true(page_tables_kib() - before > FEW_KIB);
    generation_be_frugal(generation, 0);
    assert_true(page_tables_kib() - before <= FEW_KIB);
    generation_close(generation);
}

static void a_cut_file_does_the_frugal_no_harm(void **state)
{
    struct generation *generation = publish_pieces();
    struct key key = key_of_size(PIECE);
    struct span text;
    struct row row;

    (void)state;
    guard_install(); /* over cmocka's own handlers */
    for (size_t i = 0; i < PIECES; i += 7) {
        generation_be_frugal(generation, 0);
        text = find(generation, 0, PIECE + i);
    }
    assert_int_equal(truncate(path, 0), 0);
    assert_int_equal(text.at[0], '\0');
    assert_true(guard_took_fault());
    assert_int_equal(
        generation_find(generation, 0, SHAPE_ALIAS, key_span(&key), &row),
        ERROR_SYSTEM);
    generation_close(generation);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(records_of_every_size_are_found),
        IN_FOLDER(what_was_put_can_be_looked_at_meanwhile),
        IN_FOLDER(a_damaged_locator_hides_one_record),
        IN_FOLDER(nothing_leads_out_of_the_file),
        IN_FOLDER(page_tables_do_not_grow_for_the_frugal),
        IN_FOLDER(all_that_one_request_reads_stays),
        IN_FOLDER(a_cut_file_does_the_frugal_no_harm),
    };

    /* A huge page needs no page table; small ones are what costs. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
