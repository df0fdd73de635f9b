#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "publish/quotes.h"
#include "publish/speakers.h"

static const char talk[] =
    "1\n00:00:01,900 --> 00:00:04,000\n"
    "ANN LEE: Well, I\xE2\x80\x99"
    "d say \xE2\x80\x94 and this is well-known "
    "\xE2\x80\x94 that the\n\n"
    "2\n00:00:04,000 --> 00:00:08,000\n"
    "\"river\" froze... and nobody walked; it was cold. So we\n\n"
    "3\n00:00:08,000 --> 00:00:10,000\n"
    "waited a week, maybe two, until the ice was thick.\n\n"
    "4\n00:00:10,000 --> 00:00:12,000\n"
    "BOB: Thank you very much. I don't believe that.\n\n"
    "5\n00:00:15,000 --> 00:00:16,000\n"
    "ANN LEE: Thank you very much. You will.\n\n"
    "6\n00:00:35,000 --> 00:00:36,000\n"
    "Thank you very much.\n\n"
    "7\n00:00:40,000 --> 00:00:42,000\n"
    "SPEAKER_07: \xE4\xBB\x8A\xE5\xA4\xA9\xE7\x9A\x84\n\n"
    "8\n00:00:42,000 --> 00:00:43,000\n"
    "\xE6\xBD\xAE\xE6\xB0\xB4\xE5\xBE\x88\xE9\xAB\x98\xE3\x80\x82\n\n"
    "9\n00:00:50,000 --> 00:00:52,000\n"
    "DR. M. VAN DALE: In 1953 the dyke broke\n\n"
    "10\n00:00:52,000 --> 00:00:54,000\n"
    "near us.\n\n"
    "11\n00:01:00,000 --> 00:01:02,000\n"
    "ANN LEE: Vraiment ? Caf\xC3\xA9 \xC2\xAB noir \xC2\xBB.\n";

/* Automatic captions, which roll and have no speakers. */
static const char captions[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:02.000\nso the river froze\n\n"
    "00:02.000 --> 00:03.000\nso the river froze\nand we walked right\n\n"
    "00:03.000 --> 00:04.000\nand we walked right\nacross it\n";

/* Pieces of numbers and of words. */
static const char pieces[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:02.000\n"
    "Inflation was 1.5 percent and the plant cost 27,000 dollars.\n\n"
    "00:02.000 --> 00:03.000\n"
    "It fell to -40 degrees overnight, or \xE2\x88\x92$30 a ton. It was "
    "un-American.\n\n"
    "00:03.000 --> 00:04.000\n"
    "From 20\xE2\x80\x93"
    "30 people at 5:06 to\n\n"
    "00:04.000 --> 00:05.000\n"
    "-50 guests\xE2\x80\x94"
    "40 came--all old. Well - so what.\n";

/* Turns of people without a name, in the second cue over and over. */
static const char turns[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:02.000\n>> And the weather?\n\n"
    "00:02.000 --> 00:03.000\n>> It rains\n\n"
    "00:03.000 --> 00:04.000\n>> It rains\na lot.\n>> Good grief! So\n\n"
    "00:04.000 --> 00:05.000\n>> Good grief! So\nwhat?\n";

/* The words of one sentence in another order, over and over. */
#define JUMBLE "to it we was be said not so "
#define JUMBLES JUMBLE JUMBLE JUMBLE JUMBLE
static const char jumbles[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:02.000\n" JUMBLES JUMBLES JUMBLES "\n\n"
    "00:02.000 --> 00:03.000\nAnd so we said it was not to be. Then\n\n"
    "00:03.000 --> 00:04.000\n" JUMBLES JUMBLES JUMBLES "\n";

/* What is asked, and what must come of it. */
struct question {
    const char *text;
    const char *speaker;
    int64_t at;
    enum match match;
    int64_t found;
    const char *passage; /* NULL: not looked at */
};

static struct transcript transcript;
static struct haystack haystack;
static struct quote_bench bench;

static void open_talk(const char *file)
{
    struct complaints complaints = {0};

    assert_true(
        transcript_read(span_of_string(file), &complaints, &transcript));
    assert_int_equal(haystack_make(&transcript, &haystack), ERROR_NONE);
    complaints_free(&complaints);
}

static int release(void **state)
{
    (void)state;
    quote_bench_free(&bench);
    bench = (struct quote_bench){0};
    haystack_free(&haystack);
    transcript_free(&transcript);
    return 0;
}

static struct finding find(const char *text, const char *speaker, int64_t at)
{
    struct span span = span_of_string(text);
    char *copy = malloc(span.length + 1); /* of its exact size */
    struct quote quote = {{copy, span.length}, span_of_string(speaker), at};
    struct finding finding;

    assert_non_null(copy);
    memcpy(copy, text, span.length);
    assert_int_equal(quote_find(&haystack, &quote, &bench, &finding),
                     ERROR_NONE);
    free(copy);
    return finding;
}

static void ask(const struct question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct question *question = &questions[i];
        struct finding finding =
            find(question->text, question->speaker, question->at);

        if (finding.match != question->match || finding.at != question->found)
            print_error("%s\n", question->text);
        assert_string_equal(match_name(finding.match).at,
                            match_name(question->match).at);
        assert_int_equal(finding.at, question->found);
        if (question->passage != NULL &&
            !span_equal(finding.passage, span_of_string(question->passage)))
            fail_msg("%s: %.*s", question->text, (int)finding.passage.length,
                     finding.passage.at);
    }
}

#define ASK(questions) ask((questions), sizeof(questions) / sizeof *(questions))

static void tells_classes(void **state)
{
    static const struct question questions[] = {
        {"\"river\" froze... and nobody walked", "Ann Lee", -1, MATCH_EXACT, 4,
         "\"river\" froze... and nobody walked;"},
        {"that the \"river\" froze", "Ann Lee", -1, MATCH_EXACT, 1, NULL},
        {"Well, I'd say - and this is well\xE2\x80\x91known - that the "
         "\xE2\x80\x9Criver\xE2\x80\x9D froze \xE2\x80\xA6 and",
         "Ann Lee", -1, MATCH_TYPOGRAPHY, 1, NULL},
        {"I\xE2\x80\x99"
         "d say\xE2\x80\x94"
         "and",
         "Ann Lee", -1, MATCH_TYPOGRAPHY, 1, NULL},
        {"\xE2\x80\x9Cit was cold.\xE2\x80\x9D", "Ann Lee", -1,
         MATCH_TYPOGRAPHY, 4, NULL},
        {"\xE2\x80\xA6it was cold\xE2\x80\xA6", "Ann Lee", -1, MATCH_TYPOGRAPHY,
         4, NULL},
        {"It was cold. So we  waited", "Ann Lee", -1, MATCH_FIRST_LETTER, 4,
         NULL},
        {"it was cold. so we waited", "Ann Lee", -1, MATCH_CASE, 4, NULL},
        {"It was COLD.", "Ann Lee", -1, MATCH_CASE, 4, NULL},
        {"it was cold, so we waited", "Ann Lee", -1, MATCH_PUNCTUATION, 4,
         NULL},
        {"So we waited a week.", "Ann Lee", -1, MATCH_PUNCTUATION, 4, NULL},
        {"this is well known", "Ann Lee", -1, MATCH_PUNCTUATION, 1, NULL},
        {"Vraiment? Caf\xC3\xA9 \"noir\".", "Ann Lee", -1, MATCH_TYPOGRAPHY, 60,
         NULL},
        {"Cafe noir", "Ann Lee", -1, MATCH_NONE, -1, NULL},
        {"wait", "Ann Lee", -1, MATCH_NONE, -1, NULL},
        {"...", "Ann Lee", -1, MATCH_NONE, -1, ""},
        {"\xE4\xBB\x8A\xE5\xA4\xA9\xE7\x9A\x84\xE6\xBD\xAE\xE6\xB0\xB4",
         "Ann Lee", -1, MATCH_TYPOGRAPHY, 40, NULL},
    };

    (void)state;
    open_talk(talk);
    ASK(questions);
}

static void lets_an_ellipsis_skip(void **state)
{
    static const struct question questions[] = {
        {"So we \xE2\x80\xA6 until the ice was thick.", "Ann Lee", -1,
         MATCH_TYPOGRAPHY, 4,
         "So we waited a week, maybe two, until the ice was thick."},
        {"Nobody walked [...] The ice was thick", "Ann Lee", -1,
         MATCH_FIRST_LETTER, 4, NULL},
        {"nobody walked ... waited . . . the ice", "Ann Lee", -1,
         MATCH_TYPOGRAPHY, 4, NULL},
        {"nobody walked, ... the ice was thick", "Ann Lee", -1,
         MATCH_PUNCTUATION, 4, NULL},
        {"the ice was ... nobody walked", "Ann Lee", -1, MATCH_NONE, 8, NULL},
        /* not over what another says */
        {"until the ice was thick. ... Thank you very much. You will.",
         "Ann Lee", -1, MATCH_NONE, 8, NULL},
    };

    (void)state;
    open_talk(talk);
    ASK(questions);
}

static void asks_who_said_it(void **state)
{
    static const struct question questions[] = {
        {"I don't believe that.", "Ann Lee", -1, MATCH_OTHER_SPEAKER, 10, NULL},
        {"I don't believe that.", "Bob Marsh", -1, MATCH_EXACT, 10, NULL},
        {"Thank you very much.", "Bob", -1, MATCH_EXACT, 10, NULL},
        {"Thank you very much.", "Ann Lee", -1, MATCH_AMBIGUOUS, 15, NULL},
        {"Thank you very much.", "Ann Lee", 30, MATCH_EXACT, 35, NULL},
        {"Thank you very much.", "Ann Lee", 25, MATCH_AMBIGUOUS, 15, NULL},
        {"thick. Thank you", "Ann Lee", -1, MATCH_OTHER_SPEAKER, 8, NULL},
        {"the dyke broke near us", "Maria van Dale", -1, MATCH_EXACT, 50, NULL},
        {"the dyke broke near us", "Ann Lee", -1, MATCH_OTHER_SPEAKER, 50,
         NULL},
    };

    (void)state;
    open_talk(talk);
    ASK(questions);
    assert_true(
        span_equal(find("You will.", "Ann Lee", -1).speaker, SPAN("ANN LEE")));
}

static void cuts_no_number_and_no_word(void **state)
{
    static const struct question questions[] = {
        {"5 percent and the plant cost 27", "A", -1, MATCH_PUNCTUATION, 1,
         NULL},
        {"000 dollars.", "A", -1, MATCH_PUNCTUATION, 1, NULL},
        {"Inflation was 1.", "A", -1, MATCH_PUNCTUATION, 1, NULL},
        {"40 degrees overnight", "A", -1, MATCH_PUNCTUATION, 2, NULL},
        {"$30 a ton.", "A", -1, MATCH_PUNCTUATION, 2, NULL},
        {"American.", "A", -1, MATCH_PUNCTUATION, 2, NULL},
        {"It was un", "A", -1, MATCH_PUNCTUATION, 2, NULL},
        {"-30 people at", "A", -1, MATCH_PUNCTUATION, 3, NULL},
        {"30 people at 5", "A", -1, MATCH_PUNCTUATION, 3, NULL},
        {"Inflation was ... 000 dollars", "A", -1, MATCH_PUNCTUATION, 1, NULL},
        {"1.5 percent and the plant cost 27,000", "A", -1, MATCH_EXACT, 1,
         NULL},
        {"-40 degrees", "A", -1, MATCH_EXACT, 2, NULL},
        {"It was un-American", "A", -1, MATCH_EXACT, 2, NULL},
        {"people at 5:06 to", "A", -1, MATCH_EXACT, 3, NULL},
        {"-50 guests", "A", -1, MATCH_EXACT, 4, NULL},
        {"40 came", "A", -1, MATCH_EXACT, 4, NULL},
        {"all old. Well", "A", -1, MATCH_EXACT, 4, NULL},
        {"so what.", "A", -1, MATCH_EXACT, 4, NULL},
    };

    (void)state;
    open_talk(pieces);
    ASK(questions);
}

static void parts_turns_without_names(void **state)
{
    static const struct question questions[] = {
        {"And the weather? It rains", "A", -1, MATCH_OTHER_SPEAKER, 1, NULL},
        {"It rains a lot. Good grief!", "A", -1, MATCH_OTHER_SPEAKER, 2, NULL},
        {"And the ... a lot.", "A", -1, MATCH_NONE, -1, NULL},
        {"It rains a lot.", "A", -1, MATCH_EXACT, 2, NULL},
        {"Good grief! So what?", "A", -1, MATCH_EXACT, 3, NULL},
    };

    (void)state;
    open_talk(turns);
    ASK(questions);
}

static void finds_what_is_nearest(void **state)
{
    static const struct question questions[] = {
        {"nobody skated; it was very cold so we", "Ann Lee", -1, MATCH_NONE, 4,
         "nobody walked; it was cold. So we"},
        {"In 1953 a dike broke near us", "M", -1, MATCH_NONE, 50,
         "In 1953 the dyke broke near us."},
        {"Something else was never said", "Ann Lee", -1, MATCH_NONE, -1, ""},
    };

    (void)state;
    open_talk(talk);
    ASK(questions);
}

static void looks_where_most_words_stand_in_order(void **state)
{
    static const struct question questions[] = {
        {"so we thought it was not to be", "Ann", -1, MATCH_NONE, 2,
         "so we said it was not to be."},
        {"it was ever to be", "Ann", -1, MATCH_NONE, 2, "it was not to be."},
    };

    (void)state;
    open_talk(jumbles);
    ASK(questions);
}

static void reads_captions_that_roll(void **state)
{
    static const struct question questions[] = {
        {"the river froze and we walked right across it", "Ann", -1,
         MATCH_EXACT, 1, NULL},
        {"And we walked", "Ann", -1, MATCH_FIRST_LETTER, 2, NULL},
        {"The river froze, and we walked.", "Ann", -1, MATCH_PUNCTUATION, 1,
         NULL},
    };

    (void)state;
    open_talk(captions);
    ASK(questions);
}

static void finds_nothing_in_nothing(void **state)
{
    (void)state;
    open_talk("WEBVTT\n\n00:01.000 --> 00:02.000\n\xE2\x99\xAA\n");
    assert_int_equal(find("Any words", "Ann", -1).match, MATCH_NONE);
    assert_int_equal(find("", "Ann", -1).match, MATCH_NONE);
}

static void tells_speakers_apart(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool same;
    } names[] = {
        {"Ann Lee", "ANN LEE", true},
        {"Ann Lee", "Lee", true},
        {"Ann Lee", "Dr. Lee", true},
        {"Ann Lee", "A. Lee", true},
        {"Ann Lee", "AL", true},
        {"Ann Lee", "Anna Lee", false},
        {"Ann Lee", "Tom Lee", false},
        {"Ann Lee", "Bob", false},
        {"Zo\xC3\xA9", "ZO\xC3\x89", true},
        {"Ann Lee", "Prof.", false},
        {"Ann", "", false},
        {"Ann", "()", false},
        {"qx", "qx()", true},
        {"2nd Mining", "2ndMining", true},
        {"2nd Mining", "2ndMinings", false},
        {"Zo\xC3\xA9 B", "Zo\xC3\xA9\xC3\xA9 B", false},
    };
    static const char *const labels[] = {
        "",         "SPEAKER_00", "Speaker 12", "Host",
        "guest #2", "Q",          "Speaker A",  "[Speaker 2]"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span a = span_of_string(names[i].a);
        struct span b = span_of_string(names[i].b);

        assert_int_equal(speaker_is_same(a, b), names[i].same);
        assert_int_equal(speaker_is_same(b, a), names[i].same);
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_true(speaker_is_label(span_of_string(labels[i])));
    assert_false(speaker_is_label(SPAN("Ann")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tells_classes, release),
        cmocka_unit_test_teardown(cuts_no_number_and_no_word, release),
        cmocka_unit_test_teardown(lets_an_ellipsis_skip, release),
        cmocka_unit_test_teardown(asks_who_said_it, release),
        cmocka_unit_test_teardown(parts_turns_without_names, release),
        cmocka_unit_test_teardown(finds_what_is_nearest, release),
        cmocka_unit_test_teardown(looks_where_most_words_stand_in_order,
                                  release),
        cmocka_unit_test_teardown(reads_captions_that_roll, release),
        cmocka_unit_test_teardown(finds_nothing_in_nothing, release),
        cmocka_unit_test(tells_speakers_apart),
    };

    return cmocka_run_group_tests_name("quotes", tests, NULL, NULL);
}
