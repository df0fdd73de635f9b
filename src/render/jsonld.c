#include "render/episode_head.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "base/json.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/pages.h"
#include "render/parts.h"

/* So many places in a video are worth a Clip; and a name of so many bytes. */
#define CLIPS_MAX 40
#define CLIP_NAME 120

/* YYYY-MM-DD; who reads an uploadDate takes nothing less. */
#define FULL_DATE 10

static void text_member(struct json *json, struct span key, struct span text)
{
    if (text.length == 0)
        return;
    json_key(json, key);
    json_string(json, text);
}

static void type_member(struct json *json, struct span type)
{
    JSON_KEY(json, "@type");
    json_string(json, type);
}

static void description_member(struct json *json,
                               const struct episode_view *view)
{
    JSON_KEY(json, "description");
    json_string_open(json);
    write_description(json->sink, script_json_text, view);
    json_string_close(json);
}

static void duration_member(struct json *json, struct row episode)
{
    int64_t duration = record_whole(episode, EPISODE_DURATION);

    if (duration == RECORD_ABSENT)
        return;
    JSON_KEY(json, "duration");
    json_string_open(json);
    duration_write_iso(json->sink, duration);
    json_string_close(json);
}

static void people_member(struct json *json, struct row episode,
                          struct span key, struct span role)
{
    struct rows people = record_rows(episode, EPISODE_PEOPLE, SHAPE_PERSON);
    bool open = false;

    for (uint32_t i = 0; i < people.count; i++) {
        struct row person = rows_at(people, i);

        if (!span_equal(record_text(person, PERSON_ROLE), role))
            continue;
        if (!open) {
            json_key(json, key);
            json_array(json);
            open = true;
        }
        json_object(json);
        type_member(json, SPAN("Person"));
        text_member(json, SPAN("name"), record_text(person, PERSON_NAME));
        text_member(json, SPAN("url"), record_text(person, PERSON_URL));
        json_end_object(json);
    }
    if (open)
        json_end_array(json);
}

static void series_member(struct json *json, const struct site_view *site)
{
    struct span publisher = show_text(site, SHOW_PUBLISHER);

    JSON_KEY(json, "partOfSeries");
    json_object(json);
    type_member(json, SPAN("PodcastSeries"));
    text_member(json, SPAN("name"), show_text(site, SHOW_NAME));
    text_member(json, SPAN("url"), show_text(site, SHOW_URL));
    if (publisher.length > 0) {
        JSON_KEY(json, "publisher");
        json_object(json);
        type_member(json, SPAN("Organization"));
        text_member(json, SPAN("name"), publisher);
        json_end_object(json);
    }
    json_end_object(json);
}

/* Clips of one video, no two of which may begin at one second. */
struct clips {
    int64_t starts[CLIPS_MAX];
    unsigned count;
};

static bool clip_is_new(struct clips *clips, int64_t at)
{
    if (at == RECORD_ABSENT || clips->count == CLIPS_MAX)
        return false;
    for (unsigned i = 0; i < clips->count; i++) {
        if (clips->starts[i] == at)
            return false;
    }
    clips->starts[clips->count++] = at;
    return true;
}

static void write_clip(struct json *json, struct row episode, struct span name,
                       int64_t at)
{
    json_object(json);
    type_member(json, SPAN("Clip"));
    JSON_KEY(json, "name");
    json_string_open(json);
    excerpt(json->sink, script_json_text, name, CLIP_NAME);
    json_string_close(json);
    JSON_KEY(json, "startOffset");
    json_whole(json, at);
    JSON_KEY(json, "url");
    json_string_open(json);
    recording_address(json->sink, script_json_text, episode, at);
    json_string_close(json);
    json_end_object(json);
}

static void clips_of(struct json *json, struct clips *clips, struct row episode,
                     unsigned list, enum shape shape, unsigned text,
                     unsigned at)
{
    struct rows rows = record_rows(episode, list, shape);

    for (uint32_t i = 0; i < rows.count && clips->count < CLIPS_MAX; i++) {
        struct row row = rows_at(rows, i);
        int64_t start = record_whole(row, at);

        if (!clip_is_new(clips, start))
            continue;
        if (clips->count == 1) {
            JSON_KEY(json, "hasPart");
            json_array(json);
        }
        write_clip(json, episode, record_text(row, text), start);
    }
}

static void clips_member(struct json *json, struct row episode)
{
    struct clips clips = {.count = 0};

    clips_of(json, &clips, episode, EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY,
             TAKEAWAY_TEXT, TAKEAWAY_AT);
    clips_of(json, &clips, episode, EPISODE_INSIGHTS, SHAPE_INSIGHT,
             INSIGHT_TITLE, INSIGHT_AT);
    clips_of(json, &clips, episode, EPISODE_SURPRISING, SHAPE_SURPRISE,
             SURPRISE_TEXT, SURPRISE_AT);
    clips_of(json, &clips, episode, EPISODE_QUOTES, SHAPE_QUOTE, QUOTE_TEXT,
             QUOTE_AT);
    if (clips.count > 0)
        json_end_array(json);
}

static void video_member(struct json *json, const struct episode_view *view)
{
    struct row episode = view->episode;
    struct span video = record_text(episode, EPISODE_YOUTUBE);

    if (video.length == 0)
        return;
    JSON_KEY(json, "associatedMedia");
    json_object(json);
    type_member(json, SPAN("VideoObject"));
    text_member(json, SPAN("name"), record_text(episode, EPISODE_TITLE));
    description_member(json, view);
    if (record_text(episode, EPISODE_PUBLISHED).length == FULL_DATE)
        text_member(json, SPAN("uploadDate"),
                    record_text(episode, EPISODE_PUBLISHED));
    duration_member(json, episode);
    JSON_KEY(json, "url");
    json_string_open(json);
    recording_address(json->sink, script_json_text, episode, RECORD_ABSENT);
    json_string_close(json);
    JSON_KEY(json, "embedUrl");
    json_string_open(json);
    json_string_part(json, SPAN("https://www.youtube.com/embed/"));
    json_string_part(json, video);
    json_string_close(json);
    JSON_KEY(json, "thumbnailUrl");
    json_string_open(json);
    json_string_part(json, SPAN("https://i.ytimg.com/vi/"));
    json_string_part(json, video);
    json_string_part(json, SPAN("/hqdefault.jpg"));
    json_string_close(json);
    clips_member(json, episode);
    json_end_object(json);
}

static void audio_member(struct json *json, struct row episode)
{
    struct span audio = record_text(episode, EPISODE_AUDIO);

    if (audio.length == 0)
        return;
    JSON_KEY(json, "audio");
    json_object(json);
    type_member(json, SPAN("AudioObject"));
    text_member(json, SPAN("contentUrl"), audio);
    json_end_object(json);
}

/* This page, as something else than the conversation that it is about. */
static void page_member(struct json *json, const struct episode_view *view)
{
    JSON_KEY(json, "mainEntityOfPage");
    json_object(json);
    type_member(json, SPAN("WebPage"));
    JSON_KEY(json, "@id");
    json_string_open(json);
    episode_address(json->sink, script_json_text, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    json_string_close(json);
    text_member(json, SPAN("dateModified"),
                record_text(view->episode, EPISODE_REFRESHED));
    text_member(json, SPAN("license"), site_text(&view->site, SITE_LICENSE));
    json_end_object(json);
}

void episode_jsonld(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct json json = json_begin(sink, JSON_SCRIPT);
    struct row episode = view->episode;

    json_object(&json);
    text_member(&json, SPAN("@context"), SPAN("https://schema.org"));
    type_member(&json, SPAN("PodcastEpisode"));
    JSON_KEY(&json, "url");
    json_string_open(&json);
    episode_address(sink, script_json_text, &view->site,
                    record_text(episode, EPISODE_SLUG));
    json_string_close(&json);
    text_member(&json, SPAN("name"), record_text(episode, EPISODE_TITLE));
    description_member(&json, view);
    text_member(&json, SPAN("episodeNumber"),
                label_text(record_text(episode, EPISODE_NUMBER)));
    text_member(&json, SPAN("datePublished"),
                record_text(episode, EPISODE_PUBLISHED));
    duration_member(&json, episode);
    text_member(&json, SPAN("inLanguage"),
                record_text(episode, EPISODE_LANGUAGE));
    people_member(&json, episode, SPAN("author"), SPAN("host"));
    people_member(&json, episode, SPAN("actor"), SPAN("guest"));
    series_member(&json, &view->site);
    video_member(&json, view);
    audio_member(&json, episode);
    page_member(&json, view);
    json_end_object(&json);
}
