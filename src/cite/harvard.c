#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .order = ORDER_ALL_TURNED,
    .given = GIVEN_INITIALS,
    .rivals = RIVALS_ALL,
    .initial = SPAN_INIT("."),
    .turned = SPAN_INIT(", "),
    .and = SPAN_INIT(" and "),
    .last_comma = COMMA_NEVER,
    .et_al_italic = true,
    .most = 4,
    .shown = 1,
    .leads = true,
};

static const struct name_style intext_names = {
    .given = GIVEN_NONE,
    .rivals = RIVALS_ALL,
    .initial = SPAN_INIT(". "),
    .and = SPAN_INIT(" and "),
    .last_comma = COMMA_NEVER,
    .et_al_italic = true,
    .most = 4,
    .shown = 1,
    .leads = true,
};

static void write_title(struct pen *pen, const struct cite_item *item)
{
    if (item->kind == CITE_SUMMARY) {
        pen_italic(pen, item->title, PEN_AS_IS);
    } else {
        pen_quoted(pen, item->title, PEN_AS_IS);
    }
}

static void write_year(struct pen *pen, const struct cite_item *item)
{
    if (date_known(item->issued)) {
        part_year(pen, item->issued);
    } else {
        PEN_WORDS(pen, "no date");
        if (item->year_suffix.length > 0) {
            PEN_WORDS(pen, " ");
        }
    }
    pen_words(pen, item->year_suffix);
}

void harvard_bibliography(struct pen *pen, const struct cite_item *item)
{
    bool has_names = item->hosts.count > 0;

    if (has_names) {
        names_write(pen, item, &item->hosts, &entry_names);
    } else {
        write_title(pen, item);
    }
    PEN_WORDS(pen, " (");
    write_year(pen, item);
    PEN_WORDS(pen, ") ");
    if (has_names) {
        write_title(pen, item);
        PEN_JOIN(pen, ", ");
    }
    pen_italic(pen, item->show, PEN_AS_IS);
    if (item->publisher.length > 0) {
        PEN_JOIN(pen, ". ");
        pen_text(pen, item->publisher, PEN_AS_IS);
    }
    PEN_JOIN(pen, ". ");
    PEN_WORDS(pen, "Available at: ");
    pen_address(pen, item->url);
    if (date_known(item->accessed)) {
        PEN_WORDS(pen, " (Accessed: ");
        part_date(pen, item->accessed, DATE_DAY_MONTH_YEAR);
        PEN_WORDS(pen, ")");
    }
    PEN_JOIN(pen, ".");
}

void harvard_intext(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "(");
    if (item->hosts.count > 0) {
        names_write(pen, item, &item->hosts, &intext_names);
    } else {
        write_title(pen, item);
    }
    PEN_JOIN(pen, ", ");
    write_year(pen, item);
    part_moment(pen, item, SPAN(", "));
    PEN_WORDS(pen, ")");
}

const struct cite_listing harvard_listing = {
    .lead = LEAD_HOSTS,
    .names = &entry_names,
    .short_names = &intext_names,
    .demotes = true,
    .keys = {order_lead_or_title, order_year, order_title},
    .letters = true,
};
