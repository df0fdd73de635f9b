#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "publish/feed_forms.h"

#define ID "_1f-o0nqpEI"

static void addresses_of_videos(void **state)
{
    static const char *const good[] = {
        ID,
        "https://www.youtube.com/watch?v=" ID,
        "http://youtube.com/watch?list=PL1&v=" ID "&t=90s",
        "https://m.youtube.com/watch?v=" ID "#t=1",
        "https://music.youtube.com/watch?v=" ID "&si=x",
        "youtube.com/watch?v=" ID,
        "//www.youtube.com/embed/" ID,
        "https://www.youtube-nocookie.com/embed/" ID "?start=4",
        "https://www.youtube.com/shorts/" ID "?feature=share",
        "https://www.youtube.com/live/" ID,
        "https://www.youtube.com/v/" ID,
        "HTTPS://YouTu.be/" ID "?si=abc&t=4",
        "https://youtu.be/" ID "/",
    };
    static const char *const bad[] = {
        "",
        "youtube.com",
        "https://youtu.be/",
        "https://youtu.be/short",
        "https://youtu.be/" ID "x",
        "https://www.youtube.com/watch?w=" ID,
        "https://www.youtube.com/watch",
        "https://www.youtube.com/@lexfridman",
        "https://www.youtube.com.example/watch?v=" ID,
        "https://example.org/watch?v=" ID,
        "https://example.org/?u=https://youtu.be/" ID,
        "_1f-o0nqp I",
    };
    struct span id = SPAN("before");

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (feed_video(span_of_string(bad[i]), &id))
            fail_msg("taken: %s", bad[i]);
    }
    assert_true(span_equal(id, SPAN("before")));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!feed_video(span_of_string(good[i]), &id) ||
            !span_equal(id, SPAN(ID)))
            fail_msg("refused: %s", good[i]);
    }
}

static void assert_date(const char *text, const char *wanted)
{
    char buffer[16];
    struct sink sink = sink_over(buffer, sizeof buffer);
    struct date date;

    if (!feed_date(span_of_string(text), &date))
        LIT(&sink, "none");
    else
        date_write(&sink, date);
    if (!span_equal(sink_held(&sink), span_of_string(wanted)))
        fail_msg("%s: %.*s", text, (int)sink_held(&sink).length, buffer);
}

static void dates_of_feeds(void **state)
{
    (void)state;
    assert_date("Mon, 03 Feb 2025 20:00:00 +0000", "2025-02-03");
    assert_date("3 Feb 2025", "2025-02-03");
    assert_date("Mon,3 Feb 2025 20:00 GMT", "2025-02-03");
    assert_date("Fri, 03 February 2025 23:30:00 -0500", "2025-02-03");
    assert_date("wed, 03 FEB 25 20:00:00 EST", "2025-02-03");
    assert_date("03 Sept 99 20:00:00", "1999-09-03");
    assert_date("03 Feb 125", "2025-02-03");
    assert_date("February 3, 2025", "2025-02-03");
    assert_date("Monday, 03-Feb-25 20:00:00 UTC", "2025-02-03");
    assert_date("  2025-02-03T20:00:00Z ", "2025-02-03");
    assert_date("2025-02-03", "2025-02-03");
    assert_date("Mon Feb  3 14:05:09 2025", "2025-02-03");
    assert_date("Mon Feb  3 14:05:09.500 2025", "2025-02-03");
    assert_date("Mon Feb 3 14:05:09 -0500 2025", "2025-02-03");
    assert_date("Mon Feb 3 14:05:09 +1000 2025", "2025-02-03");
    assert_date("20:00 3 Feb 2025", "2025-02-03");
    assert_date("3 Feb 20:25", "none");
    assert_date("Mar, 4 f\xC3\xA9v 2025", "none");
    assert_date("Mar, 4 Feb 2025", "2025-02-04");
    assert_date("Sat, 29 Feb 2024 00:00:00 GMT", "2024-02-29");
    assert_date("Sat, 29 Feb 2025 00:00:00 GMT", "none");
    assert_date("32 Feb 2025", "none");
    assert_date("0 Feb 2025", "none");
    assert_date("03 02 2025", "none");
    assert_date("03/02/2025", "none");
    assert_date("Feb 2025", "none");
    assert_date("3 Fe 2025", "none");
    assert_date("3 Feb 5", "none");
    assert_date("3 Feb 20255", "none");
    assert_date("2025", "none");
    assert_date("", "none");
    assert_date("yesterday", "none");
    assert_date("\xC3\xA4\xFF 3", "none");
}

static void assert_duration(const char *text, int64_t wanted)
{
    int64_t seconds = -1;

    feed_duration(span_of_string(text), &seconds);
    if (seconds != wanted)
        fail_msg("%s: %lld", text, (long long)seconds);
}

static void durations_of_feeds(void **state)
{
    (void)state;
    assert_duration("5:06:01", 18361);
    assert_duration("05:06:01.250", 18361);
    assert_duration("306:01", 18361);
    assert_duration("18361", 18361);
    assert_duration(" 18361.9 ", 18361);
    assert_duration("5h 6m 1s", 18361);
    assert_duration("5 hours, 6 minutes, 1 second", 18361);
    assert_duration("PT5H6M1S", 18361);
    assert_duration("99:59:59", 359999);
    assert_duration("359999", 359999);
    assert_duration("360000", -1);
    assert_duration("100:00:00", -1);
    assert_duration("1:2:3:4", -1);
    assert_duration("1:2:", -1);
    assert_duration("-5", -1);
    assert_duration("", -1);
    assert_duration("99999999999999999999", -1);
    assert_duration("h", -1);
    assert_duration("5x", -1);
    assert_duration("long", -1);
}

static void assert_number(const char *text, const char *number,
                          const char *rest)
{
    struct span title = span_of_string(text);
    struct span found = SPAN("");

    feed_title_number(&title, &found);
    if (!span_equal(found, span_of_string(number)) ||
        !span_equal(title, span_of_string(rest)))
        fail_msg("%s: %.*s, %.*s", text, (int)found.length, found.at,
                 (int)title.length, title.at);
}

static void numbers_of_titles(void **state)
{
    (void)state;
    assert_number("#459 \xE2\x80\x93 DeepSeek", "459", "DeepSeek");
    assert_number("459: DeepSeek", "459", "DeepSeek");
    assert_number("#7 | On bees", "7", "On bees");
    assert_number("#7- On bees", "7", "On bees");
    assert_number("#7", "", "#7");
    assert_number("7 bees", "", "7 bees");
    assert_number("#7 \xE2\x80\x94", "", "#7 \xE2\x80\x94");
    assert_number("# - On bees", "", "# - On bees");
    assert_number("123456: On bees", "", "123456: On bees");
    assert_number("", "", "");
}

static void assert_plain(const char *text, const char *wanted)
{
    char buffer[256];
    struct sink sink = sink_over(buffer, sizeof buffer);

    feed_plain(&sink, span_of_string(text));
    if (!span_equal(sink_held(&sink), span_of_string(wanted)))
        fail_msg("%s: %.*s", text, (int)sink_held(&sink).length, buffer);
}

static void texts_of_feeds(void **state)
{
    (void)state;
    assert_plain(" Tom \n\t&amp; Jerry ", "Tom & Jerry");
    assert_plain("&lt;b&gt; &quot;&apos;&#39;&#x27;&nbsp;x", "<b> \"''' x");
    assert_plain("&#233;&#x1F600;", "\xC3\xA9\xF0\x9F\x98\x80");
    assert_plain("AT&T; R&D &unknown; & &", "AT&T; R&D &unknown; & &");
    assert_plain("&#0;&#xD800;&#x110000;&#;&#x;",
                 "&#0;&#xD800;&#x110000;&#;&#x;");
    assert_plain("a\x01\x7F&#7;b\xC2\x85"
                 "c\xFF",
                 "abc");
    assert_plain("a\xC2\xA0 b", "a b");
    assert_plain("&amp;amp;", "&amp;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_videos),
        cmocka_unit_test(dates_of_feeds),
        cmocka_unit_test(durations_of_feeds),
        cmocka_unit_test(numbers_of_titles),
        cmocka_unit_test(texts_of_feeds),
    };

    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
