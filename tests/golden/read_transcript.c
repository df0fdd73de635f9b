/*
 * read_transcript - prints what is read out of a WebVTT or SubRip file: its
 * counts, then a line a segment. What a cue repeats of the one above it
 * stands before a bar.
 *
 *     read_transcript FILE
 *
 * Exits 1 where the file is refused; its complaint is printed then.
 */
#include <stdio.h>
#include <stdlib.h>

#include "publish/transcript.h"

static enum error write_out(struct sink *sink, const char *bytes, size_t length)
{
    (void)sink;
    return fwrite(bytes, 1, length, stdout) == length ? ERROR_NONE
                                                      : ERROR_SYSTEM;
}

static struct span read_file(const char *name)
{
    static char bytes[1 << 20];
    FILE *file = fopen(name, "rb");
    struct span text = {bytes, 0};

    if (file == NULL) {
        perror(name);
        exit(2);
    }
    text.length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return text;
}

static void print_counts(struct sink *sink, const struct transcript *transcript)
{
    const struct {
        struct span name;
        size_t count;
        size_t line;
    } counts[] = {
        {SPAN("cues"), transcript->cues, 0},
        {SPAN("words"), transcript->words, 0},
        {SPAN("step back"), transcript->steps_back, transcript->step_line},
        {SPAN("turned"), transcript->turned, transcript->turned_line},
        {SPAN("strays"), transcript->strays, transcript->stray_line},
    };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (counts[i].count == 0)
            continue;
        sink_ready(sink, counts[i].name);
        LIT(sink, " ");
        sink_decimal(sink, (int64_t)counts[i].count);
        if (counts[i].line > 0) {
            LIT(sink, ", first at line ");
            sink_decimal(sink, (int64_t)counts[i].line);
        }
        LIT(sink, "\n");
    }
}

static void print_segment(struct sink *sink,
                          const struct transcript *transcript,
                          const struct segment *segment)
{
    struct span text = transcript_piece(transcript, segment->text);

    if (segment->opens_cue) {
        sink_decimal(sink, segment->start);
        LIT(sink, " ");
        sink_decimal(sink, segment->end);
    }
    LIT(sink, " [");
    sink_ready(sink, transcript_piece(transcript, segment->speaker));
    LIT(sink, "] ");
    if (segment->opens_turn)
        LIT(sink, ">> ");
    if (segment->repeated > 0) {
        sink_ready(sink, span_first(text, segment->repeated));
        LIT(sink, "| ");
    }
    sink_ready(sink, segment_news(transcript, segment));
    LIT(sink, "\n");
}

int main(int argc, char **argv)
{
    struct complaints complaints = {0};
    struct transcript transcript;
    char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer);
    bool good;

    if (argc != 2)
        return 2;
    sink.drain = write_out;
    good = transcript_read(read_file(argv[1]), &complaints, &transcript);
    complaints_write(&complaints, span_of_string(argv[1]), &sink);
    if (good)
        print_counts(&sink, &transcript);
    for (size_t i = 0; i < transcript.count; i++)
        print_segment(&sink, &transcript, &transcript.segments[i]);
    sink_flush(&sink);
    complaints_free(&complaints);
    transcript_free(&transcript);
    return good ? 0 : 1;
}
