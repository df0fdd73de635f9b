#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .order = ORDER_FIRST_TURNED,
    .given = GIVEN_FULL,
    .rivals = RIVALS_ALL,
    .whole_family = true,
    .turned = SPAN_INIT(", "),
    .and = SPAN_INIT(" and "),
    .last_comma = COMMA_ALWAYS,
    .et_al_comma = COMMA_ALWAYS,
    .most = 3,
    .shown = 1,
    .leads = true,
};

static const struct name_style host_names = {
    .given = GIVEN_FULL,
    .rivals = RIVALS_ALL,
    .whole_family = true,
    .and = SPAN_INIT(" and "),
    .most = 3,
    .shown = 1,
};

static const struct name_style intext_names = {
    .given = GIVEN_NONE,
    .rivals = RIVALS_ALL,
    .whole_family = true,
    .initial = SPAN_INIT(". "),
    .and = SPAN_INIT(" and "),
    .most = 3,
    .shown = 1,
    .leads = true,
};

/* Who made it and where it is part of, joined by commas. */
static void write_container(struct pen *pen, const struct cite_item *item)
{
    pen_italic(pen, item->show, PEN_TITLE);
    if (item->hosts.count > 0) {
        PEN_JOIN(pen, ", ");
        PEN_WORDS(pen, "hosted by ");
        names_write(pen, item, &item->hosts, &host_names);
    }
    if (item->number.length > 0) {
        PEN_JOIN(pen, ", ");
        if (part_number_kind(item->number) != NUMBER_WORD) {
            PEN_WORDS(pen, "episode ");
        }
        part_number(pen, item->number, PEN_AS_IS);
    }
    if (item->publisher.length > 0) {
        PEN_JOIN(pen, ", ");
        pen_text(pen, item->publisher, PEN_AS_IS);
    }
    if (date_known(item->issued)) {
        PEN_JOIN(pen, ", ");
        part_date(pen, item->issued, DATE_DAY_SHORT_YEAR);
    }
    PEN_JOIN(pen, ", ");
    pen_address(pen, item->url);
}

/* When it was read, where it bears no date, and what it is. */
static void write_end(struct pen *pen, const struct cite_item *item)
{
    struct span medium = cite_medium(item);
    struct span joint = SPAN(". ");

    if (!date_known(item->issued) && date_known(item->accessed)) {
        pen_join(pen, joint);
        PEN_WORDS(pen, "Accessed ");
        part_date(pen, item->accessed, DATE_DAY_SHORT_YEAR);
        joint = SPAN(", ");
    }
    if (medium.length > 0) {
        pen_join(pen, joint);
        pen_words(pen, medium);
    }
    PEN_JOIN(pen, ".");
}

void mla_bibliography(struct pen *pen, const struct cite_item *item)
{
    if (item->guests.count > 0) {
        if (item->repeats) {
            part_dash(pen);
        } else {
            names_write(pen, item, &item->guests, &entry_names);
        }
        PEN_JOIN(pen, ". ");
    }
    pen_quoted(pen, item->title, PEN_TITLE);
    PEN_JOIN(pen, ". ");
    write_container(pen, item);
    write_end(pen, item);
}

void mla_intext(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "(");
    if (item->guests.count > 0) {
        names_write(pen, item, &item->guests, &intext_names);
        if (item->has_twin) {
            PEN_JOIN(pen, ", ");
            pen_quoted(pen, item->title, PEN_TITLE);
        }
    } else {
        pen_quoted(pen, item->title, PEN_TITLE);
    }
    part_moment(pen, item, SPAN(", "));
    PEN_WORDS(pen, ")");
}

const struct cite_listing mla_listing = {
    .lead = LEAD_GUESTS,
    .names = &entry_names,
    .short_names = &intext_names,
    .keys = {order_lead_or_title, order_title, order_container},
    .dashes = true,
};
