#include "programs/feed.h"

#include <stdlib.h>

#include "base/escape.h"
#include "publish/feed_forms.h"
#include "publish/forms.h"

#define PLAIN(literal) ((struct name){WORDS_PLAIN, SPAN(literal)})
#define ITUNES(literal) ((struct name){WORDS_ITUNES, SPAN(literal)})
#define PODCAST(literal) ((struct name){WORDS_PODCAST, SPAN(literal)})
#define DC(literal) ((struct name){WORDS_DC, SPAN(literal)})
#define YOUTUBE(literal) ((struct name){WORDS_YOUTUBE, SPAN(literal)})

/* The text of the first such element in `parent` that has any. */
static struct span text_in(struct feed *feed, const struct element *parent,
                           struct name name)
{
    const struct element *element = element_child(parent, name);

    while (element != NULL) {
        struct span text = tree_text(&feed->tree, element);

        if (text.length > 0)
            return text;
        element = element_next(element, name);
    }
    return SPAN("");
}

static struct span attribute(struct feed *feed, const struct element *element,
                             struct span name)
{
    return tree_attribute(&feed->tree, element, name);
}

static void note(struct sink *notes, struct span reason, struct span text)
{
    sink_ready(notes, reason);
    LIT(notes, ", and is left out: ");
    log_text(notes, span_first(text, 200));
    LIT(notes, "\n");
}

static struct span date_in(struct feed *feed, const struct element *item,
                           struct sink *notes)
{
    const struct name places[] = {PLAIN("pubDate"), PLAIN("published"),
                                  DC("date")};
    char text[16];
    struct sink sink = sink_over(text, sizeof text);
    struct date date;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct span told = text_in(feed, item, places[i]);

        if (feed_date(told, &date)) {
            date_write(&sink, date);
            return tree_keep(&feed->tree, sink_held(&sink));
        }
        if (told.length > 0)
            note(notes, SPAN("its date is none"), told);
    }
    return SPAN("");
}

/* --- The feed as a whole */

static bool add_item(struct feed *feed, const struct element *element)
{
    struct sink unheard = sink_counting();

    if (feed->count == feed->room) {
        size_t room = feed->room * 2 + 64;
        struct feed_item *items = realloc(feed->items, room * sizeof *items);

        if (items == NULL)
            return false;
        feed->items = items;
        feed->room = room;
    }
    feed->items[feed->count++] = (struct feed_item){
        .element = element,
        .title = text_in(feed, element, PLAIN("title")),
        .other_title = text_in(feed, element, ITUNES("title")),
        .date = date_in(feed, element, &unheard)};
    return true;
}

static bool add_items(struct feed *feed, const struct element *parent,
                      struct name name)
{
    const struct element *element = element_child(parent, name);

    while (element != NULL && add_item(feed, element))
        element = element_next(element, name);
    return element == NULL;
}

/* Items lie in the channel (RSS 2.0), beside it (1.0), or are entries. */
static bool find_items(struct feed *feed)
{
    const struct element *root = feed->tree.root;

    feed->channel = element_child(root, PLAIN("channel"));
    if (feed->channel == NULL)
        feed->channel = root;
    else if (!add_items(feed, feed->channel, PLAIN("item")))
        return false;
    return add_items(feed, root, PLAIN("item")) &&
           add_items(feed, root, PLAIN("entry"));
}

bool feed_open(struct feed *feed, const char *path, struct sink *why)
{
    *feed = (struct feed){0};
    if (!tree_open(&feed->tree, path, why))
        return false;
    if (find_items(feed) && feed->count > 0) {
        feed->name = text_in(feed, feed->channel, PLAIN("title"));
        return true;
    }
    log_text(why, span_of_string(path));
    LIT(why, ": this is no podcast's feed, or one without episodes: there is "
             "no <item> in a <channel>");
    return false;
}

void feed_close(struct feed *feed)
{
    free(feed->items);
    tree_close(&feed->tree);
    *feed = (struct feed){0};
}

/* --- One of its episodes */

/* Takes `text` where the field takes it; says so where it doesn't. */
static void take(struct span *field, const struct form *form, struct span text,
                 struct span called, struct sink *notes)
{
    if (text.length == 0 || field->length > 0)
        return;
    if (form_fits(form, text))
        *field = text;
    else
        note(notes, called, text);
}

/*
 * Takes the number off a title that begins with it: where the feed tells the
 * same number, or none and the title has it behind a #.
 */
static struct span part_number(struct span *title, struct span told)
{
    struct span rest = *title;
    struct span number;

    if (!feed_title_number(&rest, &number) ||
        (told.length == 0 ? !span_starts(*title, SPAN("#"))
                          : !span_equal(told, number)))
        return told;
    *title = rest;
    return number;
}

/* S02E07, where the feed counts each season anew. */
static struct span with_season(struct feed *feed, struct span season,
                               struct span number)
{
    char text[24];
    struct sink sink = sink_over(text, sizeof text);
    uint64_t season_count;
    uint64_t count;

    if (!span_decimal(season, 999, &season_count) || season_count < 2 ||
        !span_decimal(number, 99999, &count))
        return number;
    LIT(&sink, "S");
    sink_decimal_padded(&sink, season_count, 2);
    LIT(&sink, "E");
    sink_decimal_padded(&sink, count, 2);
    return tree_keep(&feed->tree, sink_held(&sink));
}

static void tell_title(struct feed *feed, const struct feed_item *item,
                       struct sketch *sketch, struct sink *notes)
{
    struct span title =
        item->other_title.length > 0 ? item->other_title : item->title;
    struct span number = text_in(feed, item->element, ITUNES("episode"));
    struct span season = text_in(feed, item->element, ITUNES("season"));

    if (number.length == 0)
        number = text_in(feed, item->element, PODCAST("episode"));
    if (season.length == 0)
        season = text_in(feed, item->element, PODCAST("season"));
    number = part_number(&title, number);
    number = with_season(feed, season, number);
    take(&sketch->title, &form_short, title, SPAN("its title is too long"),
         notes);
    take(&sketch->number, &form_label, number,
         SPAN("its number has a form that documents don't have"), notes);
}

static void add_person(struct sketch *sketch, struct span name, bool host,
                       struct span url)
{
    struct sketch_person *person = &sketch->people[sketch->person_count];

    if (!form_fits(&form_short, name) || sketch->person_count == SKETCH_PEOPLE)
        return;
    for (unsigned i = 0; i < sketch->person_count; i++) {
        if (span_equal(sketch->people[i].name, name))
            return;
    }
    *person = (struct sketch_person){.name = name, .host = host};
    if (form_fits(&form_url, url))
        person->url = url;
    sketch->person_count++;
}

/* Hosts and guests; who cut or wrote isn't heard. Without a role: a host. */
static void tell_persons(struct feed *feed, const struct element *parent,
                         struct sketch *sketch)
{
    const struct element *element = element_child(parent, PODCAST("person"));

    for (; element != NULL;
         element = element_next(element, PODCAST("person"))) {
        static const struct span hosts[] = {
            SPAN_INIT(""), SPAN_INIT("host"), SPAN_INIT("co-host"),
            SPAN_INIT("cohost"), SPAN_INIT("guest host")};
        struct span role = attribute(feed, element, SPAN("role"));
        bool host = false;

        for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
            host = host || span_equal_nocase(role, hosts[i]);
        if (host || span_equal_nocase(role, SPAN("guest")))
            add_person(sketch, tree_text(&feed->tree, element), host,
                       attribute(feed, element, SPAN("href")));
    }
}

/* The name in an author of RSS, "mail@example.org (Name)", or of any. */
static struct span name_of_author(struct span author)
{
    size_t open = span_find(author, '(');
    struct span name = span_from(author, open + 1);

    if (span_find(author, '@') == author.length)
        return author;
    return span_first(name, span_find(name, ')'));
}

static bool has_host(const struct sketch *sketch)
{
    for (unsigned i = 0; i < sketch->person_count; i++) {
        if (sketch->people[i].host)
            return true;
    }
    return false;
}

/* Atom has the name in an element of its own, beside the author's address. */
static struct span author_in(struct feed *feed, const struct element *parent,
                             struct name place)
{
    const struct element *author = element_child(parent, place);

    if (author != NULL && element_child(author, PLAIN("name")) != NULL)
        return text_in(feed, author, PLAIN("name"));
    return name_of_author(text_in(feed, parent, place));
}

/* An author that is the podcast itself is no person. */
static void tell_author(struct feed *feed, const struct element *parent,
                        struct sketch *sketch)
{
    const struct name places[] = {ITUNES("author"), DC("creator"),
                                  PLAIN("author")};

    for (size_t i = 0; i < sizeof places / sizeof *places && !has_host(sketch);
         i++) {
        struct span name = author_in(feed, parent, places[i]);

        if (!span_equal_nocase(name, feed->name))
            add_person(sketch, span_trim(name), true, SPAN(""));
    }
}

/* What stands in the episode goes before what stands in the channel. */
static void tell_people(struct feed *feed, const struct feed_item *item,
                        struct sketch *sketch)
{
    tell_persons(feed, item->element, sketch);
    if (sketch->person_count == 0)
        tell_persons(feed, feed->channel, sketch);
    tell_author(feed, item->element, sketch);
    tell_author(feed, feed->channel, sketch);
}

static void tell_duration(struct feed *feed, const struct feed_item *item,
                          struct sketch *sketch, struct sink *notes)
{
    struct span told = text_in(feed, item->element, ITUNES("duration"));

    if (told.length > 0 && !feed_duration(told, &sketch->duration))
        note(notes, SPAN("its duration can't be understood"), told);
}

/* en_US is common, and meant to be en-US. */
static void tell_language(struct feed *feed, struct sketch *sketch,
                          struct sink *notes)
{
    struct span told = text_in(feed, feed->channel, PLAIN("language"));
    size_t line = span_find(told, '_');
    char text[64];
    struct sink sink = sink_over(text, sizeof text);

    if (line < told.length) {
        sink_ready(&sink, span_first(told, line));
        LIT(&sink, "-");
        sink_ready(&sink, span_from(told, line + 1));
        if (sink.error == ERROR_NONE)
            told = tree_keep(&feed->tree, sink_held(&sink));
    }
    take(&sketch->language, &form_language, told,
         SPAN("its language is no tag of BCP 47"), notes);
}

/* The first enclosure that isn't a video or a picture. */
static void tell_audio(struct feed *feed, const struct feed_item *item,
                       struct sketch *sketch, struct sink *notes)
{
    const struct element *element =
        element_child(item->element, PLAIN("enclosure"));

    for (; element != NULL && sketch->audio.length == 0;
         element = element_next(element, PLAIN("enclosure"))) {
        struct span type = attribute(feed, element, SPAN("type"));

        if (span_starts(type, SPAN("video/")) ||
            span_starts(type, SPAN("image/")))
            continue;
        take(&sketch->audio, &form_url, attribute(feed, element, SPAN("url")),
             SPAN("its enclosure is no address of http or https"), notes);
    }
}

/* YouTube's own feeds give the id, others may link to the video. */
static void tell_video(struct feed *feed, const struct feed_item *item,
                       struct sketch *sketch)
{
    struct span told = text_in(feed, item->element, YOUTUBE("videoId"));

    if (told.length == 0)
        told = text_in(feed, item->element, PLAIN("link"));
    if (sketch->youtube.length == 0)
        feed_video(told, &sketch->youtube);
}

/* As it is told, else by the end of the address. */
static struct span type_of(struct span told, struct span address)
{
    struct span path = span_first(address, span_find(address, '?'));

    if (told.length > 0)
        return told;
    if (span_ends(path, SPAN(".vtt")))
        return SPAN("text/vtt");
    return span_ends(path, SPAN(".srt")) ? SPAN("application/srt") : SPAN("");
}

/* The best of an episode's transcripts: what documents take goes first. */
static void tell_transcript(struct feed *feed, const struct feed_item *item,
                            struct feed_transcript *transcript)
{
    static const struct span types[] = {SPAN_INIT("text/vtt"),
                                        SPAN_INIT("application/srt"),
                                        SPAN_INIT("application/x-subrip")};
    const size_t others = sizeof types / sizeof *types;
    size_t best = others + 1;
    const struct element *element =
        element_child(item->element, PODCAST("transcript"));

    for (; element != NULL;
         element = element_next(element, PODCAST("transcript"))) {
        struct span address = attribute(feed, element, SPAN("url"));
        struct span type =
            type_of(attribute(feed, element, SPAN("type")), address);
        size_t rank = 0;

        while (rank < others && !span_equal_nocase(type, types[rank]))
            rank++;
        if (rank < best) {
            best = rank;
            transcript->address = address;
            transcript->type = type;
        }
    }
}

void feed_tell(struct feed *feed, const struct feed_item *item,
               struct sketch *sketch, struct feed_transcript *transcript,
               struct sink *notes)
{
    tell_title(feed, item, sketch, notes);
    tell_people(feed, item, sketch);
    sketch->published = date_in(feed, item->element, notes);
    tell_duration(feed, item, sketch, notes);
    tell_language(feed, sketch, notes);
    tell_video(feed, item, sketch);
    tell_audio(feed, item, sketch, notes);
    *transcript = (struct feed_transcript){0};
    tell_transcript(feed, item, transcript);
}
