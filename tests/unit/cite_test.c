/*
 * Citations: splitting names, items out of records, markup, files. What the
 * styles print is held by tests/golden/cite_golden_test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cite/format.h"
#include "cite/list.h"
#include "cite/record.h"
#include "cite/split.h"
#include "tests/lib/documents.h"

#define TEXT_SIZE 8192

static void same(struct span got, const char *want)
{
    char text[TEXT_SIZE];

    snprintf(text, sizeof(text), "%.*s", (int)got.length, got.at);
    assert_string_equal(text, want);
}

static void names_are_split_by_rule(void **state)
{
    static const struct {
        const char *name, *given, *particle, *family, *suffix, *literal;
    } cases[] = {
        {"Dylan Patel", "Dylan", "", "Patel", "", ""},
        {"Anna van der Berg", "Anna", "van der", "Berg", "", ""},
        {"Guido Van Rossum", "Guido", "", "Van Rossum", "", ""},
        {"José Ortega y Gasset", "José", "", "Ortega y Gasset", "", ""},
        {"Oscar de la Renta", "Oscar", "de la", "Renta", "", ""},
        {"Martin Luther King Jr.", "Martin Luther", "", "King", "Jr.", ""},
        {"Martin Luther King, Jr.", "Martin Luther", "", "King", "Jr.", ""},
        {"Anna van der Berg III", "Anna", "van der", "Berg", "III", ""},
        {"van der Berg, Anna", "Anna", "van der", "Berg", "", ""},
        {"  Keyu Jin ", "Keyu", "", "Jin", "", ""},
        {"Voltaire", "", "", "", "", "Voltaire"},
        {"King III", "", "", "", "", "King III"},
        {"Henry VIII", "", "", "", "", "Henry VIII"},
        {"de Beauvoir", "", "de", "Beauvoir", "", ""},
        {"bell hooks", "bell", "", "hooks", "", ""},
        {"Лев Толстой", "Лев", "", "Толстой", "", ""},
        {"نجيب محفوظ", "نجيب", "", "محفوظ", "", ""},
        {"王小明", "小明", "", "王", "", ""},
        {"欧阳娜娜", "娜娜", "", "欧阳", "", ""},
        {"欧阳", "阳", "", "欧", "", ""},
        {"山田 太郎", "太郎", "", "山田", "", ""},
        {"山田太郎", "太郎", "", "山田", "", ""},
        {"陈方安生", "安生", "", "陈方", "", ""},
        {"𠮷太", "太", "", "𠮷", "", ""},
        {"김빛나라", "빛나라", "", "김", "", ""},
        {"　山田　 太郎　", "太郎", "", "山田", "", ""},
        {"　明", "", "", "", "", "明"},
        {"김민수", "민수", "", "김", "", ""},
        {"남궁민", "민", "", "남궁", "", ""},
        {"ひろゆき", "", "", "", "", "ひろゆき"},
        {"王", "", "", "", "", "王"},
        {"", "", "", "", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct cite_name name = name_split(span_of_string(cases[i].name));

        same(name.given, cases[i].given);
        same(name.particle, cases[i].particle);
        same(name.family, cases[i].family);
        same(name.suffix, cases[i].suffix);
        same(name.literal, cases[i].literal);
    }
}

struct fixture {
    struct writer site;
    struct writer episode;
    struct site_view site_view;
    struct row row;
    char address[512];
    struct sink text;
    struct cite_item item;
};

static const char *data_file(const char *name)
{
    static char path[4096];

    snprintf(path, sizeof(path), "%s/data/%s", getenv("top_srcdir"), name);
    return path;
}

static void fill(struct fixture *fixture, const char *name,
                 const struct cite_target *target)
{
    memset(fixture, 0, sizeof(*fixture));
    fixture->site_view = document_site(data_file("site.json"), &fixture->site);
    fixture->row =
        document_record(data_file(name), SHAPE_EPISODE, &fixture->episode);
    fixture->text = sink_over(fixture->address, sizeof(fixture->address));
    cite_item_of(&fixture->item, fixture->site_view.site, &fixture->row, target,
                 cite_address_of(fixture->site_view.site, fixture->row, target,
                                 &fixture->text));
}

static void drop(struct fixture *fixture)
{
    writer_free(&fixture->site);
    writer_free(&fixture->episode);
}

static void cited(const struct cite_item *item, const char *style,
                  enum cite_part part, enum cite_as as, const char *want)
{
    char text[TEXT_SIZE];
    struct sink sink = sink_over(text, sizeof(text));

    cite_write(&sink, item, cite_style_find(span_of_string(style)), part, as);
    assert_int_equal(sink.error, ERROR_NONE);
    same(sink_held(&sink), want);
}

static void episode_is_cited_at_a_moment(void **state)
{
    const struct cite_target target = {
        .kind = CITE_EPISODE, .at = 3723, .accessed = {2026, 5, 29}};
    struct fixture fixture;

    (void)state;
    fill(&fixture, "episodes/keyu-jin.json", &target);
    assert_int_equal(fixture.item.hosts.count, 1);
    assert_int_equal(fixture.item.guests.count, 1);
    same(fixture.item.url,
         "https://www.youtube.com/watch?v=y3yAVZk3tyA&t=3723s");
    cited(&fixture.item, "mla", CITE_BIBLIOGRAPHY, CITE_MARKDOWN,
          "Jin, Keyu. “Keyu Jin: China’s Economy, Tariffs, Trade, Trump, "
          "Communism \\& Capitalism.” *Lex Fridman Podcast*, hosted by Lex "
          "Fridman, episode 477, Lex Fridman, "
          "<https://www.youtube.com/watch?v=y3yAVZk3tyA&t=3723s>. Accessed 29 "
          "May 2026, Video podcast episode.");
    cited(&fixture.item, "modern-language-association", CITE_INTEXT, CITE_TEXT,
          "(Jin, 1:02:03)");
    cited(&fixture.item, "chicago-notes", CITE_INTEXT, CITE_TEXT,
          "Keyu Jin, guest, Lex Fridman Podcast, episode 477, “Keyu Jin: "
          "China’s Economy, Tariffs, Trade, Trump, Communism & Capitalism,” "
          "hosted by Lex Fridman, Lex Fridman, n.d., at 1:02:03, Video podcast "
          "episode, 1:49:00, accessed May 29, 2026, "
          "https://www.youtube.com/watch?v=y3yAVZk3tyA&t=3723s.");
    drop(&fixture);
}

static void summary_is_a_page_of_ours(void **state)
{
    const struct cite_target target = {
        .kind = CITE_SUMMARY, .at = -1, .accessed = {.year = DATE_UNKNOWN}};
    struct fixture fixture;

    (void)state;
    fill(&fixture, "episodes/keyu-jin.json", &target);
    assert_int_equal(fixture.item.hosts.count, 0);
    cited(&fixture.item, "apa", CITE_BIBLIOGRAPHY, CITE_HTML,
          "<i>Keyu Jin: China’s Economy, Tariffs, Trade, Trump, Communism "
          "&amp; Capitalism</i>. (n.d.). TLexDR. Retrieved "
          "https://tlexdr.example/episodes/"
          "keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-"
          "capitalism");
    drop(&fixture);
}

static void moment_is_a_place_in_our_pages(void **state)
{
    struct cite_target target = {
        .kind = CITE_SUMMARY, .at = 754, .accessed = {.year = DATE_UNKNOWN}};
    struct fixture fixture;

    (void)state;
    fill(&fixture, "episodes/keyu-jin.json", &target);
    assert_true(span_ends(fixture.item.url, SPAN("-capitalism#t=754")));
    drop(&fixture);
    target.quote = SPAN("abcdefg2");
    fill(&fixture, "episodes/keyu-jin.json", &target);
    assert_true(
        span_ends(fixture.item.url, SPAN("-capitalism/quotes/abcdefg2")));
    drop(&fixture);
}

static void address_without_room_is_an_error(void **state)
{
    const struct cite_target target = {
        .kind = CITE_EPISODE, .at = -1, .accessed = {.year = DATE_UNKNOWN}};
    struct fixture fixture;
    char little[8];
    struct sink text = sink_over(little, sizeof(little));

    (void)state;
    fill(&fixture, "episodes/keyu-jin.json", &target);
    cite_item_of(
        &fixture.item, fixture.site_view.site, &fixture.row, &target,
        cite_address_of(fixture.site_view.site, fixture.row, &target, &text));
    assert_int_equal(text.error, ERROR_FULL);
    assert_int_equal(fixture.item.url.length, 0);
    drop(&fixture);
}

static bool nobody(const struct cite_people *people, size_t *place,
                   struct cite_name *name)
{
    (void)people;
    (void)place;
    (void)name;
    return false;
}

static struct cite_item item_titled(const char *title)
{
    return (struct cite_item){
        .kind = CITE_EPISODE,
        .key = SPAN("key"),
        .title = span_of_string(title),
        .show = SPAN("Show"),
        .hosts = {.next = nobody},
        .guests = {.next = nobody},
        .issued = {.year = 2024, .month = 2},
        .accessed = {.year = DATE_UNKNOWN},
        .url = SPAN("https://a.example/?a=1&b=_{}"),
        .language = SPAN("en"),
        .duration = -1,
        .at = -1,
    };
}

static void markup_in_titles_stays_text(void **state)
{
    struct cite_item item = item_titled("<i>*x*</i> & 100% [y]_$}{|~");

    (void)state;
    cited(&item, "harvard", CITE_INTEXT, CITE_HTML,
          "(‘&lt;i&gt;*x*&lt;/i&gt; &amp; 100% [y]_$}{|~’, 2024)");
    cited(&item, "wikipedia", CITE_BIBLIOGRAPHY, CITE_TEXT,
          "{{cite podcast |title=&lt;i&gt;*x*&lt;/i&gt; &amp; 100% "
          "&#91;y&#93;_$&#125;&#123;{{!}}&#126; |website=Show |date=February "
          "2024 |url=https://a.example/?a=1&b=_%7b%7d |language=en}}\n");
    cited(&item, "bibtex", CITE_BIBLIOGRAPHY, CITE_TEXT,
          "@online{key,\n"
          "  title = {\\textless{}i\\textgreater{}*x*\\textless{}/"
          "i\\textgreater{} \\& 100\\% [y]\\_\\$"
          "\\textbraceright{}\\textbraceleft{}\\textbar{}"
          "\\textasciitilde{}},\n"
          "  date = {2024-02},\n  year = {2024},\n  month = {2},\n"
          "  url = {https://a.example/?a=1&b=_%7b%7d},\n"
          "  organization = {Show},\n"
          "  note = {Audio podcast episode}\n}\n");
}

static void markup_in_titles_keeps_its_case(void **state)
{
    static const struct {
        const char *title, *want;
    } cases[] = {
        {"the <i>Titanic</i> story", "(“The <i>Titanic</i> Story”)"},
        {"on <sub>x</sub> and <b>y</b>", "(“On <sub>x</sub> and <b>y</b>”)"},
        {"an <span class=\"nocase\">x</span> is",
         "(“An <span class=\"nocase\">x</span> Is”)"},
        {"a < b/i> and </I/x>", "(“A < b/I> and </I/X>”)"},
        {"read </i", "(“Read </i”)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct cite_item item = item_titled(cases[i].title);

        cited(&item, "mla", CITE_INTEXT, CITE_TEXT, cases[i].want);
    }
}

/* What citeproc-js takes for English, whose titles have a case of their own. */
static void english_goes_by_many_tags(void **state)
{
    static const char *const tags[] = {
        "en", "EN", "eN", "eng", "ENG", "en-GB", "EN-us", "eng-x-a", ""};
    static const char *const others[] = {"e", "de", "DE-en", "i-en", "sco"};
    struct cite_item item = item_titled("a title of it");

    (void)state;
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        item.language = span_of_string(tags[i]);
        cited(&item, "mla", CITE_INTEXT, CITE_TEXT, "(“A Title of It”)");
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        item.language = span_of_string(others[i]);
        cited(&item, "mla", CITE_INTEXT, CITE_TEXT, "(“a title of it”)");
    }
}

static void scripts_have_italics_or_not(void **state)
{
    struct cite_item item = item_titled("title");

    (void)state;
    item.show = SPAN("量子");
    cited(&item, "apa", CITE_BIBLIOGRAPHY, CITE_MARKDOWN,
          "title. (2024, February). \\[Audio podcast episode\\]. In "
          "*量子*. <https://a.example/?a=1&b=_{}>");
    cited(&item, "harvard", CITE_BIBLIOGRAPHY, CITE_HTML,
          "‘title’ (2024) 量子. Available at: "
          "https://a.example/?a=1&amp;b=_{}.");
}

static void files_are_escaped_where_they_go(void **state)
{
    struct cite_item item = item_titled("a < b");

    (void)state;
    cited(&item, "ris", CITE_BIBLIOGRAPHY, CITE_HTML,
          "TY  - SOUND\nID  - key\nTI  - a &lt; b\nT2  - Show\n"
          "PY  - 2024\nDA  - 2024/02//\nM3  - Audio podcast episode\n"
          "LA  - en\nUR  - https://a.example/?a=1&amp;b=_{}\nER  - \n");
    cited(&item, "csl", CITE_BIBLIOGRAPHY, CITE_MARKDOWN,
          "\\[{\"id\":\"key\",\"type\":\"broadcast\",\"title\":\"a \\< b\","
          "\"container-title\":\"Show\",\"issued\":{\"date-parts\":"
          "\\[\\[2024,2\\]\\]},"
          "\"URL\":\"https://a.example/?a=1\\&b=\\_{}\",\"language\":\"en\","
          "\"medium\":\"Audio podcast episode\"}\\]\n");
}

static void long_titles_are_not_cut(void **state)
{
    static char title[6001];
    char text[TEXT_SIZE];
    struct sink sink = sink_over(text, sizeof(text));
    struct cite_item item;

    (void)state;
    for (size_t i = 0; i + 3 <= sizeof(title); i += 3) {
        memcpy(title + i, "\"a ", 3);
    }
    item = item_titled(title);
    cite_write(&sink, &item, cite_style_find(SPAN("vancouver")),
               CITE_BIBLIOGRAPHY, CITE_TEXT);
    assert_int_equal(sink.error, ERROR_NONE);
    assert_true(sink_length(&sink) > 6000);
}

/* A made-up record may have none, though no document may. */
static void an_empty_title_is_harmless(void **state)
{
    const struct cite_style *style;

    (void)state;
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        char text[TEXT_SIZE];
        struct sink sink = sink_over(text, sizeof(text));
        struct cite_item item = item_titled("");

        item.title = (struct span){NULL, 0};
        cite_write(&sink, &item, style, CITE_BIBLIOGRAPHY, CITE_TEXT);
        assert_int_equal(sink.error, ERROR_NONE);
    }
}

static unsigned items_read;

static void listed(const void *source, size_t index, struct cite_item *item,
                   struct sink *text)
{
    static const char *const titles[] = {"c", "a", "b"};

    (void)source;
    (void)text;
    items_read++;
    *item = item_titled(titles[index]);
}

static void a_list_is_prepared_once(void **state)
{
    static _Alignas(16) char room[CITE_LIST_ROOM];
    const struct cite_list list = {.count = 3, .room = room, .item = listed};
#define REST                                                                   \
    ".” February. Audio podcast episode. https://a.example/?a=1&b=_{}.\n"
    const char *want =
        "Show. 2024a. “A" REST "———. 2024b. “B" REST "———. 2024c. “C" REST;
#undef REST

    (void)state;
    cite_list_clear(room);
    for (int i = 0; i < 3; i++) {
        char text[TEXT_SIZE];
        struct sink sink = sink_over(text, sizeof(text));

        items_read = 0;
        cite_list_write(&sink, &list, cite_style_find(SPAN("chicago")),
                        CITE_BIBLIOGRAPHY, CITE_TEXT);
        assert_int_equal(sink.error, ERROR_NONE);
        same(sink_held(&sink), want);
        assert_true(i == 0 ? items_read > 3 : items_read == 3);
    }
}

static void every_style_is_found(void **state)
{
    const struct cite_style *style;
    size_t count = 0;

    (void)state;
    for (; (style = cite_style_at(count)) != NULL; count++) {
        assert_ptr_equal(cite_style_find(style->name), style);
        assert_true(style->alias.length == 0 ||
                    cite_style_find(style->alias) == style);
        assert_true((style->file == NULL) == (style->intext != NULL));
    }
    assert_int_equal(count, 11);
    assert_null(cite_style_find(SPAN("")));
    assert_null(cite_style_find(SPAN("APA")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_split_by_rule),
        cmocka_unit_test(episode_is_cited_at_a_moment),
        cmocka_unit_test(summary_is_a_page_of_ours),
        cmocka_unit_test(moment_is_a_place_in_our_pages),
        cmocka_unit_test(address_without_room_is_an_error),
        cmocka_unit_test(markup_in_titles_stays_text),
        cmocka_unit_test(markup_in_titles_keeps_its_case),
        cmocka_unit_test(english_goes_by_many_tags),
        cmocka_unit_test(scripts_have_italics_or_not),
        cmocka_unit_test(files_are_escaped_where_they_go),
        cmocka_unit_test(long_titles_are_not_cut),
        cmocka_unit_test(an_empty_title_is_harmless),
        cmocka_unit_test(a_list_is_prepared_once),
        cmocka_unit_test(every_style_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
