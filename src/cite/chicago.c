/*
 * chicago.c - both systems of the Chicago manual print the same parts; they
 * differ in where the date stands, and a note's parts are joined by commas.
 */
#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .order = ORDER_FIRST_TURNED,
    .given = GIVEN_FULL,
    .demotes = true,
    .turned = SPAN_INIT(", "),
    .and = SPAN_INIT(" and "),
    .last_comma = COMMA_ALWAYS,
    .most = 11,
    .shown = 7,
    .leads = true,
};

static const struct name_style host_names = {
    .given = GIVEN_FULL,
    .and = SPAN_INIT(" and "),
    .most = 11,
    .shown = 7,
};

static const struct name_style note_names = {
    .given = GIVEN_FULL,
    .and = SPAN_INIT(" and "),
    .most = 4,
    .shown = 1,
};

static const struct name_style intext_names = {
    .given = GIVEN_NONE,
    .rivals = RIVALS_LEADERS,
    .initial = SPAN_INIT(". "),
    .and = SPAN_INIT(" and "),
    .most = 4,
    .shown = 1,
    .leads = true,
};

/* What one system and part does, where they differ. */
struct manner {
    const struct name_style *names;
    const struct name_style *hosts;
    enum name_rivals rivals;
    struct span joint;       /* between parts */
    enum pen_case text_case; /* of a part's first word */
    enum date_form date;
    bool has_year_first;
};

static const struct manner author_date = {
    .names = &entry_names,
    .hosts = &host_names,
    .rivals = RIVALS_LEADERS,
    .joint = SPAN_INIT(". "),
    .text_case = PEN_CAPITAL,
    .date = DATE_MONTH_DAY,
    .has_year_first = true,
};

static const struct manner notes_entry = {
    .names = &entry_names,
    .hosts = &host_names,
    .rivals = RIVALS_ALL,
    .joint = SPAN_INIT(". "),
    .text_case = PEN_CAPITAL,
    .date = DATE_MONTH_DAY_YEAR,
};

static const struct manner note = {
    .names = &note_names,
    .hosts = &note_names,
    .rivals = RIVALS_ALL,
    .joint = SPAN_INIT(", "),
    .text_case = PEN_AS_IS,
    .date = DATE_MONTH_DAY_YEAR,
};

static const struct cite_people *leaders(const struct cite_item *item)
{
    return item->guests.count > 0 ? &item->guests : &item->hosts;
}

static struct span leaders_label(const struct cite_item *item)
{
    if (item->guests.count > 0) {
        return item->guests.count > 1 ? SPAN("guests") : SPAN("guest");
    }
    return item->hosts.count > 1 ? SPAN("hosts") : SPAN("host");
}

static void write_show(struct pen *pen, const struct cite_item *item)
{
    if (item->kind == CITE_SUMMARY) {
        pen_text(pen, item->show, PEN_TITLE);
    } else {
        pen_italic(pen, item->show, PEN_TITLE);
    }
}

static void write_people(struct pen *pen, const struct cite_item *item,
                         const struct cite_people *people,
                         const struct name_style *style,
                         const struct manner *manner)
{
    struct name_style names = *style;

    names.rivals = manner->rivals;
    names_write(pen, item, people, &names);
}

/* Hosts where guests lead. */
static void write_hosts(struct pen *pen, const struct cite_item *item,
                        const struct manner *manner)
{
    if (item->guests.count > 0 && item->hosts.count > 0) {
        PEN_JOIN(pen, ", ");
        PEN_WORDS(pen, "hosted by ");
        write_people(pen, item, &item->hosts, manner->hosts, manner);
    }
}

static void write_number(struct pen *pen, const struct cite_item *item,
                         const struct manner *manner)
{
    if (part_number_kind(item->number) == NUMBER_WORD) {
        part_number(pen, item->number, manner->text_case);
        return;
    }
    pen_words(pen, manner->text_case == PEN_CAPITAL ? SPAN("Episode ")
                                                    : SPAN("episode "));
    part_number(pen, item->number, PEN_AS_IS);
}

/*
 * Behind a show whose name ends in ? or ! the official style's bibliography
 * of notes prints a full stop, unless the name holds an apostrophe or
 * quotation marks.
 */
static void join_show(struct pen *pen, const struct cite_item *item,
                      const struct manner *manner)
{
    if (manner == &notes_entry && !pen_is_marked(item->show)) {
        pen_stop(pen, manner->joint);
    } else {
        pen_join(pen, manner->joint);
    }
}

/* Title, show and number; a numbered one names its show first. */
static void write_work(struct pen *pen, const struct cite_item *item,
                       const struct manner *manner, bool show_is_done)
{
    if (item->number.length > 0) {
        if (!show_is_done) {
            write_show(pen, item);
            join_show(pen, item, manner);
        }
        write_number(pen, item, manner);
        PEN_JOIN(pen, ", ");
    }
    pen_quoted(pen, item->title, PEN_TITLE);
    if (item->number.length == 0 && !show_is_done) {
        pen_join(pen, manner->joint);
        write_show(pen, item);
    }
    write_hosts(pen, item, manner);
}

/* An undated conversation says so, unless its entry opens with the year. */
static bool prints_date(const struct cite_item *item,
                        const struct manner *manner)
{
    if (manner->has_year_first) {
        return date_known(item->issued) && item->issued.month > 0;
    }
    return date_known(item->issued) || item->kind == CITE_EPISODE;
}

static void write_publication(struct pen *pen, const struct cite_item *item,
                              const struct manner *manner)
{
    if (item->publisher.length > 0) {
        pen_join(pen, manner->joint);
        pen_text(pen, item->publisher, manner->text_case);
    }
    if (!prints_date(item, manner)) {
        return;
    }
    pen_join(pen, item->publisher.length > 0 ? SPAN(", ") : manner->joint);
    if (date_known(item->issued)) {
        part_date(pen, item->issued, manner->date);
    } else {
        PEN_WORDS(pen, "n.d.");
    }
}

static void write_medium(struct pen *pen, const struct cite_item *item,
                         const struct manner *manner)
{
    if (item->kind != CITE_EPISODE) {
        return;
    }
    pen_join(pen, manner->joint);
    pen_words(pen, cite_medium(item));
    if (item->duration >= 0) {
        PEN_WORDS(pen, ", ");
        part_duration(pen, item->duration);
    }
}

static void write_access(struct pen *pen, const struct cite_item *item,
                         const struct manner *manner)
{
    if (!date_known(item->issued) && date_known(item->accessed)) {
        pen_join(pen, manner->joint);
        pen_words(pen, manner->text_case == PEN_CAPITAL ? SPAN("Accessed ")
                                                        : SPAN("accessed "));
        part_date(pen, item->accessed, DATE_MONTH_DAY_YEAR);
    }
    pen_join(pen, manner->joint);
    pen_address(pen, item->url);
    PEN_JOIN(pen, ".");
}

/* Who leads the entry: people with their role, or the show. */
static void write_lead(struct pen *pen, const struct cite_item *item,
                       const struct manner *manner)
{
    const struct cite_people *people = leaders(item);

    if (item->repeats) {
        part_dash(pen);
    } else if (people->count > 0) {
        write_people(pen, item, people, manner->names, manner);
    } else {
        write_show(pen, item);
    }
    if (people->count > 0) {
        PEN_JOIN(pen, ", ");
        pen_words(pen, leaders_label(item));
    }
    pen_join(pen, manner->joint);
}

static void write_entry(struct pen *pen, const struct cite_item *item,
                        const struct manner *manner)
{
    bool show_leads = leaders(item)->count == 0;

    write_lead(pen, item, manner);
    if (manner->has_year_first) {
        if (date_known(item->issued)) {
            part_year(pen, item->issued);
        } else {
            part_undated(pen, item);
        }
        pen_words(pen, item->year_suffix);
        PEN_JOIN(pen, ". ");
    }
    write_work(pen, item, manner, show_leads);
    write_publication(pen, item, manner);
    write_medium(pen, item, manner);
    write_access(pen, item, manner);
}

void chicago_bibliography(struct pen *pen, const struct cite_item *item)
{
    write_entry(pen, item, &author_date);
}

void chicago_notes_bibliography(struct pen *pen, const struct cite_item *item)
{
    write_entry(pen, item, &notes_entry);
}

void chicago_intext(struct pen *pen, const struct cite_item *item)
{
    const struct cite_people *people = leaders(item);

    PEN_WORDS(pen, "(");
    if (people->count > 0) {
        names_write(pen, item, people, &intext_names);
    } else {
        write_show(pen, item);
    }
    if (date_known(item->issued)) {
        PEN_WORDS(pen, " ");
        part_year(pen, item->issued);
    } else {
        PEN_JOIN(pen, ", ");
        part_undated(pen, item);
    }
    pen_words(pen, item->year_suffix);
    part_moment(pen, item, SPAN(", at "));
    PEN_WORDS(pen, ")");
}

void chicago_notes_note(struct pen *pen, const struct cite_item *item)
{
    bool has_people = leaders(item)->count > 0;
    bool show_leads =
        !has_people && item->number.length > 0 && item->kind == CITE_EPISODE;

    if (has_people || show_leads) {
        write_lead(pen, item, &note);
    }
    write_work(pen, item, &note, show_leads);
    write_publication(pen, item, &note);
    part_moment(pen, item, SPAN(", at "));
    write_medium(pen, item, &note);
    write_access(pen, item, &note);
}

const struct cite_listing chicago_listing = {
    .lead = LEAD_ANYONE,
    .names = &entry_names,
    .short_names = &intext_names,
    .demotes = true,
    .keys = {order_lead_or_show, order_year, order_numbered_title, order_source,
             order_date},
    .letters = true,
    .dashes = true,
};

const struct cite_listing chicago_notes_listing = {
    .lead = LEAD_ANYONE,
    .names = &entry_names,
    .demotes = true,
    .keys = {order_lead_or_show, order_numbered_title, order_source,
             order_date},
    .dashes = true,
};
