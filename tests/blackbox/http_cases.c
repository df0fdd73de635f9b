#include "tests/blackbox/http_cases.h"

#include <stdio.h>
#include <string.h>

#include "tests/blackbox/http_check.h"

#define EPISODE "/episodes/episode-7"

static struct answer answer;
static struct answer other;

/* --- Aliases */

static void expect_moved(const char *target)
{
    char location[512];

    snprintf(location, sizeof location, "%s%s", site_prefix, target);
    expect_status(&answer, 308);
    if (strcmp(answer_value(&answer, "Location"), location) != 0)
        tap_fault("%s: leads to %s", asked(),
                  answer_value(&answer, "Location"));
}

static void check_aliases(void)
{
    static const char *const behind[] = {"",
                                         ".html",
                                         ".json",
                                         ".jsonld",
                                         ".md",
                                         ".txt",
                                         "?a=b&c=%20d",
                                         ".bib?t=60",
                                         ".csl.json",
                                         "/cite",
                                         "/cite/mla?as=html",
                                         ".json?x",
                                         "?",
                                         ".md?%0d%0aX-Bad:%201",
                                         "?a+b=%C3%BC"};

    tap_begin("an alias leads to the slug, suffix and query kept");
    for (unsigned i = 0; i < sizeof behind / sizeof *behind; i++) {
        char from[256];
        char to[256];

        snprintf(from, sizeof from, "/episodes/old-name%s", behind[i]);
        snprintf(to, sizeof to, "/episodes/new-name%s",
                 strcmp(behind[i], "?") == 0 ? "" : behind[i]);
        ask((struct asking){.target = from}, &answer);
        expect_moved(to);
        expect_field(&answer, "X-Bad", "");
        ask((struct asking){.target = from, .method = "HEAD"}, &answer);
        expect_moved(to);
        ask((struct asking){.target = from, .method = "POST"}, &answer);
        expect_status(&answer, 405);
    }
    ask((struct asking){.target = "/episodes/old-name.none"}, &answer);
    expect_error(&answer, 404, false);
    tap_end();
}

/* --- The prefix */

static void check_prefix(void)
{
    static const char *const outside[] = {"/",   EPISODE, "/lexicon",
                                          "/le", "/LEX/", "/lex/lex/"};

    tap_begin("what is outside of the prefix is not there");
    for (unsigned i = 0; i < sizeof outside / sizeof *outside; i++) {
        ask_whole((struct asking){.target = outside[i]}, &answer);
        expect_error(&answer, 404, false);
    }
    tap_end();
    tap_begin("the prefix alone leads to the front page");
    ask((struct asking){.target = ""}, &answer);
    expect_moved("/");
    ask((struct asking){.target = "?page=2"}, &answer);
    expect_moved("/?page=2");
    tap_end();
}

/* --- Formats */

static void check_formats(void)
{
    static const struct {
        const char *accept;
        const char *type;
    } cases[] = {
        {"text/html", "text/html"},
        {"*/*", "text/html"},
        {"", "text/html"},
        {"text/*", "text/html"},
        {"application/json", "application/json"},
        {"APPLICATION/JSON", "application/json"},
        {"application/ld+json", "application/ld+json"},
        {"text/markdown", "text/markdown"},
        {"application/x-bibtex", "application/x-bibtex"},
        {"application/x-research-info-systems",
         "application/x-research-info-systems"},
        {"application/vnd.citationstyles.csl+json",
         "application/vnd.citationstyles.csl+json"},
        {"text/x-bibliography; style=mla", "text/x-bibliography"},
        {"text/x-bibliography; style=bibtex", "text/x-bibliography"},
        {"text/x-bibliography; style=none, text/markdown;q=0.1",
         "text/markdown"},
        {"text/plain;q=0.3, text/markdown;q=0.2", "text/plain"},
        {"text/html;q=0.1, application/json", "application/json"},
        {"text/html;q=0, */*;q=0.5, application/json", "application/json"},
        {"image/png, application/json;q=0.001", "application/json"},
        {"application/json;q=0.5, text/*;q=0.5", "text/html"},
        {"application/ld+json; profile=x, text/html;q=0.1", "text/html"},
        {"application/ld+json; profile=x", "application/ld+json"},
        {"text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
         "text/html"},
    };

    tap_begin("Accept chooses the format");
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask((struct asking){.target = EPISODE, .accept = cases[i].accept},
            &answer);
        expect_status(&answer, 200);
        expect_field(&answer, "Content-Type", cases[i].type);
        expect_field(&answer, "Vary", "Accept");
        ask((struct asking){.target = EPISODE ".json",
                            .accept = cases[i].accept},
            &answer);
        expect_status(&answer, 200);
        expect_field(&answer, "Content-Type", "application/json");
        expect_field(&answer, "Vary", "");
    }
    tap_end();
}

static void check_tags(void)
{
    static const char *const suffixes[] = {".html", ".json", ".jsonld", ".md",
                                           ".txt"};
    char tags[8][64];
    unsigned count = 0;

    tap_begin("each format has a tag of its own");
    for (unsigned i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char target[64];

        snprintf(target, sizeof target, EPISODE "%s", suffixes[i]);
        ask((struct asking){.target = target}, &answer);
        snprintf(tags[count], sizeof tags[count], "%s",
                 answer_value(&answer, "ETag"));
        for (unsigned k = 0; k < count; k++) {
            if (strcmp(tags[k], tags[count]) == 0)
                tap_fault("%s and %s share one", suffixes[k], suffixes[i]);
        }
        count++;
    }
    ask((struct asking){.target = EPISODE, .accept = "application/json"},
        &answer);
    ask((struct asking){.target = EPISODE ".json"}, &other);
    expect_same(&answer, &other, "ETag");
    tap_end();
}

static void check_not_acceptable(void)
{
    static const char *const accepts[] = {
        "image/png",       "*/*;q=0",  "text/html;q=0",
        "application/pdf", "texthtml", "text/html;q=nonsense"};
    static const char *const listed[] = {"text/html", "application/json",
                                         "application/ld+json", "text/markdown",
                                         "text/plain"};

    tap_begin("nothing acceptable: 406 that lists the formats");
    for (unsigned i = 0; i < sizeof accepts / sizeof *accepts; i++) {
        ask((struct asking){.target = EPISODE, .accept = accepts[i]}, &answer);
        expect_error(&answer, 406, false);
        expect_field(&answer, "Vary", "Accept");
        for (unsigned k = 0; k < sizeof listed / sizeof *listed; k++) {
            if (strstr(answer.body, listed[k]) == NULL)
                tap_fault("%s: does not name %s", asked(), listed[k]);
        }
    }
    ask((struct asking){.target = "/about", .accept = "image/png"}, &answer);
    expect_status(&answer, 200); /* nothing was negotiated there */
    tap_end();
}

/* --- Addresses that are none */

static void check_bad_addresses(void)
{
    static const char *const absent[] = {
        "/nowhere",        "/episodes",
        "/episodes/",      "/about/",
        "/About",          "//",
        "/episodes//",     "/episodes/a/b",
        "/healthz/",       "/index.html",
        "/episodes/.json", "/%E2%82%AC",
        "/%C2%80",         "/episodes/%2e",
        EPISODE "/",       "/episodes/Episode-7"};
    static const char *const bad[] = {"/%",         "/%4",
                                      "/%zz",       "/about%",
                                      "/%ff",       "/%c0%af",
                                      "/%00",       "/%1f",
                                      "/a%7fb",     "/%0d%0aX-Bad:%201",

                                      "/%ed%a0%80", "/episodes/%0aX-Bad:%201"};

    tap_begin("addresses of nothing are 404");
    for (unsigned i = 0; i < sizeof absent / sizeof *absent; i++) {
        ask((struct asking){.target = absent[i]}, &answer);
        expect_error(&answer, 404, strstr(absent[i], ".json") != NULL);
    }
    tap_end();
    tap_begin("addresses that cannot be are 400, and split no head");
    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        ask((struct asking){.target = bad[i]}, &answer);
        expect_error(&answer, 400, false);
        expect_field(&answer, "X-Bad", "");
    }
    tap_end();
    tap_begin("an encoded letter is the letter");
    ask((struct asking){.target = "/epis%6fdes/%65pisode-7"}, &answer);
    expect_status(&answer, 200);
    ask((struct asking){.target = "/%61bout"}, &answer);
    expect_status(&answer, 200);
    tap_end();
}

static void check_bad_values(void)
{
    static const char *const bad[] = {"/?page=0",
                                      "/?page=-1",
                                      "/?page=1.0",
                                      "/?page=two",
                                      "/?page=",
                                      "/?page",
                                      "/?page=%32x",
                                      "/?page=1%0d%0aX-Bad:%201",
                                      "/?page=%",
                                      "/?page=+1",
                                      "/?page=0x1",
                                      "/?page=1&page=0",
                                      "/?page=99999999999999999999999"};

    tap_begin("a bad value of a known parameter is 400");
    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        ask((struct asking){.target = bad[i]}, &answer);
        if (strcmp(bad[i], "/?page=1&page=0") == 0)
            expect_status(&answer, 200); /* the first one counts */
        else
            expect_error(&answer, 400, false);
        expect_field(&answer, "X-Bad", "");
    }
    tap_end();
    tap_begin("a value may be encoded, a page past the end is 404");
    ask((struct asking){.target = "/?page=%32"}, &answer);
    expect_status(&answer, 200);
    ask((struct asking){.target = "/?page=99999999"}, &answer);
    expect_error(&answer, 404, false);
    tap_end();
}

static void fill(char *target, const char *start, size_t length)
{
    size_t used = strlen(start);

    memcpy(target, start, used);
    memset(target + used, 'a', length - used);
    target[length] = '\0';
}

static void check_long(void)
{
    static const size_t lengths[] = {8100, 9000, 30000};
    static char target[32 * 1024];

    tap_begin("a long address is 414");
    for (unsigned i = 0; i < 6; i++) {
        fill(target, i % 2 == 0 ? "/" : "/about?", lengths[i / 2]);
        ask((struct asking){.target = target}, &answer);
        if (client_is_http() && lengths[i / 2] > 8192)
            expect_status(&answer, 414); /* nginx's own */
        else
            expect_error(&answer, 414, false);
    }
    tap_end();
    tap_begin("one that is not so long is not");
    fill(target, "/about?", 7000);
    ask((struct asking){.target = target}, &answer);
    expect_status(&answer, 200);
    fill(target, "/episodes/", 1500);
    ask((struct asking){.target = target}, &answer);
    expect_error(&answer, 404, false);
    fill(target, "/episodes/old-name?", 7000);
    ask((struct asking){.target = target}, &answer);
    expect_status(&answer, 308);
    tap_end();
}

/* Bytes that no web server would hand on, and a worker's peer may. */
static void check_raw_bytes(void)
{
    static const char *const targets[] = {"/episodes/old-name?a=\r\nX-Bad: 1",
                                          "/episodes/old-name.md?\n\nX-Bad: 1",
                                          "/episodes/old-name?\x01\x7F\x80\xFF",
                                          "/\r\nX-Bad: 1",
                                          "/episodes/a\tb",
                                          "/\xFF\xFE",
                                          "/\x80",
                                          "",
                                          "*",
                                          "about",
                                          "http://t.example",
                                          "?",
                                          "#",
                                          " "};

    tap_begin("raw bytes of all kinds reach no head");
    for (unsigned i = 0; i < sizeof targets / sizeof *targets; i++) {
        ask((struct asking){.target = targets[i]}, &answer);
        expect_field(&answer, "X-Bad", "");
    }
    ask((struct asking){.target = EPISODE,
                        .accept = "\r\nX-Bad: 1",
                        .coding = "gzip\r\n\r\n",
                        .condition = "\"\r\nX-Bad: 1\", \xFF"},
        &answer);
    expect_field(&answer, "X-Bad", "");
    tap_end();
}

/* --- A second of a transcript, whose cues are a second each. */

static void expect_second(const char *asked_for, const char *target)
{
    char from[256];
    char location[512];

    snprintf(from, sizeof from, "/episodes/new-name/transcript?t=%s",
             asked_for);
    snprintf(location, sizeof location, "%s/episodes/new-name/transcript?%s",
             site_prefix, target);
    ask((struct asking){.target = from}, &answer);
    expect_status(&answer, 303);
    if (strcmp(answer_value(&answer, "Location"), location) != 0)
        tap_fault("%s: leads to %s", asked(),
                  answer_value(&answer, "Location"));
}

static void check_seconds(void)
{
    tap_begin("a second leads to its part of the transcript");
    expect_second("0", "part=1#t=0");
    expect_second("0:20", "part=1#t=20");
    expect_second("4999", "part=2#t=4999");
    expect_second("1%3A23%3A19&part=1", "part=2#t=4999");
    ask((struct asking){.target = "/episodes/old-name/transcript?t=9"},
        &answer);
    expect_moved("/episodes/new-name/transcript?t=9");
    tap_end();
}

void check_cases(void)
{
    check_aliases();
    if (site_prefix[0] != '\0')
        check_prefix();
    check_formats();
    check_tags();
    check_not_acceptable();
    check_bad_addresses();
    check_bad_values();
    check_seconds();
    check_long();
    if (!client_is_http())
        check_raw_bytes();
}
