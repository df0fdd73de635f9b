#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "find/address.h"

#define BASE "https://Example.org/pod"

static struct address address;

static void read(const char *text)
{
    address_read(span_of_string(text), SPAN(BASE), &address);
}

static void expect(const char *text, enum address_kind kind, const char *name,
                   int64_t at)
{
    read(text);
    if (address.kind != kind)
        fail_msg("%s: of kind %d", text, (int)address.kind);
    if (!span_equal(address.name, span_of_string(name)))
        fail_msg("%s: %.*s", text, (int)address.name.length, address.name.at);
    if (address.at != at)
        fail_msg("%s: at %lld", text, (long long)address.at);
}

#define ID "_1f-o0nqpEI"

static void reads_youtube(void **state)
{
    static const char *const forms[] = {
        "https://www.youtube.com/watch?v=" ID,
        "http://youtube.com/watch?v=" ID,
        "HTTPS://WWW.YOUTUBE.COM/watch?v=" ID,
        "//www.youtube.com/watch?v=" ID,
        "www.youtube.com/watch?v=" ID,
        "youtube.com/watch?v=" ID,
        "https://m.youtube.com/watch?v=" ID,
        "https://music.youtube.com/watch?v=" ID "&si=abc",
        "https://www.youtube.com/watch?app=desktop&v=" ID,
        "https://www.youtube.com/watch?list=PL123&index=2&v=" ID "&pp=x",
        "https://www.youtube.com/watch?feature=share&amp;v=" ID "&amp;list=a",
        "https://www.youtube.com/watch?v=" ID "&utm_source=x&utm_medium=y",
        "https://m.youtube.com/#/watch?v=" ID,
        "https://www.youtube.com/?v=" ID,
        "https://www.youtube.com/watch/" ID,
        "https://www.youtube.com/embed/" ID "?rel=0&autoplay=1",
        "https://www.youtube-nocookie.com/embed/" ID,
        "https://youtube.com/shorts/" ID "?feature=share",
        "https://www.youtube.com/live/" ID "?si=AbCdEfGh",
        "https://www.youtube.com/v/" ID "?version=3",
        "https://www.youtube.com/e/" ID,
        "https://youtu.be/" ID,
        "https://youtu.be/" ID "/",
        "https://youtu.be/" ID "?si=AbCdEfGhIjKlMnOp",
        "https://youtu.be/" ID "?list=PL1&index=3",
        "youtu.be/" ID,
        "  https://youtu.be/" ID "  ",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        expect(forms[i], ADDRESS_VIDEO, ID, -1);
}

static void keeps_moments(void **state)
{
    static const struct {
        const char *text;
        int64_t at;
    } forms[] = {
        {"https://youtu.be/" ID "?t=90", 90},
        {"https://youtu.be/" ID "?t=90s&si=x", 90},
        {"https://youtu.be/" ID "?si=x&t=1h2m3s", 3723},
        {"https://youtu.be/" ID "?t=1m", 60},
        {"https://youtu.be/" ID "?t=1H2M", 3720},
        {"https://youtu.be/" ID "?t=2h3s", 7203},
        {"https://youtu.be/" ID "?t=1m30", 90},
        {"https://youtu.be/" ID "#t=90", 90},
        {"https://youtu.be/" ID "#t=1m30s", 90},
        {"https://youtu.be/" ID "?t=0", 0},
        {"https://www.youtube.com/watch?t=12&v=" ID, 12},
        {"https://www.youtube.com/watch?v=" ID "&t=1:02:03", 3723},
        {"https://www.youtube.com/watch?v=" ID "&t=90.75", 90},
        {"https://www.youtube.com/watch?v=" ID "&amp;t=5s", 5},
        {"https://www.youtube.com/embed/" ID "?start=77", 77},
        {"https://www.youtube.com/watch?time_continue=8&v=" ID, 8},
        {"https://youtu.be/" ID "?t=soon", -1},
        {"https://youtu.be/" ID "?t=", -1},
        {"https://youtu.be/" ID "?t=-5", -1},
        {"https://youtu.be/" ID "?t=99999999999999999999", -1},
        {"https://youtu.be/" ID "?t=359999", 359999},
        {"https://youtu.be/" ID "?t=360000", -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        expect(forms[i].text, ADDRESS_VIDEO, ID, forms[i].at);
}

static void reads_moments(void **state)
{
    (void)state;
    assert_int_equal(moment_read(SPAN("2:03")), 123);
    assert_int_equal(moment_read(SPAN("0:00:00")), 0);
    assert_int_equal(moment_read(SPAN("1:60")), -1);
    assert_int_equal(moment_read(SPAN("1:2:3:4")), -1);
    assert_int_equal(moment_read(SPAN("1:")), -1);
    assert_int_equal(moment_read(SPAN(":1")), -1);
    assert_int_equal(moment_read(SPAN("3s2m")), -1);
    assert_int_equal(moment_read(SPAN("1d")), -1);
    assert_int_equal(moment_read(SPAN("s")), -1);
    assert_int_equal(moment_read(SPAN("")), -1);
}

static void reads_ours(void **state)
{
    static const char *const forms[] = {
        "https://example.org/pod/episodes/a-slug",
        "http://EXAMPLE.org/pod/episodes/a-slug/",
        "example.org/pod/episodes/a-slug",
        "/pod/episodes/a-slug",
        "/episodes/a-slug",
        "/episodes/a-slug.json",
        "/episodes/a-slug.csl.json?x=y",
        "/episodes/a-slug/cite/apa",
        "/episodes/a-slug#cite",
        "https://example.org/pod/episodes/a-slug/transcript.vtt",
        "<https://example.org/pod/episodes/a-slug>",
        " (/episodes/a-slug). ",
        "\"/episodes/a-slug\",",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        expect(forms[i], ADDRESS_EPISODE, "a-slug", -1);
        assert_int_equal(address.quote.length, 0);
    }
    expect("/episodes/a-slug?t=90", ADDRESS_EPISODE, "a-slug", 90);
    expect("/episodes/a-slug/transcript?t=0:01:30#x", ADDRESS_EPISODE, "a-slug",
           90);
}

static void keeps_quotes(void **state)
{
    static const char *const forms[] = {
        "/episodes/a/quotes/abcdefg2",
        "/episodes/a#q-abcdefg2",
        "https://example.org/pod/episodes/a?x=1#q-abcdefg2",
        "/episodes/a/cite?quote=abcdefg2",
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        expect(forms[i], ADDRESS_EPISODE, "a", -1);
        assert_true(span_equal(address.quote, SPAN("abcdefg2")));
    }
}

static void refuses_others(void **state)
{
    static const char *const forms[] = {
        "https://example.com/pod/episodes/a-slug",
        "https://example.org/episodes/a-slug",
        "https://example.org/pod/about",
        "https://example.org.evil.example/pod/episodes/a-slug",
        "https://example.org",
        "/about",
        "/episodes/",
        "https://notyoutube.com/watch?v=" ID,
        "https://youtube.com.example/watch?v=" ID,
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=" ID "x",
        "https://www.youtube.com/watch?list=PL1",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/embed/live_stream?channel=UC1",
        "https://www.youtube.com/@lexfridman",
        "https://youtu.be/",
        "ftp://youtu.be/x y",
    };

    (void)state;
    for (size_t i = 0; i + 1 < sizeof forms / sizeof *forms; i++)
        expect(forms[i], ADDRESS_FOREIGN, "", -1);
    expect("ftp://youtu.be/x y", ADDRESS_NONE, "", -1);
}

static void leaves_words(void **state)
{
    (void)state;
    expect("", ADDRESS_NONE, "", -1);
    expect("the youtube.com of old", ADDRESS_NONE, "", -1);
    expect("What about youtu.be?", ADDRESS_NONE, "", -1);
    expect(ID, ADDRESS_BARE, ID, -1);
    expect(" deepseek ", ADDRESS_BARE, "deepseek", -1);
}

/* Nothing is read behind the text's end, whatever it is. */
static void takes_any_bytes(void **state)
{
    static const char alphabet[] = "/?&#=:.-vt19smhyoutube.comwatchepisodes% ";
    uint32_t seed = 1;
    char text[64];

    (void)state;
    for (unsigned round = 0; round < 200000; round++) {
        size_t length = round % sizeof text;

        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        address_read((struct span){text, length}, SPAN(BASE), &address);
        assert_true(address.name.length <= length);
        assert_in_range(address.at + 1, 0, 360000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_youtube), cmocka_unit_test(keeps_moments),
        cmocka_unit_test(reads_moments), cmocka_unit_test(reads_ours),
        cmocka_unit_test(keeps_quotes),  cmocka_unit_test(refuses_others),
        cmocka_unit_test(leaves_words),  cmocka_unit_test(takes_any_bytes),
    };

    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
