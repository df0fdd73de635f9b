/*
 * Reading a transcript, in two steps: cues with their tags read and their
 * lines kept; then, once all heads are known, segments of one speaker each.
 */
#include "publish/transcript.h"

#include "base/utf8.h"
#include "publish/captions.h"
#include "publish/clean.h"
#include "publish/markup.h"
#include "publish/rolling.h"
#include "publish/voices.h"
#include "render/transcript.h"

#define RECENT 8

/* One file while it is read. */
struct reading {
    struct transcript raw;   /* lines end with LF, heads are text */
    struct transcript *made; /* what comes out */
    struct voices voices;
    struct bench bench;
    bool has_tags;               /* they, and nothing else, name speakers */
    bool cue_begins;             /* nothing of this cue was made yet */
    bool turn_due;               /* the next one made opens a turn */
    struct span said;            /* the speaker from here on, in raw's text */
    struct piece recent[RECENT]; /* names, each stored once if near */
    unsigned next_recent;
    enum error error; /* the first */
};

static void note_error(struct reading *reading, enum error error)
{
    if (reading->error == ERROR_NONE)
        reading->error = error;
}

/* Takes the next word off the front of *text; false where there is none. */
static bool next_word(struct span *text, struct span *word)
{
    size_t start = 0;
    size_t at = 0;

    while (at < text->length) {
        size_t here = at;

        if (!parts_words(utf8_next(*text, &at)))
            continue;
        if (here > start) {
            at = here;
            break;
        }
        start = at;
    }
    *word = span_from(span_first(*text, at), start);
    *text = span_from(*text, at);
    return word->length > 0;
}

static void raw_append(struct reading *reading, struct span text)
{
    struct transcript *raw = &reading->raw;
    struct piece piece = {0};

    note_error(reading, transcript_append(raw, text, &piece));
    raw->segments[raw->count - 1].text.length += piece.length;
}

/* Opens a segment of the cue that the last one belongs to. */
static void raw_open(struct reading *reading, struct segment segment)
{
    segment.text = (struct piece){(uint32_t)reading->raw.text_used, 0};
    note_error(reading, transcript_add(&reading->raw, segment));
}

/*
 * <v NAME>, whose name may hold entities; </v>, or a name of blanks, stands for
 * somebody unknown.
 */
static void raw_voice(struct reading *reading, struct span name)
{
    struct transcript *raw = &reading->raw;
    struct segment segment = raw->segments[raw->count - 1];
    struct markup piece;
    struct span word;

    segment.opens_cue = false;
    segment.speaker = (struct piece){(uint32_t)raw->text_used, 0};
    while (reading->error == ERROR_NONE && markup_next(&name, &piece)) {
        struct piece part = {0};

        note_error(reading, transcript_append(raw, piece.text, &part));
        segment.speaker.length += part.length;
    }
    name = transcript_piece(raw, segment.speaker);
    if (!next_word(&name, &word))
        segment.speaker.length = 0;
    raw_open(reading, segment);
    reading->has_tags = true;
}

static void raw_cue(struct reading *reading, const struct caption *caption)
{
    struct span payload = caption->payload;
    struct markup piece;

    raw_open(reading, (struct segment){.start = caption->start,
                                       .end = caption->end,
                                       .opens_cue = true});
    while (reading->error == ERROR_NONE && markup_next(&payload, &piece)) {
        switch (piece.kind) {
        case MARKUP_TEXT:
            raw_append(reading, piece.text);
            break;
        case MARKUP_LINE:
            raw_append(reading, SPAN("\n"));
            break;
        case MARKUP_VOICE:
        case MARKUP_VOICE_END:
            raw_voice(reading, piece.text);
            break;
        }
    }
}

static void note_times(struct transcript *made, const struct caption *caption,
                       int64_t before)
{
    if (caption->start < before && made->steps_back++ == 0)
        made->step_line = caption->line;
    if (caption->end < caption->start && made->turned++ == 0)
        made->turned_line = caption->line;
}

/* False where the file is refused, or memory is out. */
static bool read_cues(struct reading *reading, struct span file,
                      struct complaints *complaints)
{
    size_t errors = complaints->errors;
    struct captions captions;
    struct caption caption;
    int64_t before = 0;

    if (!captions_begin(&captions, file, complaints))
        return false;
    reading->has_tags = span_starts(captions.file, SPAN(VTT_FIRST_LINE));
    while (reading->error == ERROR_NONE && captions_next(&captions, &caption)) {
        note_times(reading->made, &caption, before);
        before = caption.start;
        raw_cue(reading, &caption);
    }
    reading->made->strays = captions.strays;
    reading->made->stray_line = captions.stray_line;
    return complaints->errors == errors;
}

/* Is all of the line a remark such as [Music]? */
static bool is_sound(struct span line)
{
    line = span_trim(line);
    return line.length == 0 ||
           ((line.at[0] == '[' || line.at[0] == '(') &&
            span_find(line, line.at[0] == '[' ? ']' : ')') == line.length - 1);
}

/* Does a caption that rolls say again what was `before`, the head with it? */
static bool is_repeat(struct span line, struct span before, size_t head_length)
{
    return before.length >= head_length && span_starts(line, before);
}

static void note_voices(struct reading *reading)
{
    struct span before = SPAN("");
    bool opening = true;

    for (size_t i = 0; i < reading->raw.count; i++) {
        struct span rest =
            transcript_piece(&reading->raw, reading->raw.segments[i].text);
        struct span line;

        while (span_cut(&rest, '\n', &line)) {
            struct head head = head_read(line);

            if (head.name.length > 0 && !is_repeat(line, before, head.length))
                note_error(reading,
                           voices_note(&reading->voices, &head, opening,
                                       !ends_sentence(before)));
            opening = opening && is_sound(line);
            if (span_trim(line).length > 0)
                before = line;
        }
    }
    voices_judge(&reading->voices);
}

/* Appends words, in NFC and parted by single spaces, to *piece, the last. */
static void append_words(struct reading *reading, struct span text,
                         struct piece *piece)
{
    struct span word;

    while (reading->error == ERROR_NONE && next_word(&text, &word)) {
        struct piece part = {0};
        uint32_t control;

        if (piece->length > 0) {
            note_error(reading,
                       transcript_append(reading->made, SPAN(" "), &part));
            piece->length += part.length;
        }
        note_error(reading, clean_text(&reading->bench, word, &word, &control));
        note_error(reading, transcript_append(reading->made, word, &part));
        piece->length += part.length;
    }
}

/* The piece of made's text with this name. */
static struct piece name_piece(struct reading *reading, struct span name)
{
    struct transcript *made = reading->made;
    struct piece piece = {(uint32_t)made->text_used, 0};

    append_words(reading, name, &piece);
    for (unsigned i = 0; i < RECENT; i++) {
        struct piece recent = reading->recent[i];

        if (span_equal(transcript_piece(made, recent),
                       transcript_piece(made, piece))) {
            made->text_used = piece.start;
            return recent;
        }
    }
    reading->recent[reading->next_recent++ % RECENT] = piece;
    return piece;
}

/* From here on `name` speaks, empty for somebody unknown. */
static void change_speaker(struct reading *reading, struct span name)
{
    reading->said = name;
    if (name.length > 0)
        reading->turn_due = false;
}

static bool same_piece(struct piece a, struct piece b)
{
    return a.start == b.start && a.length == b.length;
}

static void add_segment(struct reading *reading, const struct segment *raw,
                        struct piece speaker)
{
    struct transcript *made = reading->made;
    struct piece sign = {0};
    struct segment segment = {.start = raw->start,
                              .end = raw->end,
                              .speaker = speaker,
                              .opens_cue = reading->cue_begins,
                              .opens_turn = reading->turn_due};

    if (reading->turn_due)
        note_error(reading, transcript_append(made, SPAN(TURN_SIGN), &sign));
    segment.text.start = (uint32_t)made->text_used;
    note_error(reading, transcript_add(made, segment));
    made->cues += reading->cue_begins;
    made->has_speakers = made->has_speakers || speaker.length > 0;
    reading->cue_begins = false;
    reading->turn_due = false;
}

/* The segment that words go to now: the cue's last, if the same speaks on. */
static struct segment *segment_at_hand(struct reading *reading,
                                       const struct segment *raw)
{
    struct transcript *made = reading->made;
    struct piece speaker = name_piece(reading, reading->said);

    if (reading->cue_begins || reading->turn_due ||
        !same_piece(made->segments[made->count - 1].speaker, speaker))
        add_segment(reading, raw, speaker);
    return reading->error == ERROR_NONE ? &made->segments[made->count - 1]
                                        : NULL;
}

/* `dialogue`: a dash at its start tells of a turn. */
static void make_line(struct reading *reading, const struct segment *raw,
                      struct span line, bool dialogue)
{
    struct head head = head_read(line);
    bool named = !reading->has_tags && voices_hold(&reading->voices, &head);
    size_t turn = dialogue && head.dash ? head.signs_length : head.turn_length;
    bool tagged = raw->speaker.length > 0;
    struct segment *segment;
    struct span word;
    struct span rest;

    if (named || (turn > 0 && !tagged)) {
        change_speaker(reading, named ? head.name : SPAN(""));
        reading->turn_due = !named;
    }
    line = span_from(line, named ? head.length : turn);
    rest = line;
    if (!next_word(&rest, &word))
        return;
    segment = segment_at_hand(reading, raw);
    if (segment != NULL)
        append_words(reading, line, &segment->text);
}

/*
 * Does a dash open two lines of a cue or more, each said by another? `cue` is
 * its first segment; what tags say that somebody says counts for none.
 */
static bool is_dialogue(const struct transcript *raw, const struct segment *cue)
{
    const struct segment *end = raw->segments + raw->count;
    unsigned dashes = 0;

    do {
        struct span text = transcript_piece(raw, cue->text);
        struct span line;

        while (cue->speaker.length == 0 && span_cut(&text, '\n', &line))
            dashes += head_read(line).dash;
    } while (++cue < end && !cue->opens_cue);
    return dashes > 1;
}

static void make_segments(struct reading *reading)
{
    const struct transcript *raw = &reading->raw;
    bool dialogue = false;

    for (size_t i = 0; reading->error == ERROR_NONE && i < raw->count; i++) {
        const struct segment *segment = &raw->segments[i];
        struct span rest = transcript_piece(raw, segment->text);
        struct span line;

        if (segment->opens_cue) {
            dialogue = is_dialogue(raw, segment);
            reading->cue_begins = true;
        }
        if (reading->has_tags)
            change_speaker(reading, transcript_piece(raw, segment->speaker));
        while (reading->error == ERROR_NONE && span_cut(&rest, '\n', &line))
            make_line(reading, segment, line,
                      dialogue && segment->speaker.length == 0);
    }
}

static void count_words(struct transcript *made)
{
    for (size_t i = 0; i < made->count; i++) {
        struct span rest = segment_news(made, &made->segments[i]);
        struct span word;

        while (next_word(&rest, &word))
            made->words++;
    }
}

static void complain_of_memory(struct complaints *complaints)
{
    complain(complaints, COMPLAINT_SYNTAX, SPAN("1:1"),
             span_of_string(error_text(ERROR_MEMORY)));
}

bool transcript_read(struct span file, struct complaints *complaints,
                     struct transcript *transcript)
{
    struct reading reading = {.made = transcript};
    bool good;

    *transcript = (struct transcript){0};
    good = read_cues(&reading, file, complaints);
    if (good && !reading.has_tags)
        note_voices(&reading);
    if (good) {
        make_segments(&reading);
        mark_repeats(transcript);
        count_words(transcript);
    }
    if (reading.error != ERROR_NONE)
        complain_of_memory(complaints);
    good = good && reading.error == ERROR_NONE;
    if (!good)
        transcript_free(transcript);
    transcript_free(&reading.raw);
    voices_free(&reading.voices);
    bench_free(&reading.bench);
    return good;
}
