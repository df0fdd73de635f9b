#include "cite/names.h"
#include "cite/parts.h"
#include "cite/styles.h"

static const struct name_style entry_names = {
    .given = GIVEN_INITIALS,
    .initial = SPAN_INIT(". "),
    .and = SPAN_INIT(" and "),
    .et_al_italic = true,
    .most = 7,
    .shown = 1,
};

/* Opens the bracket; the entry that stands alone is the first. */
static void write_place(struct pen *pen, const struct cite_item *item)
{
    PEN_WORDS(pen, "[");
    part_place(pen, item);
}

static void write_episode(struct pen *pen, const struct cite_item *item)
{
    PEN_JOIN(pen, ", ");
    pen_italic(pen, item->show, PEN_AS_IS);
    if (item->publisher.length > 0) {
        PEN_JOIN(pen, ", ");
        pen_text(pen, item->publisher, PEN_AS_IS);
    }
    if (date_known(item->issued)) {
        PEN_JOIN(pen, ", ");
        part_date(pen, item->issued, DATE_SHORT_DAY_YEAR);
    }
}

static void write_access(struct pen *pen, const struct cite_item *item)
{
    struct span medium = cite_medium(item);

    PEN_JOIN(pen, ". ");
    if (date_known(item->accessed)) {
        PEN_WORDS(pen, "Accessed: ");
        part_date(pen, item->accessed, DATE_SHORT_DAY_YEAR);
        PEN_JOIN(pen, ". ");
    }
    PEN_WORDS(pen, "[");
    pen_words(pen, medium.length > 0 ? medium : SPAN("Online"));
    PEN_WORDS(pen, "]. Available: ");
    pen_address(pen, item->url);
}

void ieee_bibliography(struct pen *pen, const struct cite_item *item)
{
    write_place(pen, item);
    PEN_WORDS(pen, "] ");
    if (item->hosts.count > 0) {
        names_write(pen, item, &item->hosts, &entry_names);
        PEN_JOIN(pen, ", ");
    }
    pen_quoted(pen, item->title, PEN_AS_IS);
    if (item->kind == CITE_EPISODE) {
        write_episode(pen, item);
    } else {
        PEN_JOIN(pen, ", ");
        pen_text(pen, item->show, PEN_AS_IS);
    }
    write_access(pen, item);
}

void ieee_intext(struct pen *pen, const struct cite_item *item)
{
    write_place(pen, item);
    part_moment(pen, item, SPAN(", "));
    PEN_WORDS(pen, "]");
}
