#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/write.h"
#include "store/guard.h"
#include "store/write.h"

static char folder[64];
static char why_text[512];

static struct sink why(void)
{
    return sink_over(why_text, sizeof why_text);
}

static void not_waiting(const char *name)
{
    fail_msg("%s is locked", name);
}

static void put_site(struct build *build, const char *name)
{
    struct key key = key_of(KEY_SITE, SPAN(""));
    struct writer writer = {0};
    struct span bytes;
    struct sink sink = why();

    writer_begin(&writer, SHAPE_SITE, key_span(&key));
    writer_text(&writer, WRITER_ROOT, SITE_NAME, span_of_string(name));
    assert_int_equal(writer_end(&writer, &bytes), ERROR_NONE);
    assert_int_equal(build_put(build, key_span(&key), bytes, &sink),
                     ERROR_NONE);
    writer_free(&writer);
}

static void put_alias(struct build *build, const char *from, struct span to)
{
    struct key key = key_of(KEY_ALIAS, span_of_string(from));
    struct writer writer = {0};
    struct span bytes;
    struct sink sink = why();

    writer_begin(&writer, SHAPE_ALIAS, key_span(&key));
    writer_text(&writer, WRITER_ROOT, ALIAS_SLUG, to);
    assert_int_equal(writer_end(&writer, &bytes), ERROR_NONE);
    assert_int_equal(build_put(build, key_span(&key), bytes, &sink),
                     ERROR_NONE);
    writer_free(&writer);
}

/* More than the system reads ahead around a key. */
#define LARGE (32 * 1024 * 1024)

static void put_large(struct build *build)
{
    char *text = malloc(LARGE);

    assert_non_null(text);
    memset(text, 'x', LARGE);
    put_alias(build, "large", (struct span){text, LARGE});
    free(text);
}

static void publish(const char *site_name, unsigned aliases)
{
    struct build *build;
    struct sink sink = why();
    char from[32];

    assert_int_equal(build_begin(folder, not_waiting, &build, &sink),
                     ERROR_NONE);
    for (unsigned i = 0; i < aliases; i++) {
        snprintf(from, sizeof from, "old-%06u", i);
        put_alias(build, from, SPAN("new"));
    }
    put_site(build, site_name);
    assert_int_equal(build_publish(build, SPAN("fedcba9876543210"),
                                   SPAN("0123456789abcdef"), &sink),
                     ERROR_NONE);
    build_end(build);
}

/* A store with a large value of which nothing is in memory. */
static struct store *publish_cold(void)
{
    struct build *build;
    struct store *store;
    struct sink sink = why();
    char path[128];
    int fd;

    assert_int_equal(build_begin(folder, not_waiting, &build, &sink),
                     ERROR_NONE);
    put_large(build);
    put_alias(build, "small", SPAN("new"));
    put_site(build, "Cold");
    assert_int_equal(build_publish(build, SPAN("fedcba9876543210"),
                                   SPAN("0123456789abcdef"), &sink),
                     ERROR_NONE);
    build_end(build);
    snprintf(path, sizeof path, "%s/data.mdb", folder);
    fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(fsync(fd), 0);
    assert_int_equal(posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED), 0);
    close(fd);
    assert_int_equal(store_open(folder, 2, &store, &sink), ERROR_NONE);
    return store;
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/store-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static void path_of_data(char *path, size_t size)
{
    snprintf(path, size, "%s/data.mdb", folder);
}

static int remove_folder(void **state)
{
    char path[128];

    (void)state;
    path_of_data(path, sizeof path);
    unlink(path);
    return rmdir(folder); /* fails where anything else was left behind */
}

static struct store *open_store(void)
{
    struct store *store;
    struct sink sink = why();

    assert_int_equal(store_open(folder, 2, &store, &sink), ERROR_NONE);
    return store;
}

static enum error find_as(struct generation *generation, unsigned reader,
                          const char *from)
{
    struct key key = key_of(KEY_ALIAS, span_of_string(from));
    struct row row;

    return generation_find(generation, reader, SHAPE_ALIAS, key_span(&key),
                           &row);
}

static enum error find_alias(struct generation *generation, const char *from)
{
    return find_as(generation, 1, from);
}

static void assert_site_name(struct generation *generation, const char *name)
{
    struct span found = record_text(generation_site(generation), SITE_NAME);

    assert_true(span_equal(found, span_of_string(name)));
}

static void finds_what_was_put(void **state)
{
    struct store *store;
    struct generation *generation;

    (void)state;
    publish("First", 20000);
    store = open_store();
    generation = store_borrow(store);
    assert_non_null(generation);
    assert_site_name(generation, "First");
    assert_int_equal(find_alias(generation, "old-019999"), ERROR_NONE);
    assert_int_equal(find_alias(generation, "old-020000"), ERROR_ABSENT);
    assert_int_equal(generation_hash(generation).length, 16);
    store_return(store, generation);
    store_close(store);
}

static void an_empty_folder_has_no_generation(void **state)
{
    struct store *store = open_store();

    (void)state;
    assert_null(store_borrow(store));
    assert_non_null(strstr(why_text, "no store there"));
    store_close(store);
}

static void a_borrowed_generation_outlives_a_publish(void **state)
{
    struct store *store;
    struct generation *old;
    struct generation *fresh;
    struct sink sink = why();
    bool changed;

    (void)state;
    publish("First", 1);
    store = open_store();
    old = store_borrow(store);
    publish("Second", 1);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    assert_true(changed);
    fresh = store_borrow(store);
    assert_site_name(old, "First");
    assert_site_name(fresh, "Second");
    assert_int_equal(find_alias(old, "old-000000"), ERROR_NONE);
    store_return(store, old);
    store_return(store, fresh);
    store_close(store);
}

/* How many maps of files there are that have gone from the test's folder. */
static unsigned count_old_maps(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    unsigned count = 0;

    assert_non_null(maps);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (strstr(line, folder) != NULL && strstr(line, "(deleted)") != NULL)
            count++;
    }
    fclose(maps);
    return count;
}

/* It was opened by the one who looks, and he closes it. */
static void who_gives_back_closes_nothing(void **state)
{
    struct store *store;
    struct generation *old;
    struct sink sink = why();
    bool changed;

    (void)state;
    publish("First", 1);
    store = open_store();
    old = store_borrow(store);
    publish("Second", 1);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    assert_int_equal(count_old_maps(), 1);
    store_return(store, old);
    assert_int_equal(count_old_maps(), 1);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    assert_int_equal(count_old_maps(), 0);
    store_close(store);
}

static void a_bad_new_file_leaves_the_old_one(void **state)
{
    struct store *store;
    struct generation *generation;
    struct sink sink = why();
    char path[128];
    char other[160];
    bool changed;
    int fd;

    (void)state;
    publish("First", 1);
    store = open_store();
    path_of_data(path, sizeof path);
    snprintf(other, sizeof other, "%s.bad", path);
    fd = open(other, O_CREAT | O_WRONLY, 0600);
    assert_int_equal(write(fd, "no store at all", 15), 15);
    close(fd);
    assert_int_equal(rename(other, path), 0);
    assert_int_not_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    assert_false(changed);
    generation = store_borrow(store);
    assert_site_name(generation, "First");
    store_return(store, generation);
    store_close(store);
}

static void a_cut_file_is_noticed_and_does_no_harm(void **state)
{
    struct store *store;
    struct generation *generation;
    struct sink sink = why();
    char path[128];
    bool changed;

    (void)state;
    guard_install(); /* over cmocka's own handlers */
    publish("First", 20000);
    store = open_store();
    generation = store_borrow(store);
    path_of_data(path, sizeof path);
    assert_int_equal(truncate(path, 8192), 0);
    assert_int_equal(find_alias(generation, "old-010000"), ERROR_SYSTEM);
    assert_true(generation_worn(generation));
    assert_site_name(generation, "First"); /* it was copied */
    store_return(store, generation);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_DAMAGED);
    assert_true(changed);
    assert_null(store_borrow(store));
    publish("Second", 1);
    assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
    generation = store_borrow(store);
    assert_site_name(generation, "Second");
    store_return(store, generation);
    store_close(store);
}

static void a_fault_while_reading_is_mended(void **state)
{
    struct store *store;
    struct generation *generation;
    struct key key = key_of(KEY_ALIAS, SPAN("old-010000"));
    struct row row;
    char path[128];

    (void)state;
    guard_install(); /* over cmocka's own handlers */
    publish("First", 20000);
    store = open_store();
    generation = store_borrow(store);
    assert_int_equal(
        generation_find(generation, 0, SHAPE_ALIAS, key_span(&key), &row),
        ERROR_NONE);
    path_of_data(path, sizeof path);
    assert_int_equal(truncate(path, 0), 0);
    assert_false(guard_took_fault());
    assert_int_equal(record_text(row, ALIAS_SLUG).length, 0);
    assert_true(guard_took_fault());
    assert_false(guard_took_fault());
    store_return(store, generation);
    store_close(store);
}

static void the_same_puts_give_the_same_bytes(void **state)
{
    char path[128];
    char *bytes[2];
    long sizes[2];

    (void)state;
    path_of_data(path, sizeof path);
    for (int i = 0; i < 2; i++) {
        FILE *file;

        publish("Same", 5000);
        file = fopen(path, "rb");
        assert_non_null(file);
        fseek(file, 0, SEEK_END);
        sizes[i] = ftell(file);
        rewind(file);
        bytes[i] = malloc((size_t)sizes[i]);
        assert_int_equal(fread(bytes[i], 1, (size_t)sizes[i], file), sizes[i]);
        fclose(file);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], (size_t)sizes[0]);
    free(bytes[0]);
    free(bytes[1]);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

static void a_hasty_reader_waits_for_nothing(void **state)
{
    struct store *store = publish_cold();
    struct generation *generation = store_borrow(store);

    (void)state;
    generation_hurry(generation, 0);
    assert_int_equal(find_as(generation, 0, "small"), ERROR_COLD);
    assert_int_equal(generation_warm(generation, 1), ERROR_NONE);
    generation_hurry(generation, 0);
    assert_int_equal(find_as(generation, 0, "small"), ERROR_NONE);
    assert_false(generation_met_cold(generation, 0));
    if (find_as(generation, 0, "large") == ERROR_COLD) { /* no tmpfs */
        assert_true(generation_met_cold(generation, 0));
        assert_int_equal(find_as(generation, 0, "small"), ERROR_COLD);
        assert_int_equal(find_as(generation, 1, "large"), ERROR_NONE);
        generation_hurry(generation, 0);
    }
    for (int again = 0; again < 3; again++) {
        assert_int_equal(find_as(generation, 0, "large"), ERROR_NONE);
        assert_int_equal(find_as(generation, 0, "nothing"), ERROR_ABSENT);
        assert_false(generation_met_cold(generation, 0));
        if (again == 1)
            generation_doubt(generation);
    }
    store_return(store, generation);
    store_close(store);
}

/* The large value is read otherwise from now on, and the file looks the same.
 */
static void change_large(char byte)
{
    char path[128];
    struct stat status;
    int fd;

    snprintf(path, sizeof path, "%s/data.mdb", folder);
    fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &status), 0);
    assert_int_equal(pwrite(fd, &byte, 1, LARGE / 2), 1);
    assert_int_equal(
        futimens(fd, (struct timespec[]){status.st_atim, status.st_mtim}), 0);
    close(fd);
}

static void what_was_proven_is_trusted_until_it_is_doubted(void **state)
{
    struct store *store = publish_cold();
    struct generation *generation = store_borrow(store);
    struct sink sink = why();
    bool changed;

    (void)state;
    assert_int_equal(find_as(generation, 0, "large"), ERROR_NONE);
    change_large('y');
    assert_int_equal(find_as(generation, 1, "large"), ERROR_NONE);
    for (int look = 0; look < STORE_TRUST_LOOKS; look++) {
        assert_int_equal(store_refresh(store, &changed, &sink), ERROR_NONE);
        assert_false(changed);
    }
    assert_int_equal(find_as(generation, 0, "large"), ERROR_DAMAGED);
    assert_int_equal(find_as(generation, 1, "large"), ERROR_DAMAGED);
    change_large('x');
    assert_int_equal(find_as(generation, 1, "large"), ERROR_NONE);
    store_return(store, generation);
    store_close(store);
}

static void trust_is_only_where_it_was_asked_for(void **state)
{
    struct store *store = publish_cold();
    struct generation *generation;
    struct sink sink = why();
    char path[128];

    (void)state;
    snprintf(path, sizeof path, "%s/data.mdb", folder);
    assert_int_equal(generation_open(path, 1, false, &generation, &sink),
                     ERROR_NONE);
    assert_int_equal(find_as(generation, 0, "large"), ERROR_NONE);
    change_large('y');
    assert_int_equal(find_as(generation, 0, "large"), ERROR_DAMAGED);
    generation_close(generation);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(finds_what_was_put),
        IN_FOLDER(an_empty_folder_has_no_generation),
        IN_FOLDER(a_borrowed_generation_outlives_a_publish),
        IN_FOLDER(who_gives_back_closes_nothing),
        IN_FOLDER(a_bad_new_file_leaves_the_old_one),
        IN_FOLDER(a_cut_file_is_noticed_and_does_no_harm),
        IN_FOLDER(a_fault_while_reading_is_mended),
        IN_FOLDER(the_same_puts_give_the_same_bytes),
        IN_FOLDER(a_hasty_reader_waits_for_nothing),
        IN_FOLDER(what_was_proven_is_trusted_until_it_is_doubted),
        IN_FOLDER(trust_is_only_where_it_was_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
