#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .order = ORDER_ALL_TURNED,
    .given = GIVEN_INITIALS,
    .initial = SPAN_INIT(". "),
    .turned = SPAN_INIT(", "),
    .and = SPAN_INIT(" & "),
    .last_comma = COMMA_ALWAYS,
    .most = 21,
    .shown = 19,
    .ends_last = true,
    .leads = true,
};

static const struct name_style intext_names = {
    .given = GIVEN_NONE,
    .rivals = RIVALS_LEADERS,
    .whole_family = true,
    .initial = SPAN_INIT(". "),
    .leads = true,
    .and = SPAN_INIT(" & "),
    .most = 3,
    .shown = 1,
};

static void write_names(struct pen *pen, const struct cite_item *item)
{
    names_write(pen, item, &item->hosts, &entry_names);
    pen_words(pen, item->hosts.count > 1 ? SPAN(" (Hosts)") : SPAN(" (Host)"));
}

static void write_title(struct pen *pen, const struct cite_item *item)
{
    static const struct span labels[] = {
        [NUMBER_WORD] = SPAN_INIT(" ("),
        [NUMBER_SINGLE] = SPAN_INIT(" (No. "),
        [NUMBER_RANGE] = SPAN_INIT(" (Nos. "),
    };

    if (item->kind == CITE_SUMMARY) {
        pen_italic(pen, item->title, PEN_AS_IS);
        return;
    }
    pen_text(pen, item->title, PEN_AS_IS);
    if (item->number.length > 0) {
        pen_words(pen, labels[part_number_kind(item->number)]);
        part_number(pen, item->number, PEN_CAPITAL);
        PEN_WORDS(pen, ")");
    }
}

static void write_year(struct pen *pen, const struct cite_item *item)
{
    if (date_known(item->issued)) {
        part_year(pen, item->issued);
    } else {
        part_undated(pen, item);
    }
    pen_words(pen, item->year_suffix);
}

static void write_date(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "(");
    write_year(pen, item);
    if (date_known(item->issued) && item->issued.month > 0) {
        PEN_WORDS(pen, ", ");
        part_date(pen, item->issued, DATE_MONTH_DAY);
    }
    PEN_WORDS(pen, ")");
}

static void write_source(struct pen *pen, const struct cite_item *item)
{
    if (item->kind == CITE_SUMMARY) {
        pen_text(pen, item->show, PEN_TITLE);
        return;
    }
    PEN_WORDS(pen, "In ");
    pen_emphasis(pen, item->show, PEN_AS_IS);
    if (item->publisher.length > 0) {
        PEN_JOIN(pen, ". ");
        pen_text(pen, item->publisher, PEN_AS_IS);
    }
}

static void write_address(struct pen *pen, const struct cite_item *item)
{
    if (!date_known(item->issued)) {
        PEN_WORDS(pen, "Retrieved ");
        if (date_known(item->accessed)) {
            part_date(pen, item->accessed, DATE_MONTH_DAY_YEAR);
            PEN_WORDS(pen, ", from ");
        }
    }
    pen_address(pen, item->url);
}

void apa_bibliography(struct pen *pen, const struct cite_item *item)
{
    bool has_names = item->hosts.count > 0;

    if (has_names) {
        write_names(pen, item);
    } else {
        write_title(pen, item);
    }
    PEN_JOIN(pen, ". ");
    write_date(pen, item);
    PEN_JOIN(pen, ". ");
    if (has_names) {
        write_title(pen, item);
    }
    if (item->kind == CITE_EPISODE) {
        pen_words(pen, has_names ? SPAN(" [") : SPAN("["));
        pen_words(pen, cite_medium(item));
        PEN_WORDS(pen, "]");
        PEN_JOIN(pen, ". ");
    }
    write_source(pen, item);
    PEN_JOIN(pen, ". ");
    write_address(pen, item);
}

void apa_intext(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "(");
    if (item->hosts.count > 0) {
        names_write(pen, item, &item->hosts, &intext_names);
    } else if (item->kind == CITE_SUMMARY) {
        pen_italic(pen, item->title, PEN_TITLE);
    } else {
        pen_quoted(pen, item->title, PEN_TITLE);
    }
    PEN_JOIN(pen, ", ");
    write_year(pen, item);
    part_moment(pen, item, SPAN(", "));
    PEN_WORDS(pen, ")");
}

const struct cite_listing apa_listing = {
    .lead = LEAD_HOSTS,
    .names = &entry_names,
    .short_names = &intext_names,
    .keys = {order_lead_or_numbered_title, order_undated_or_date, order_title},
    .initials_alone = true,
    .letters = true,
};
