#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "publish/transcript.h"

/* A bit of all that the grammar knows. */
static const char sample[] =
    "\xEF\xBB\xBFWEBVTT x\r\n\r\nSTYLE\r\n::cue{}\r\n\r\nNOTE a\r\n\r\n"
    "one\r\n00:01.5 --> 1:00:02,250 align:start\r\n"
    "<v.a Ann &amp; Co>Caf\xC3\xA9 <i>&#x41;</i></v> {\\an8}b\r\n>> C\r\n"
    "\r\n00:03.000 --> 00:04.000\r\nDAN: and <00:00:03.500>d: e\r\n"
    "\r\n00:02.000 --> 00:01.000\rDAN: and d: e \xE2\x80\x94 \xF0\x9F\x98\x80";

static struct transcript transcript;
static struct complaints complaints;

static int release(void **state)
{
    (void)state;
    transcript_free(&transcript);
    complaints_free(&complaints);
    return 0;
}

/* Every piece lies in the text, and no segment is without words. */
static void assert_whole(void)
{
    size_t cues = 0;

    for (size_t i = 0; i < transcript.count; i++) {
        const struct segment *segment = &transcript.segments[i];

        assert_true(segment->text.length > 0);
        assert_true(segment->repeated <= segment->text.length);
        assert_true(segment->text.start + segment->text.length <=
                    transcript.text_used);
        assert_true(segment->speaker.start + segment->speaker.length <=
                    transcript.text_used);
        cues += segment->opens_cue;
    }
    assert_int_equal(cues, transcript.cues);
}

/* Reads a copy that ends where its memory ends. */
static bool read_exact(struct span file)
{
    char *copy = malloc(file.length > 0 ? file.length : 1);
    bool good;

    assert_non_null(copy);
    if (file.length > 0)
        memcpy(copy, file.at, file.length);
    release(NULL);
    good = transcript_read((struct span){copy, file.length}, &complaints,
                           &transcript);
    assert_int_equal(good ? 0 : 1, complaints.errors);
    assert_whole();
    free(copy);
    return good;
}

static void reads_the_sample(void **state)
{
    (void)state;
    assert_true(read_exact((struct span){sample, sizeof sample - 1}));
    assert_int_equal(transcript.cues, 3);
    assert_int_equal(transcript.segments[0].start, 1500);
    assert_int_equal(transcript.segments[0].end, 3602250);
    assert_int_equal(transcript.steps_back, 1);
    assert_int_equal(transcript.turned, 1);
}

static void survives_each_cut(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof sample; length++)
        read_exact((struct span){sample, length});
}

static void survives_each_change(void **state)
{
    static const char bytes[] = "\0\n\r <>&;:{}/-.,0v\x7F\x80\xC3\xFF";
    char copy[sizeof sample];

    (void)state;
    for (size_t i = 0; i < sizeof sample - 1; i++) {
        for (size_t k = 0; k < sizeof bytes - 1; k++) {
            memcpy(copy, sample, sizeof sample);
            copy[i] = bytes[k];
            read_exact((struct span){copy, sizeof sample - 1});
        }
    }
}

/* A file in the making. */
struct draft {
    char *bytes;
    struct sink sink;
};

#define DRAFT_SIZE ((size_t)4 << 20)

static struct draft draft_begin(void)
{
    struct draft draft = {.bytes = malloc(DRAFT_SIZE)};

    assert_non_null(draft.bytes);
    draft.sink = sink_over(draft.bytes, DRAFT_SIZE);
    return draft;
}

static void draft_time(struct draft *draft, int64_t seconds)
{
    sink_decimal_padded(&draft->sink, (uint64_t)seconds / 3600, 2);
    LIT(&draft->sink, ":");
    sink_decimal_padded(&draft->sink, (uint64_t)seconds / 60 % 60, 2);
    LIT(&draft->sink, ":");
    sink_decimal_padded(&draft->sink, (uint64_t)seconds % 60, 2);
    LIT(&draft->sink, ",000");
}

static void draft_times(struct draft *draft, int64_t start)
{
    LIT(&draft->sink, "\n\n");
    draft_time(draft, start);
    LIT(&draft->sink, " --> ");
    draft_time(draft, start + 2);
    LIT(&draft->sink, "\n");
}

static bool draft_read(struct draft *draft)
{
    bool good;

    assert_int_equal(draft->sink.error, ERROR_NONE);
    good = read_exact(sink_held(&draft->sink));
    free(draft->bytes);
    return good;
}

/* Ten hours, 83,000 words, of one each, and a thousand in the last cue. */
static void reads_ten_hours(void **state)
{
    struct draft draft = draft_begin();

    (void)state;
    for (int i = 0; i < 82000; i++) {
        draft_times(&draft, (int64_t)i * 36000 / 82000);
        LIT(&draft.sink, "word");
        sink_decimal(&draft.sink, i);
    }
    draft_times(&draft, 36000);
    for (int i = 0; i < 1000; i++)
        LIT(&draft.sink, "more\n");
    assert_true(draft_read(&draft));
    assert_int_equal(transcript.words, 83000);
    assert_int_equal(transcript.cues, 82001);
    assert_int_equal(transcript.segments[82000].start, 36000000);
    assert_int_equal(transcript.segments[82000].text.length, 4999);
}

/* What would take minutes if any of it took quadratic time. */
static void reads_hostile_files_at_once(void **state)
{
    static const struct span pieces[] = {
        SPAN_INIT("<a"),   SPAN_INIT("{\\"),      SPAN_INIT("&"),
        SPAN_INIT("<v>"),  SPAN_INIT("\n\n"),     SPAN_INIT("\nA:"),
        SPAN_INIT("-->"),  SPAN_INIT("w "),       SPAN_INIT("\n1\n"),
        SPAN_INIT("A B "), SPAN_INIT("\xCC\x81"), SPAN_INIT("<v b>c"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct draft draft = draft_begin();

        draft_times(&draft, 1);
        for (size_t k = 0; k < 300000; k++)
            sink_ready(&draft.sink, pieces[i]);
        draft_read(&draft);
    }
}

static void keeps_many_voices_apart(void **state)
{
    struct draft draft = draft_begin();

    (void)state;
    for (int i = 0; i < 20000; i++) {
        draft_times(&draft, i);
        LIT(&draft.sink, "VOICE ");
        sink_decimal(&draft.sink, i);
        LIT(&draft.sink, ": Hm.");
    }
    assert_true(draft_read(&draft));
    for (size_t i = 0; i < 20000; i += 1999) {
        char name[32];

        snprintf(name, sizeof name, "VOICE %zu", i);
        assert_true(span_equal(
            transcript_piece(&transcript, transcript.segments[i].speaker),
            span_of_string(name)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(reads_the_sample, release),
        cmocka_unit_test_teardown(survives_each_cut, release),
        cmocka_unit_test_teardown(survives_each_change, release),
        cmocka_unit_test_teardown(reads_ten_hours, release),
        cmocka_unit_test_teardown(reads_hostile_files_at_once, release),
        cmocka_unit_test_teardown(keeps_many_voices_apart, release),
    };

    return cmocka_run_group_tests_name("transcript", tests, NULL, NULL);
}
