#include "render/timeline.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"

/*
 * A line is cut into cells, and what lies in one cell is one mark: so a mark
 * is never narrower than 24 px on the narrowest page, 288 px without its
 * margins (WCAG 2.2, 2.5.8), and there is no more of them than can be told
 * apart. Positions are hundredths of a percent of the line.
 */
#define CELLS 12
#define WHOLE_LINE 10000

/* What a document may say; a damaged record may say more, in seconds. */
#define DURATION_MAX 359999

/* Heights in px: a line with its label above it, and the hours' labels. */
#define LINE_HEIGHT 42
#define LABEL_DOWN 12
#define CELL_DOWN 15
#define CELL_HEIGHT 24
#define HOURS_HEIGHT 16

struct mark {
    int64_t from;
    int64_t to;
    uint32_t count;
};

struct line {
    struct span label;
    struct span one;  /* of one item */
    struct span many; /* of several */
    unsigned field;   /* the list's, in an episode */
    enum shape shape;
    unsigned at; /* the time's, in a row of the list */
};

static const struct line lines[] = {
    {SPAN_INIT("Takeaways"), SPAN_INIT("A takeaway"), SPAN_INIT(" takeaways"),
     EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY, TAKEAWAY_AT},
    {SPAN_INIT("Moments"), SPAN_INIT("A surprising moment"),
     SPAN_INIT(" surprising moments"), EPISODE_SURPRISING, SHAPE_SURPRISE,
     SURPRISE_AT},
    {SPAN_INIT("Quotes"), SPAN_INIT("A quote"), SPAN_INIT(" quotes"),
     EPISODE_QUOTES, SHAPE_QUOTE, QUOTE_AT},
};

#define LINES (sizeof lines / sizeof *lines)

/* Finds a line's marks; false where it has none. */
static bool find_marks(const struct line *line, struct row episode,
                       struct mark *marks)
{
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    struct rows rows = record_rows(episode, line->field, line->shape);
    bool found = false;

    for (unsigned i = 0; i < CELLS; i++)
        marks[i] = (struct mark){0};
    for (uint32_t i = 0; i < rows.count; i++) {
        int64_t at = record_whole(rows_at(rows, i), line->at);
        struct mark *mark;

        if (at == RECORD_ABSENT || at > duration)
            continue;
        mark = &marks[at == duration ? CELLS - 1 : at * CELLS / duration];
        if (mark->count == 0 || at < mark->from)
            mark->from = at;
        if (mark->count == 0 || at > mark->to)
            mark->to = at;
        mark->count++;
        found = true;
    }
    return found;
}

static void write_percent(struct sink *sink, int64_t hundredths)
{
    sink_decimal(sink, hundredths / 100);
    LIT(sink, ".");
    sink_decimal_padded(sink, (uint64_t)(hundredths % 100), 2);
    LIT(sink, "%");
}

/* "A quote at 1:23:45", "3 quotes from 1:23:45 to 1:25:00" */
static void write_mark_name(struct sink *sink, const struct line *line,
                            const struct mark *mark)
{
    if (mark->count == 1) {
        sink_ready(sink, line->one);
    } else {
        sink_decimal(sink, mark->count);
        sink_ready(sink, line->many);
    }
    if (mark->from == mark->to) {
        LIT(sink, " at ");
        clock_write(sink, mark->from);
    } else {
        LIT(sink, " from ");
        clock_write(sink, mark->from);
        LIT(sink, " to ");
        clock_write(sink, mark->to);
    }
}

static void write_mark(struct sink *sink, const struct line *line,
                       struct row episode, const struct mark *mark,
                       unsigned cell, int64_t top)
{
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    bool linked = has_recording(episode);

    if (linked) {
        LIT(sink, "<a href=\"");
        recording_address(sink, html_url, episode, mark->from);
        LIT(sink, "\">");
    } else {
        LIT(sink, "<g>");
    }
    LIT(sink, "<title>");
    write_mark_name(sink, line, mark);
    LIT(sink, "</title><rect x=\"");
    write_percent(sink, (int64_t)cell * WHOLE_LINE / CELLS);
    LIT(sink, "\" y=\"");
    sink_decimal(sink, top + CELL_DOWN);
    LIT(sink, "\" width=\"");
    write_percent(sink, WHOLE_LINE / CELLS);
    LIT(sink, "\" height=\"");
    sink_decimal(sink, CELL_HEIGHT);
    LIT(sink, "\"/><line x1=\"");
    write_percent(sink, mark->from * WHOLE_LINE / duration);
    LIT(sink, "\" x2=\"");
    write_percent(sink, mark->to * WHOLE_LINE / duration);
    LIT(sink, "\" y1=\"");
    sink_decimal(sink, top + CELL_DOWN + CELL_HEIGHT / 2);
    LIT(sink, "\" y2=\"");
    sink_decimal(sink, top + CELL_DOWN + CELL_HEIGHT / 2);
    if (linked)
        LIT(sink, "\"/></a>\n");
    else
        LIT(sink, "\"/></g>\n");
}

static void write_line(struct sink *sink, const struct line *line,
                       struct row episode, const struct mark *marks,
                       int64_t top)
{
    LIT(sink, "<text y=\"");
    sink_decimal(sink, top + LABEL_DOWN);
    LIT(sink, "\">");
    sink_ready(sink, line->label);
    LIT(sink, "</text><rect class=\"track\" width=\"100%\" height=\"1\" y=\"");
    sink_decimal(sink, top + CELL_DOWN + CELL_HEIGHT / 2);
    LIT(sink, "\"/>\n");
    for (unsigned i = 0; i < CELLS; i++) {
        if (marks[i].count > 0)
            write_mark(sink, line, episode, &marks[i], i, top);
    }
}

/* The step between labelled times, so that there are at most five of them. */
static int64_t hour_step(int64_t duration)
{
    static const int64_t steps[] = {60,   300,   600,   1800,  3600,
                                    7200, 10800, 18000, 36000, 90000};
    size_t i = 0;

    while (duration / steps[i] > 4 && i + 1 < sizeof steps / sizeof *steps)
        i++;
    return steps[i];
}

static void write_hour(struct sink *sink, int64_t at, int64_t duration,
                       int64_t top)
{
    LIT(sink, "<text x=\"");
    write_percent(sink, at * WHOLE_LINE / duration);
    LIT(sink, "\" y=\"");
    sink_decimal(sink, top + LABEL_DOWN);
    if (at == duration)
        LIT(sink, "\" text-anchor=\"end\">");
    else
        LIT(sink, "\">");
    clock_write(sink, at);
    LIT(sink, "</text>");
}

static void write_hours(struct sink *sink, int64_t duration, int64_t top)
{
    int64_t step = hour_step(duration);

    /* Further right, a label would run into that of the end. */
    for (int64_t at = 0; at <= duration * 6 / 10; at += step)
        write_hour(sink, at, duration, top);
    write_hour(sink, duration, duration, top);
    LIT(sink, "\n");
}

void timeline(struct sink *sink, struct row episode)
{
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    struct mark marks[LINES][CELLS];
    bool shown[LINES];
    int64_t count = 0;
    int64_t top = 0;

    if (duration <= 0 || duration > DURATION_MAX)
        return;
    for (size_t i = 0; i < LINES; i++) {
        shown[i] = find_marks(&lines[i], episode, marks[i]);
        count += shown[i];
    }
    if (count == 0)
        return;

    LIT(sink, "<figure class=\"timeline\">\n"
              "<figcaption>Where in the conversation");
    if (has_recording(episode))
        LIT(sink, " · each mark opens the recording there");
    LIT(sink,
        "</figcaption>\n"
        "<svg role=\"group\" aria-label=\"Timeline of the conversation, ");
    clock_write(sink, duration);
    LIT(sink, " long\" width=\"100%\" height=\"");
    sink_decimal(sink, count * LINE_HEIGHT + HOURS_HEIGHT);
    LIT(sink, "\">\n");
    for (size_t i = 0; i < LINES; i++) {
        if (!shown[i])
            continue;
        write_line(sink, &lines[i], episode, marks[i], top);
        top += LINE_HEIGHT;
    }
    write_hours(sink, duration, top);
    LIT(sink, "</svg>\n"
              "</figure>\n");
}
