/*
 * In two steps: the rows, and then the parts that they are divided into by
 * the size of what they are shown as.
 */
#include "publish/segments.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "render/transcript.h"

/*
 * Takes as much off *text as fits a row, whole words if there are any. Rows of
 * a segment are its text when put together, so the space goes with the word
 * before it; but none begins with what would be the sign of a turn.
 */
static struct span take_row(struct span *text)
{
    struct span row = utf8_first(*text, ROW_TEXT_MAX);
    size_t word = row.length;

    if (row.length < text->length) {
        while (word > 0 && row.at[word - 1] != ' ')
            word--;
        if (word > 0)
            row.length = word;
        if (span_starts(span_from(*text, row.length), SPAN(TURN_SIGN)))
            row = utf8_first(row, row.length - 1);
    }
    *text = span_from(*text, row.length);
    return row;
}

/* A segment's text, behind the sign of a turn that it opens. */
static struct span shown(const struct transcript *transcript,
                         const struct segment *segment)
{
    uint32_t sign = segment->opens_turn ? sizeof TURN_SIGN - 1 : 0;
    struct piece text = segment->text;

    text.start -= sign;
    text.length += sign;
    return transcript_piece(transcript, text);
}

static uint32_t count_rows(const struct transcript *transcript)
{
    uint32_t count = 0;

    for (size_t i = 0; i < transcript->count; i++) {
        struct span rest = shown(transcript, &transcript->segments[i]);

        for (; rest.length > 0; count++)
            take_row(&rest);
    }
    return count;
}

/* When a cue starts, for telling those of one second apart. */
struct start {
    int64_t second;
    size_t segment;
};

static int by_second(const void *a, const void *b)
{
    const struct start *left = a;
    const struct start *right = b;

    if (left->second != right->second)
        return left->second < right->second ? -1 : 1;
    return left->segment < right->segment ? -1 : left->segment > right->segment;
}

/*
 * A number for each segment that opens a cue: which it is of those that start
 * in its second, in the order of the file, from 1. NULL without memory; the
 * caller frees it.
 */
static uint32_t *number_cues(const struct transcript *transcript)
{
    struct start *starts = calloc(transcript->count + 1, sizeof *starts);
    uint32_t *numbers = calloc(transcript->count + 1, sizeof *numbers);
    size_t count = 0;

    if (starts == NULL || numbers == NULL) {
        free(starts);
        free(numbers);
        return NULL;
    }
    for (size_t i = 0; i < transcript->count; i++) {
        if (transcript->segments[i].opens_cue)
            starts[count++] =
                (struct start){transcript->segments[i].start / 1000, i};
    }
    qsort(starts, count, sizeof *starts, by_second);
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || starts[i].second != starts[i - 1].second;

        numbers[starts[i].segment] =
            first ? 1 : numbers[starts[i - 1].segment] + 1;
    }
    free(starts);
    return numbers;
}

/* The rows on their way into the record. */
struct rows_writer {
    const struct transcript *transcript;
    struct writer *writer;
    writer_handle first;
    uint32_t count;         /* written so far */
    struct piece speaker;   /* the last one that was written, */
    writer_handle speaking; /* and the row that has it */
};

static void write_times(struct writer *writer, writer_handle row,
                        const struct segment *segment, uint32_t nth)
{
    writer_whole(writer, row, CUE_START, segment->start);
    writer_whole(writer, row, CUE_END, segment->end);
    if (nth > 1)
        writer_whole(writer, row, CUE_NTH, nth);
}

static void write_speaker(struct rows_writer *rows, writer_handle row,
                          struct piece speaker)
{
    if (speaker.length == 0)
        return;
    if (speaker.start == rows->speaker.start &&
        speaker.length == rows->speaker.length) {
        writer_share(rows->writer, row, CUE_SPEAKER, rows->speaking);
        return;
    }
    writer_text(rows->writer, row, CUE_SPEAKER,
                transcript_piece(rows->transcript, speaker));
    rows->speaker = speaker;
    rows->speaking = row;
}

/* A segment is a row, or several where its text is long. */
static void write_segment(struct rows_writer *rows,
                          const struct segment *segment, uint32_t nth)
{
    struct span rest = shown(rows->transcript, segment);
    size_t repeated = segment->repeated;

    if (repeated > 0)
        repeated += rest.length - segment->text.length;
    for (bool begins = true; rest.length > 0; begins = false) {
        writer_handle row = writer_row(rows->first, SHAPE_CUE, rows->count++);
        size_t length = rest.length;
        struct span text = take_row(&rest);

        if (begins && segment->opens_cue)
            write_times(rows->writer, row, segment, nth);
        write_speaker(rows, row, segment->speaker);
        writer_text(rows->writer, row, CUE_TEXT, text);
        if (repeated > 0)
            writer_whole(rows->writer, row, CUE_REPEATED, (int64_t)repeated);
        length -= rest.length; /* what was taken, the space behind too */
        repeated = repeated > length ? repeated - length : 0;
    }
}

static enum error write_rows(const struct transcript *transcript,
                             struct writer *writer)
{
    struct rows_writer rows = {.transcript = transcript, .writer = writer};
    uint32_t *numbers = number_cues(transcript);

    if (numbers == NULL)
        return ERROR_MEMORY;
    rows.first = writer_rows(writer, WRITER_ROOT, TRANSCRIPT_CUES, SHAPE_CUE,
                             count_rows(transcript));
    for (size_t i = 0; i < transcript->count; i++)
        write_segment(&rows, &transcript->segments[i], numbers[i]);
    free(numbers);
    return ERROR_NONE;
}

/* How many bytes of HTML a row adds behind those of `flow`. */
static uint64_t size_of_row(struct row episode, struct row cue,
                            struct transcript_flow *flow)
{
    struct sink counting = sink_counting();

    transcript_row(&counting, episode, cue, flow);
    return sink_length(&counting);
}

/* Writes the first row of each part to `firsts`; how many there are. */
static uint32_t divide(struct row episode, struct rows cues, uint32_t *firsts)
{
    struct transcript_flow flow = {0};
    uint32_t count = 0;
    uint64_t used = 0;

    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);

        used += size_of_row(episode, cue, &flow);
        if (i > 0 && used <= PART_ROWS_BYTES)
            continue;
        firsts[count++] = i;
        flow = (struct transcript_flow){0};
        used = size_of_row(episode, cue, &flow);
    }
    return count;
}

static enum error write_parts(struct row episode, struct row root,
                              struct writer *writer)
{
    struct rows cues = record_rows(root, TRANSCRIPT_CUES, SHAPE_CUE);
    uint32_t *firsts = calloc(cues.count + 1, sizeof *firsts);
    writer_handle row;
    uint32_t count;

    if (firsts == NULL)
        return ERROR_MEMORY;
    count = divide(episode, cues, firsts);
    writer_reopen(writer);
    row = writer_rows(writer, WRITER_ROOT, TRANSCRIPT_PARTS, SHAPE_PART, count);
    for (uint32_t i = 0; i < count; i++)
        writer_whole(writer, writer_row(row, SHAPE_PART, i), PART_FIRST,
                     firsts[i]);
    free(firsts);
    return ERROR_NONE;
}

enum error segments_write(const struct transcript *transcript,
                          struct row episode, struct span key,
                          struct writer *writer, struct span *record)
{
    struct row root;
    enum error error;

    writer_begin(writer, SHAPE_TRANSCRIPT, key);
    error = write_rows(transcript, writer);
    if (error == ERROR_NONE)
        error = writer_end(writer, record);
    if (error == ERROR_NONE)
        error = record_open(*record, SHAPE_TRANSCRIPT, key, &root);
    if (error == ERROR_NONE)
        error = write_parts(episode, root, writer);
    return error == ERROR_NONE ? writer_end(writer, record) : error;
}
