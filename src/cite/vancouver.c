#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .order = ORDER_ALL_TURNED,
    .given = GIVEN_INITIALS,
    .initial = SPAN_INIT(""),
    .splits_hyphens = true,
    .turned = SPAN_INIT(" "),
    .most = 7,
    .shown = 6,
};

/* 2020 [cited 2022 Apr 28] */
static void write_dates(struct pen *pen, const struct cite_item *item)
{
    if (date_known(item->issued)) {
        part_year(pen, item->issued);
    }
    if (!date_known(item->accessed)) {
        return;
    }
    pen_words(pen,
              date_known(item->issued) ? SPAN(" [cited ") : SPAN("[cited "));
    part_date(pen, item->accessed, DATE_YEAR_SHORT_DAY);
    PEN_WORDS(pen, "]");
}

static void write_publication(struct pen *pen, const struct cite_item *item)
{
    bool has_date = date_known(item->issued) || date_known(item->accessed);

    if (item->publisher.length > 0) {
        PEN_JOIN(pen, ". ");
        pen_text(pen, item->publisher, PEN_AS_IS);
    }
    if (has_date) {
        pen_join(pen, item->publisher.length > 0 ? SPAN("; ") : SPAN(". "));
        write_dates(pen, item);
    }
}

void vancouver_bibliography(struct pen *pen, const struct cite_item *item)
{
    part_place(pen, item);
    PEN_WORDS(pen, ". ");
    if (item->hosts.count > 0) {
        names_write(pen, item, &item->hosts, &entry_names);
        PEN_JOIN(pen, ". ");
    }
    if (item->kind == CITE_EPISODE) {
        pen_text(pen, item->title, PEN_AS_IS);
        PEN_JOIN(pen, ". ");
    }
    pen_text(pen, item->show, PEN_AS_IS);
    PEN_WORDS(pen, " [Internet]");
    write_publication(pen, item);
    if (item->kind == CITE_SUMMARY) {
        PEN_JOIN(pen, ". ");
        pen_text(pen, item->title, PEN_AS_IS);
    }
    PEN_JOIN(pen, ". ");
    PEN_WORDS(pen, "Available from: ");
    pen_address(pen, item->url);
}

void vancouver_intext(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "(");
    part_place(pen, item);
    PEN_WORDS(pen, ")");
}
