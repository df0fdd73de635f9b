#include "render/parts.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "render/address.h"

/* The primary language subtag (RFC 5646): what stands before the first '-'. */
static struct span primary_subtag(struct span language)
{
    return span_first(language, span_find(language, '-'));
}

void language_attribute(struct sink *sink, struct span language)
{
    if (language.length > 0 &&
        !span_equal_nocase(primary_subtag(language), SPAN("en"))) {
        LIT(sink, " lang=\"");
        html_attribute(sink, language);
        LIT(sink, "\"");
    }
}

void language_attributes(struct sink *sink, struct span language)
{
    language_attribute(sink, language);
    LIT(sink, " dir=\"auto\"");
}

void text_attributes(struct sink *sink, struct row episode)
{
    language_attributes(sink, record_text(episode, EPISODE_LANGUAGE));
}

void site_text_attributes(struct sink *sink, struct row site)
{
    language_attributes(sink, record_text(site, SITE_LANGUAGE));
}

bool reads_from_right(struct span language)
{
    /* CLDR: languages whose default script runs from right to left. */
    static const struct span languages[] = {
        SPAN_INIT("ar"),  SPAN_INIT("arc"), SPAN_INIT("ckb"), SPAN_INIT("dv"),
        SPAN_INIT("fa"),  SPAN_INIT("he"),  SPAN_INIT("iw"),  SPAN_INIT("ks"),
        SPAN_INIT("nqo"), SPAN_INIT("ps"),  SPAN_INIT("sd"),  SPAN_INIT("syr"),
        SPAN_INIT("ug"),  SPAN_INIT("ur"),  SPAN_INIT("yi")};
    struct span primary = primary_subtag(language);

    if (span_find_span(language, SPAN("-Latn")) < language.length)
        return false;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (span_equal_nocase(primary, languages[i]))
            return true;
    }
    return span_find_span(language, SPAN("-Arab")) < language.length ||
           span_find_span(language, SPAN("-Hebr")) < language.length;
}

static void write_time(struct sink *sink, struct row episode, int64_t at,
                       bool bears_id)
{
    bool linked = has_recording(episode);

    if (at == RECORD_ABSENT)
        return;
    if (linked)
        LIT(sink, "<a class=\"at\"");
    else
        LIT(sink, "<span class=\"at\"");
    if (bears_id) {
        LIT(sink, " id=\"t=");
        sink_decimal(sink, at);
        LIT(sink, "\"");
    }
    if (linked) {
        LIT(sink, " href=\"");
        recording_address(sink, html_url, episode, at);
        LIT(sink, "\"");
    }
    LIT(sink, ">▶ ");
    clock_write(sink, at);
    if (linked)
        LIT(sink, "</a>\n");
    else
        LIT(sink, "</span>\n");
}

void time_link(struct sink *sink, struct row episode, int64_t at)
{
    write_time(sink, episode, at, false);
}

void time_anchor(struct sink *sink, struct row episode, int64_t at,
                 struct seconds *seen)
{
    bool is_first = at != RECORD_ABSENT && seen->count < ANCHORS_MAX;

    for (unsigned i = 0; is_first && i < seen->count; i++)
        is_first = seen->at[i] != (uint32_t)at;
    if (is_first)
        seen->at[seen->count++] = (uint32_t)at;
    write_time(sink, episode, at, is_first);
}

void date_element(struct sink *sink, struct span published)
{
    struct date date;

    if (!date_parse(published, &date))
        return;
    LIT(sink, "<time datetime=\"");
    date_write(sink, date);
    LIT(sink, "\">");
    if (date.day > 0) {
        sink_decimal(sink, date.day);
        LIT(sink, " ");
    }
    if (date.month > 0) {
        sink_ready(sink, month_name(date.month));
        LIT(sink, " ");
    }
    sink_decimal_padded(sink, (uint64_t)date.year, 4);
    LIT(sink, "</time>");
}

void reference_outcome(struct sink *sink, struct row reference,
                       void (*day)(struct sink *sink, struct span day))
{
    struct span state = record_text(reference, REFERENCE_STATE);

    if (record_text(reference, REFERENCE_URL).length == 0)
        return;
    if (state.length == 0) {
        LIT(sink, "not checked");
        return;
    }
    if (span_equal(state, SPAN("ok")))
        LIT(sink, "resolves, checked on ");
    else
        LIT(sink, "gone, checked on ");
    day(sink, record_text(reference, REFERENCE_CHECKED));
}

void duration_element(struct sink *sink, int64_t seconds)
{
    if (seconds == RECORD_ABSENT)
        return;
    LIT(sink, "<time datetime=\"");
    duration_write_iso(sink, seconds);
    LIT(sink, "\">");
    clock_write(sink, seconds);
    LIT(sink, "</time>");
}

static bool has_role(struct row person, struct span role)
{
    return role.length == 0 ||
           span_equal(record_text(person, PERSON_ROLE), role);
}

bool people_list(struct sink *sink, struct row episode, struct span role,
                 void (*write)(struct sink *sink, struct span name))
{
    struct rows people = record_rows(episode, EPISODE_PEOPLE, SHAPE_PERSON);
    uint32_t count = 0;
    uint32_t written = 0;

    for (uint32_t i = 0; i < people.count; i++)
        count += has_role(rows_at(people, i), role);
    for (uint32_t i = 0; i < people.count; i++) {
        struct row person = rows_at(people, i);

        if (!has_role(person, role))
            continue;
        if (written > 0 && written + 1 < count)
            LIT(sink, ", ");
        else if (written > 0)
            LIT(sink, " and ");
        write(sink, record_text(person, PERSON_NAME));
        written++;
    }
    return written > 0;
}

static void isolated_name(struct sink *sink, struct span name)
{
    LIT(sink, "<bdi>");
    html_text(sink, name);
    LIT(sink, "</bdi>");
}

bool people_names(struct sink *sink, struct row episode, struct span role)
{
    return people_list(sink, episode, role, isolated_name);
}

void excerpt(struct sink *sink, void (*escape)(struct sink *, struct span),
             struct span text, size_t length)
{
    struct span cut = utf8_first(text, length);
    size_t word = cut.length;

    if (cut.length == text.length) {
        escape(sink, text);
        return;
    }
    /* Scripts without spaces, and very long words, are cut where they are. */
    while (word > length / 2 && cut.at[word - 1] != ' ')
        word--;
    if (word > length / 2)
        cut.length = word - 1;
    escape(sink, cut);
    escape(sink, SPAN("…"));
}

struct span first_takeaway(struct row episode)
{
    struct rows takeaways =
        record_rows(episode, EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY);

    if (takeaways.count == 0)
        return SPAN("");
    return record_text(rows_at(takeaways, 0), TAKEAWAY_TEXT);
}

struct span episode_description(struct row episode)
{
    struct span abstract = record_text(episode, EPISODE_ABSTRACT);

    return abstract.length > 0 ? abstract : first_takeaway(episode);
}

bool episode_is_summarised(struct row episode)
{
    static const unsigned sections[] = {EPISODE_TAKEAWAYS,  EPISODE_INSIGHTS,
                                        EPISODE_NARRATIVE,  EPISODE_SURPRISING,
                                        EPISODE_TOPICS,     EPISODE_QUOTES,
                                        EPISODE_OPEN,       EPISODE_GLOSSARY,
                                        EPISODE_REFERENCES, EPISODE_SPECIALIST};
    const struct field *fields = shape_info(SHAPE_EPISODE)->fields;

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (record_rows(episode, sections[i], fields[sections[i]].shape).count)
            return true;
    }
    return false;
}

int64_t quote_second(struct row quote)
{
    return record_whole(quote, record_flag(quote, QUOTE_VERIFIED) ? QUOTE_FOUND
                                                                  : QUOTE_AT);
}

struct span quote_class(struct row quote)
{
    struct span match = record_text(quote, QUOTE_MATCH);

    return match.length > 0 ? match : SPAN("unchecked");
}

struct row episode_audit(struct row episode)
{
    struct rows rows = record_rows(episode, EPISODE_AUDIT, SHAPE_AUDIT);

    return rows.count > 0 ? rows_at(rows, 0) : (struct row){0};
}

bool episode_is_matched(struct row episode)
{
    struct row audit = episode_audit(episode);

    return audit.record != NULL && record_text(audit, AUDIT_DIGEST).length > 0;
}
