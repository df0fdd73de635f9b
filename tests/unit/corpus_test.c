/*
 * corpus_test - the second file of a generation: when it is written, kept
 * and removed, and what becomes of the rest where it is damaged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/write.h"
#include "store/guard.h"
#include "store/write.h"

#define TRANSCRIPTS 200
#define FIRST "1111111111111111"
#define SECOND "2222222222222222"
#define THIRD "3333333333333333"

static char folder[64];
static char why_text[512];
static struct sink why;

static void not_waiting(const char *name)
{
    fail_msg("%s is locked", name);
}

static void put(struct build *build, struct key key, enum shape shape)
{
    struct writer writer = {0};
    struct span bytes;

    writer_begin(&writer, shape, key_span(&key));
    if (shape == SHAPE_TRANSCRIPT) {
        writer_handle cues =
            writer_rows(&writer, WRITER_ROOT, TRANSCRIPT_CUES, SHAPE_CUE, 500);

        for (uint32_t i = 0; i < 500; i++)
            writer_text(&writer, writer_row(cues, SHAPE_CUE, i), CUE_TEXT,
                        key_span(&key));
    }
    assert_int_equal(writer_end(&writer, &bytes), ERROR_NONE);
    assert_int_equal(build_put(build, key_span(&key), bytes, &why), ERROR_NONE);
    writer_free(&writer);
}

static struct key transcript_key(unsigned number)
{
    char name[32];

    snprintf(name, sizeof name, "talk-%06u", number);
    return key_of(KEY_TRANSCRIPT, span_of_string(name));
}

/* Publishes a generation with the corpus `name` over one with `before`. */
static bool publish(const char *name, const char *before)
{
    struct build *build;
    bool kept;

    why = sink_over(why_text, sizeof why_text);
    assert_int_equal(build_begin(folder, not_waiting, &build, &why),
                     ERROR_NONE);
    put(build, key_of(KEY_ALIAS, SPAN("alias")), SHAPE_ALIAS);
    put(build, key_of(KEY_SITE, SPAN("")), SHAPE_SITE);
    assert_int_equal(build_corpus(build, span_of_string(name),
                                  span_of_string(before), &kept, &why),
                     ERROR_NONE);
    for (unsigned i = 0; !kept && i < TRANSCRIPTS; i++)
        put(build, transcript_key(i), SHAPE_TRANSCRIPT);
    assert_int_equal(build_publish(build, SPAN("fedcba9876543210"),
                                   SPAN("0123456789abcdef"), &why),
                     ERROR_NONE);
    build_end(build);
    return kept;
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/corpus-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static void path_of(const char *name, char path[128])
{
    snprintf(path, 128, name == NULL ? "%s/data.mdb" : "%s/corpus-%s.mdb",
             folder, name);
}

/* What lies in the folder: "data" or one of the corpora. */
static void assert_files(const char *const *names, size_t count)
{
    char path[128];
    glob_t files;

    snprintf(path, sizeof path, "%s/*", folder);
    assert_int_equal(glob(path, 0, NULL, &files), 0);
    assert_int_equal(files.gl_pathc, count + 1); /* and data.mdb, last */
    for (size_t i = 0; i < count; i++) {
        path_of(names[i], path);
        assert_string_equal(files.gl_pathv[i], path);
    }
    globfree(&files);
}

static int remove_folder(void **state)
{
    static const char *const names[] = {NULL, FIRST, SECOND, THIRD};
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_of(names[i], path);
        unlink(path);
    }
    return rmdir(folder); /* fails where anything else was left behind */
}

static struct store *open_store(void)
{
    struct store *store;

    why = sink_over(why_text, sizeof why_text);
    assert_int_equal(store_open(folder, 2, &store, &why), ERROR_NONE);
    return store;
}

static enum error find(struct store *store, struct key key, enum shape shape)
{
    struct generation *generation = store_borrow(store);
    struct row row;
    enum error error;

    assert_non_null(generation);
    error = generation_find(generation, 1, shape, key_span(&key), &row);
    store_return(store, generation);
    return error;
}

static enum error find_transcript(struct store *store, unsigned number)
{
    return find(store, transcript_key(number), SHAPE_TRANSCRIPT);
}

static enum error find_alias(struct store *store)
{
    return find(store, key_of(KEY_ALIAS, SPAN("alias")), SHAPE_ALIAS);
}

static bool refresh(struct store *store)
{
    bool changed;

    why = sink_over(why_text, sizeof why_text);
    assert_int_equal(store_refresh(store, &changed, &why), ERROR_NONE);
    return changed;
}

static ino_t inode_of(const char *name)
{
    struct stat status;
    char path[128];

    path_of(name, path);
    assert_int_equal(stat(path, &status), 0);
    return status.st_ino;
}

static void both_files_are_read(void **state)
{
    struct store *store;

    (void)state;
    assert_false(publish(FIRST, ""));
    store = open_store();
    assert_int_equal(sink_held(&why).length, 0);
    assert_int_equal(find_alias(store), ERROR_NONE);
    assert_int_equal(find_transcript(store, 0), ERROR_NONE);
    assert_int_equal(find_transcript(store, TRANSCRIPTS - 1), ERROR_NONE);
    assert_int_equal(find_transcript(store, TRANSCRIPTS), ERROR_ABSENT);
    assert_false(refresh(store));
    store_close(store);
}

static void a_corpus_of_the_same_name_is_kept(void **state)
{
    ino_t before;

    (void)state;
    publish(FIRST, "");
    before = inode_of(FIRST);
    assert_true(publish(FIRST, FIRST));
    assert_int_equal(inode_of(FIRST), before);
    assert_files((const char *const[]){FIRST}, 1);
}

static void an_old_corpus_stays_for_one_publish_more(void **state)
{
    struct store *store;

    (void)state;
    publish(FIRST, "");
    store = open_store();
    publish(SECOND, FIRST);
    assert_files((const char *const[]){FIRST, SECOND}, 2);
    publish(THIRD, SECOND);
    assert_files((const char *const[]){SECOND, THIRD}, 2);
    assert_int_equal(find_transcript(store, 7), ERROR_NONE);
    publish("", THIRD);
    assert_files((const char *const[]){THIRD}, 1);
    publish("", "");
    assert_files(NULL, 0);
    assert_true(refresh(store));
    assert_int_equal(find_transcript(store, 7), ERROR_ABSENT);
    assert_int_equal(sink_held(&why).length, 0);
    store_close(store);
}

static void an_absent_corpus_leaves_the_rest(void **state)
{
    struct store *store;
    char path[128];
    char aside[160];

    (void)state;
    publish(FIRST, "");
    path_of(FIRST, path);
    snprintf(aside, sizeof aside, "%s.aside", path);
    assert_int_equal(rename(path, aside), 0);
    store = open_store();
    assert_non_null(strstr(why_text, "corpus-" FIRST ".mdb: "));
    assert_int_equal(find_alias(store), ERROR_NONE);
    assert_int_equal(find_transcript(store, 0), ERROR_DAMAGED);
    assert_false(refresh(store));
    assert_int_equal(rename(aside, path), 0);
    assert_true(refresh(store)); /* it came late, as with rsync */
    assert_int_equal(find_transcript(store, 0), ERROR_NONE);
    store_close(store);
}

static void a_folder_in_its_place_leaves_the_rest(void **state)
{
    struct store *store;
    char path[128];

    (void)state;
    publish(FIRST, "");
    path_of(FIRST, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    store = open_store();
    assert_int_equal(find_alias(store), ERROR_NONE);
    assert_int_equal(find_transcript(store, 0), ERROR_DAMAGED);
    store_close(store);
    assert_int_equal(rmdir(path), 0);
}

static void a_cut_corpus_leaves_the_rest(void **state)
{
    struct store *store;
    char path[128];

    (void)state;
    guard_install(); /* over cmocka's own handlers */
    publish(FIRST, "");
    store = open_store();
    path_of(FIRST, path);
    assert_int_equal(truncate(path, 8192), 0);
    assert_int_equal(find_transcript(store, 100), ERROR_SYSTEM);
    assert_true(refresh(store));
    assert_non_null(strstr(why_text, "cut short"));
    assert_int_equal(find_transcript(store, 100), ERROR_DAMAGED);
    assert_int_equal(find_alias(store), ERROR_NONE);
    assert_false(refresh(store));
    assert_false(publish(FIRST, FIRST)); /* it is no good, and made anew */
    assert_true(refresh(store));
    assert_int_equal(find_transcript(store, 100), ERROR_NONE);
    store_close(store);
}

static void a_file_of_another_corpus_is_none(void **state)
{
    struct store *store;
    char from[128];
    char to[128];

    (void)state;
    publish(FIRST, "");
    publish(SECOND, FIRST);
    path_of(FIRST, from);
    path_of(SECOND, to);
    assert_int_equal(rename(from, to), 0);
    store = open_store();
    assert_int_equal(find_transcript(store, 0), ERROR_DAMAGED);
    assert_int_equal(find_alias(store), ERROR_NONE);
    store_close(store);
}

static void another_corpus_is_another_generation(void **state)
{
    char hash[2][16];

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct store *store;
        struct generation *generation;

        publish(i == 0 ? FIRST : SECOND, "");
        store = open_store();
        generation = store_borrow(store);
        memcpy(hash[i], generation_hash(generation).at, sizeof hash[i]);
        store_return(store, generation);
        store_close(store);
    }
    assert_memory_not_equal(hash[0], hash[1], sizeof *hash);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(both_files_are_read),
        IN_FOLDER(a_corpus_of_the_same_name_is_kept),
        IN_FOLDER(an_old_corpus_stays_for_one_publish_more),
        IN_FOLDER(an_absent_corpus_leaves_the_rest),
        IN_FOLDER(a_folder_in_its_place_leaves_the_rest),
        IN_FOLDER(a_cut_corpus_leaves_the_rest),
        IN_FOLDER(a_file_of_another_corpus_is_none),
        IN_FOLDER(another_corpus_is_another_generation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
