#include "cite/record.h"

#include "base/escape.h"
#include "cite/split.h"

/* What a document gave beside a bare name, over what the rules made of it. */
static struct cite_name add_parts(struct cite_name split,
                                  const struct cite_name *given)
{
    if (given->particle.length > 0)
        split.particle = given->particle;
    if (given->dropping.length > 0)
        split.dropping = given->dropping;
    if (given->suffix.length > 0)
        split.suffix = given->suffix;
    return split;
}

struct cite_name cite_name_of(struct row person)
{
    struct cite_name name = {
        .given = span_trim(record_text(person, PERSON_GIVEN)),
        .family = span_trim(record_text(person, PERSON_FAMILY)),
        .particle = span_trim(record_text(person, PERSON_PARTICLE)),
        .dropping = span_trim(record_text(person, PERSON_DROPPING)),
        .suffix = span_trim(record_text(person, PERSON_SUFFIX)),
    };

    if (record_flag(person, PERSON_LITERAL)) {
        return (struct cite_name){.literal = record_text(person, PERSON_NAME)};
    }
    if (name.family.length > 0) {
        return name;
    }
    if (name.given.length > 0 &&
        span_equal(name.given, record_text(person, PERSON_NAME))) {
        return (struct cite_name){.literal = name.given}; /* one name alone */
    }
    return add_parts(name_split(record_text(person, PERSON_NAME)), &name);
}

static bool next_of_role(const struct cite_people *people, size_t *place,
                         struct cite_name *name, struct span role)
{
    const struct row *episode = people->source;
    struct rows rows = record_rows(*episode, EPISODE_PEOPLE, SHAPE_PERSON);

    while (*place < rows.count) {
        struct row person = rows_at(rows, (uint32_t)*place);

        (*place)++;
        if (span_equal(record_text(person, PERSON_ROLE), role)) {
            if (name) {
                *name = cite_name_of(person);
            }
            return true;
        }
    }
    return false;
}

static bool next_host(const struct cite_people *people, size_t *place,
                      struct cite_name *name)
{
    return next_of_role(people, place, name, SPAN("host"));
}

static bool next_guest(const struct cite_people *people, size_t *place,
                       struct cite_name *name)
{
    return next_of_role(people, place, name, SPAN("guest"));
}

static struct cite_people people_of(const struct row *episode,
                                    bool (*next)(const struct cite_people *,
                                                 size_t *, struct cite_name *))
{
    struct cite_people people = {.source = episode, .next = next};
    size_t place = 0;

    while (next(&people, &place, NULL)) {
        people.count++;
    }
    return people;
}

/* The date that `text` starts with; unknown where there is none. */
static struct date date_in(struct span text)
{
    struct date date;

    return date_parse(span_first(text, 10), &date)
               ? date
               : (struct date){.year = DATE_UNKNOWN};
}

static void write_video(struct sink *text, struct span video, int64_t at)
{
    LIT(text, "https://www.youtube.com/watch?v=");
    url_argument(text, video);
    if (at >= 0) {
        LIT(text, "&t=");
        sink_decimal(text, at);
        LIT(text, "s");
    }
}

static void write_page(struct sink *text, struct row site, struct row episode)
{
    /* the site's own address was checked when it was published */
    sink_ready(text, record_text(site, SITE_BASE_URL));
    LIT(text, "/episodes/");
    url_segment(text, record_text(episode, EPISODE_SLUG));
}

static bool has_transcript(struct row episode)
{
    struct rows audits = record_rows(episode, EPISODE_AUDIT, SHAPE_AUDIT);

    return audits.count > 0 &&
           record_text(rows_at(audits, 0), AUDIT_DIGEST).length > 0;
}

/* Where our own pages have the moment: what was said, or a summary of it. */
static void write_moment(struct sink *text, struct row episode,
                         const struct cite_target *target)
{
    if (target->quote.length > 0) {
        LIT(text, "/quotes/");
        url_segment(text, target->quote);
        return;
    }
    if (target->at < 0)
        return;
    if (target->kind == CITE_EPISODE && has_transcript(episode))
        LIT(text, "/transcript?t=");
    else
        LIT(text, "#t=");
    sink_decimal(text, target->at);
}

struct span cite_address_of(struct row site, struct row episode,
                            const struct cite_target *target, struct sink *text)
{
    struct span video = record_text(episode, EPISODE_YOUTUBE);
    size_t start = sink_held(text).length;

    if (target->kind == CITE_EPISODE && video.length > 0) {
        write_video(text, video, target->at);
    } else {
        write_page(text, site, episode);
        write_moment(text, episode, target);
    }
    return text->error == ERROR_NONE ? span_from(sink_held(text), start)
                                     : SPAN("");
}

static void fill_episode(struct cite_item *item, struct row site,
                         const struct row *episode)
{
    struct rows shows = record_rows(site, SITE_SHOW, SHAPE_SHOW);

    item->hosts = people_of(episode, next_host);
    item->guests = people_of(episode, next_guest);
    item->number = label_text(record_text(*episode, EPISODE_NUMBER));
    item->issued = date_in(record_text(*episode, EPISODE_PUBLISHED));
    item->duration = record_whole(*episode, EPISODE_DURATION);
    item->video = record_text(*episode, EPISODE_YOUTUBE).length > 0;
    if (shows.count > 0) {
        struct span name = record_text(rows_at(shows, 0), SHOW_NAME);

        item->show = name.length > 0 ? name : item->show;
        item->publisher = record_text(rows_at(shows, 0), SHOW_PUBLISHER);
    }
}

void cite_item_of(struct cite_item *item, struct row site,
                  const struct row *episode, const struct cite_target *target,
                  struct span url)
{
    *item = (struct cite_item){
        .kind = target->kind,
        .key = record_text(*episode, EPISODE_SLUG),
        .title = record_text(*episode, EPISODE_TITLE),
        .show = record_text(site, SITE_NAME),
        .issued = date_in(record_text(*episode, EPISODE_REFRESHED)),
        .accessed = target->accessed,
        .url = url,
        .language = record_text(*episode, EPISODE_LANGUAGE),
        .duration = -1,
        .at = target->at,
    };
    if (target->kind == CITE_EPISODE) {
        fill_episode(item, site, episode);
    }
}
