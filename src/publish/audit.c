#include "publish/audit.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "publish/audit_words.h"
#include "publish/numbers.h"
#include "publish/quotes.h"

#define CONTEXT 280      /* bytes of what is said around a quote */
#define PASSAGE_MAX 4000 /* bytes, where an ellipsis skips much */
#define ITEM_MAX 32      /* bytes of an id, or of a number */
#define FIGURES_MAX 1000

/* A time or a number that was looked at, on its way into the record. */
struct outcome {
    char item[ITEM_MAX];
    size_t item_length;
    int64_t at;
    char number[ITEM_MAX];
    size_t number_length;
    struct span state;
};

struct outcomes {
    struct outcome *items;
    size_t count;
    size_t room;
};

/* A number that is said, and when. */
struct spoken {
    double value;
    int64_t at;
};

struct audit {
    const struct evidence *evidence;
    bool strict;
    struct complaints *complaints;
    struct row episode;
    struct rows quotes;
    struct rows takeaways;
    int64_t end; /* of the recording, as far as it is known; else -1 */

    struct haystack haystack;
    struct finding *findings; /* one a quote */
    struct outcomes timings;
    struct outcomes figures;
    struct spoken *spoken;
    size_t spoken_count;
    size_t spoken_room;
    size_t word;       /* of the haystack, where a number was heard last */
    uint32_t takeaway; /* whose numbers are being looked for */
    enum error error;
};

static struct outcome *add_outcome(struct audit *audit,
                                   struct outcomes *outcomes, struct span list,
                                   uint32_t number)
{
    struct outcome *outcome;
    struct sink item;

    if (outcomes->count == outcomes->room) {
        size_t room = outcomes->room == 0 ? 32 : 2 * outcomes->room;
        struct outcome *larger =
            realloc(outcomes->items, room * sizeof *larger);

        if (larger == NULL) {
            audit->error = ERROR_MEMORY;
            return NULL;
        }
        outcomes->items = larger;
        outcomes->room = room;
    }
    outcome = &outcomes->items[outcomes->count++];
    *outcome = (struct outcome){.at = RECORD_ABSENT};
    item = sink_over(outcome->item, sizeof outcome->item);
    sink_ready(&item, list);
    if (number > 0)
        sink_decimal(&item, number);
    outcome->item_length = sink_held(&item).length;
    return outcome;
}

static struct quote quote_at(const struct audit *audit, uint32_t index)
{
    struct row row = rows_at(audit->quotes, index);

    return (struct quote){record_text(row, QUOTE_TEXT),
                          record_text(row, QUOTE_SPEAKER),
                          record_whole(row, QUOTE_AT)};
}

static bool is_failure(enum match match)
{
    return match == MATCH_NONE || match == MATCH_AMBIGUOUS ||
           match == MATCH_OTHER_SPEAKER;
}

static void find_quotes(struct audit *audit)
{
    struct quote_bench bench = {0};

    for (uint32_t i = 0; audit->error == ERROR_NONE && i < audit->quotes.count;
         i++) {
        struct quote quote = quote_at(audit, i);
        struct finding *finding = &audit->findings[i];

        audit->error = quote_find(&audit->haystack, &quote, &bench, finding);
        if (audit->error == ERROR_NONE && !match_verified(finding->match))
            say_quote(audit->complaints,
                      audit->strict && is_failure(finding->match)
                          ? COMPLAINT_ERROR
                          : COMPLAINT_WARNING,
                      i, &quote, finding);
    }
    quote_bench_free(&bench);
}

static int64_t last_second(const struct transcript *transcript)
{
    int64_t last = 0;

    for (size_t i = 0; i < transcript->count; i++) {
        const struct segment *segment = &transcript->segments[i];

        if (segment->start > last)
            last = segment->start;
        if (segment->end > last)
            last = segment->end;
    }
    return (last + 999) / 1000;
}

static int64_t end_of_recording(const struct audit *audit)
{
    int64_t duration = record_whole(audit->episode, EPISODE_DURATION);

    if (duration != RECORD_ABSENT || audit->evidence->transcript == NULL)
        return duration;
    return last_second(audit->evidence->transcript);
}

static void add_timing(struct audit *audit, struct span list, uint32_t number,
                       int64_t at, struct span state)
{
    struct outcome *outcome;

    if (at == RECORD_ABSENT)
        return;
    outcome = add_outcome(audit, &audit->timings, list, number);
    if (outcome == NULL)
        return;
    outcome->at = at;
    outcome->state = state;
    if (audit->end >= 0 && at > audit->end)
        outcome->state = SPAN("past-end");
}

/* How many takeaways have this time. */
static uint32_t takeaways_at(const struct audit *audit, int64_t at)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < audit->takeaways.count; i++)
        count += record_whole(rows_at(audit->takeaways, i), TAKEAWAY_AT) == at;
    return count;
}

static bool is_first_at(const struct audit *audit, uint32_t index, int64_t at)
{
    for (uint32_t i = 0; i < index; i++) {
        if (record_whole(rows_at(audit->takeaways, i), TAKEAWAY_AT) == at)
            return false;
    }
    return true;
}

#define TAKEAWAYS_COMPARED 1000 /* with each other; more are no summary */

static bool is_placeholder(struct audit *audit, uint32_t index, int64_t at)
{
    uint32_t sharing;

    if (at == RECORD_ABSENT || audit->takeaways.count > TAKEAWAYS_COMPARED)
        return false;
    sharing = takeaways_at(audit, at);
    if (sharing > 1 && is_first_at(audit, index, at))
        say_placeholder(audit->complaints, index, sharing, at);
    return sharing > 1;
}

static void check_takeaway_times(struct audit *audit)
{
    for (uint32_t i = 0; i < audit->takeaways.count; i++) {
        int64_t at = record_whole(rows_at(audit->takeaways, i), TAKEAWAY_AT);

        add_timing(audit, SPAN("takeaway-"), i + 1, at,
                   is_placeholder(audit, i, at) ? SPAN("placeholder")
                                                : SPAN("ok"));
    }
}

static void check_list_times(struct audit *audit, struct span item,
                             struct rows rows, unsigned field)
{
    for (uint32_t i = 0; i < rows.count; i++)
        add_timing(audit, item, i + 1, record_whole(rows_at(rows, i), field),
                   SPAN("ok"));
}

static bool disagrees(const struct finding *finding, int64_t at)
{
    return finding->match <= MATCH_PUNCTUATION &&
           (at > finding->at + TIME_TOLERANCE ||
            at < finding->at - TIME_TOLERANCE);
}

static void check_quote_time(struct audit *audit, uint32_t index)
{
    char text[ITEM_MAX];
    struct sink item = sink_over(text, sizeof text);
    struct row row = rows_at(audit->quotes, index);
    int64_t at = record_whole(row, QUOTE_AT);
    bool wrong = at != RECORD_ABSENT && disagrees(&audit->findings[index], at);

    if (wrong)
        say_quote_time(audit->complaints, index, at, audit->findings[index].at);
    LIT(&item, "q-");
    sink_ready(&item, record_text(row, QUOTE_ID));
    add_timing(audit, sink_held(&item), 0, at,
               wrong ? SPAN("disagrees") : SPAN("ok"));
}

static void check_times(struct audit *audit)
{
    struct row episode = audit->episode;

    check_takeaway_times(audit);
    check_list_times(audit, SPAN("insight-"),
                     record_rows(episode, EPISODE_INSIGHTS, SHAPE_INSIGHT),
                     INSIGHT_AT);
    check_list_times(audit, SPAN("moment-"),
                     record_rows(episode, EPISODE_SURPRISING, SHAPE_SURPRISE),
                     SURPRISE_AT);
    for (uint32_t i = 0; i < audit->quotes.count; i++)
        check_quote_time(audit, i);
}

/* The second of the cue that a number stands in; numbers come in order. */
static int64_t heard_at(struct audit *audit, struct span text)
{
    const struct plain *plain = &audit->haystack.plain;
    size_t offset = (size_t)(text.at - audit->haystack.text);

    while (audit->word + 1 < plain->word_count &&
           plain->words[audit->word + 1].from <= offset)
        audit->word++;
    return haystack_segment(&audit->haystack, audit->word)->start / 1000;
}

static void note_spoken(void *context, const struct number *number)
{
    struct audit *audit = context;

    if (audit->spoken_count == audit->spoken_room) {
        size_t room = audit->spoken_room == 0 ? 256 : 2 * audit->spoken_room;
        struct spoken *larger = realloc(audit->spoken, room * sizeof *larger);

        if (larger == NULL) {
            audit->error = ERROR_MEMORY;
            return;
        }
        audit->spoken = larger;
        audit->spoken_room = room;
    }
    audit->spoken[audit->spoken_count++] =
        (struct spoken){number->value, heard_at(audit, number->text)};
}

static bool is_spoken(const struct audit *audit, double value, int64_t at)
{
    for (size_t i = 0; i < audit->spoken_count; i++) {
        const struct spoken *spoken = &audit->spoken[i];

        if (number_equal(spoken->value, value) &&
            (at < 0 || (spoken->at >= at - NUMBER_NEIGHBOURHOOD &&
                        spoken->at <= at + NUMBER_NEIGHBOURHOOD)))
            return true;
    }
    return false;
}

static void check_number(void *context, const struct number *number)
{
    struct audit *audit = context;
    int64_t at =
        record_whole(rows_at(audit->takeaways, audit->takeaway), TAKEAWAY_AT);
    struct outcome *outcome;
    bool found;

    if (!number->digits || audit->figures.count == FIGURES_MAX)
        return;
    if (at != RECORD_ABSENT && audit->takeaways.count <= TAKEAWAYS_COMPARED &&
        takeaways_at(audit, at) > 1)
        at = RECORD_ABSENT; /* a placeholder says nothing of where */
    found = is_spoken(audit, number->value, at);
    if (!found)
        say_number(audit->complaints, audit->takeaway, number->text, at);
    outcome = add_outcome(audit, &audit->figures, SPAN("takeaway-"),
                          audit->takeaway + 1);
    if (outcome == NULL)
        return;
    outcome->number_length = span_first(number->text, ITEM_MAX).length;
    memcpy(outcome->number, number->text.at, outcome->number_length);
    outcome->state = found ? SPAN("found") : SPAN("not-found");
}

static void check_numbers(struct audit *audit)
{
    numbers_find((struct span){audit->haystack.text, audit->haystack.length},
                 note_spoken, audit);
    for (uint32_t i = 0; i < audit->takeaways.count; i++) {
        audit->takeaway = i;
        numbers_find(record_text(rows_at(audit->takeaways, i), TAKEAWAY_TEXT),
                     check_number, audit);
    }
}

/* What is said before `at`, in whole words. */
static struct span said_before(const struct haystack *haystack, size_t at)
{
    size_t start = at > CONTEXT ? at - CONTEXT : 0;

    while (start > 0 && start < at && haystack->text[start - 1] != ' ')
        start++;
    return span_trim((struct span){haystack->text + start, at - start});
}

static struct span said_after(const struct haystack *haystack, size_t at)
{
    size_t end =
        haystack->length - at > CONTEXT ? at + CONTEXT : haystack->length;

    while (end > at && end < haystack->length && haystack->text[end] != ' ')
        end--;
    return span_trim((struct span){haystack->text + at, end - at});
}

static void write_passage(const struct audit *audit, struct writer *writer,
                          writer_handle row, const struct finding *finding)
{
    struct span passage = utf8_first(finding->passage, PASSAGE_MAX);
    size_t start;

    if (passage.length == 0)
        return;
    start = (size_t)(passage.at - audit->haystack.text);
    writer_text(writer, row, QUOTE_PASSAGE, passage);
    writer_text(writer, row, QUOTE_BEFORE,
                said_before(&audit->haystack, start));
    writer_text(writer, row, QUOTE_AFTER,
                said_after(&audit->haystack, start + passage.length));
}

static void write_quote(const struct audit *audit, struct writer *writer,
                        writer_handle row, const struct finding *finding)
{
    writer_text(writer, row, QUOTE_MATCH, match_name(finding->match));
    if (match_verified(finding->match))
        writer_flag(writer, row, QUOTE_VERIFIED);
    if (finding->at >= 0)
        writer_whole(writer, row, QUOTE_FOUND, finding->at);
    writer_text(writer, row, QUOTE_HEARD, finding->speaker);
    write_passage(audit, writer, row, finding);
}

static void write_outcomes(const struct audit *audit, struct writer *writer,
                           writer_handle root)
{
    writer_handle row = writer_rows(writer, root, AUDIT_TIMINGS, SHAPE_TIMING,
                                    (uint32_t)audit->timings.count);

    for (size_t i = 0; i < audit->timings.count; i++) {
        const struct outcome *outcome = &audit->timings.items[i];
        writer_handle at = writer_row(row, SHAPE_TIMING, (uint32_t)i);

        writer_text(writer, at, TIMING_ITEM,
                    (struct span){outcome->item, outcome->item_length});
        writer_whole(writer, at, TIMING_AT, outcome->at);
        writer_text(writer, at, TIMING_STATE, outcome->state);
    }
    row = writer_rows(writer, root, AUDIT_FIGURES, SHAPE_FIGURE,
                      (uint32_t)audit->figures.count);
    for (size_t i = 0; i < audit->figures.count; i++) {
        const struct outcome *outcome = &audit->figures.items[i];
        writer_handle at = writer_row(row, SHAPE_FIGURE, (uint32_t)i);

        writer_text(writer, at, FIGURE_ITEM,
                    (struct span){outcome->item, outcome->item_length});
        writer_text(writer, at, FIGURE_NUMBER,
                    (struct span){outcome->number, outcome->number_length});
        writer_text(writer, at, FIGURE_STATE, outcome->state);
    }
}

static void write_evidence(const struct evidence *evidence,
                           struct writer *writer, writer_handle row)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    char digits[2 * sizeof digest];
    struct sink sink = sink_over(digits, sizeof digits);

    crypto_hash_sha256(digest, (const unsigned char *)evidence->file.at,
                       evidence->file.length);
    for (size_t i = 0; i < sizeof digest; i++)
        sink_hex(&sink, digest[i], 2);
    writer_text(writer, row, AUDIT_DIGEST, sink_held(&sink));
    writer_whole(writer, row, AUDIT_CUES, (int64_t)evidence->transcript->cues);
    writer_whole(writer, row, AUDIT_WORDS,
                 (int64_t)evidence->transcript->words);
    if (evidence->transcript->has_speakers)
        writer_flag(writer, row, AUDIT_SPEAKERS);
}

static enum error write_audit(const struct audit *audit, struct writer *writer,
                              struct span *record)
{
    uint32_t count = audit->quotes.count;
    writer_handle first =
        count == 0 ? 0 : writer_handle_of(rows_at(audit->quotes, 0));
    writer_handle row;

    writer_reopen(writer);
    for (uint32_t i = 0; i < count; i++)
        write_quote(audit, writer, writer_row(first, SHAPE_QUOTE, i),
                    &audit->findings[i]);
    row = writer_rows(writer, WRITER_ROOT, EPISODE_AUDIT, SHAPE_AUDIT, 1);
    if (audit->evidence->transcript != NULL)
        write_evidence(audit->evidence, writer, row);
    write_outcomes(audit, writer, row);
    return writer_end(writer, record);
}

static enum error check_all(struct audit *audit)
{
    const struct transcript *transcript = audit->evidence->transcript;

    audit->findings = calloc(audit->quotes.count + 1, sizeof *audit->findings);
    if (audit->findings == NULL)
        return ERROR_MEMORY;
    for (uint32_t i = 0; i < audit->quotes.count; i++)
        audit->findings[i] = (struct finding){MATCH_UNCHECKED, .at = -1};
    if (transcript != NULL) {
        say_transcript(audit->complaints, transcript,
                       record_whole(audit->episode, EPISODE_DURATION));
        audit->error = haystack_make(transcript, &audit->haystack);
        if (audit->error != ERROR_NONE)
            return audit->error;
        find_quotes(audit);
        check_numbers(audit);
    }
    audit->end = end_of_recording(audit);
    check_times(audit);
    return audit->error;
}

enum error audit_episode(const struct evidence *evidence, bool strict,
                         struct writer *writer, struct span *record,
                         struct complaints *complaints)
{
    struct audit audit = {
        .evidence = evidence, .strict = strict, .complaints = complaints};
    enum error error = record_open(*record, SHAPE_EPISODE, record_key(*record),
                                   &audit.episode);

    if (error != ERROR_NONE)
        return error;
    audit.quotes = record_rows(audit.episode, EPISODE_QUOTES, SHAPE_QUOTE);
    audit.takeaways =
        record_rows(audit.episode, EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY);
    error = check_all(&audit);
    if (error == ERROR_NONE)
        error = write_audit(&audit, writer, record);
    haystack_free(&audit.haystack);
    free(audit.findings);
    free(audit.timings.items);
    free(audit.figures.items);
    free(audit.spoken);
    return error;
}
