#include "cite/ris.h"

#include "base/utf8.h"

/* What some reader or other takes for the end of a line, or for a control. */
static bool breaks_line(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) ||
           point == 0x2028 || point == 0x2029;
}

static void ris_text(struct sink *sink, struct span text)
{
    size_t at = 0;

    while (at < text.length) {
        size_t start = at;

        if (breaks_line(utf8_next(text, &at)))
            LIT(sink, " ");
        else
            sink_ready(sink, (struct span){text.at + start, at - start});
    }
}

static void open_field(struct sink *sink, struct span tag)
{
    sink_ready(sink, tag);
    LIT(sink, "  - ");
}

static void write_field(struct sink *sink, struct span tag, struct span text)
{
    if (text.length > 0) {
        open_field(sink, tag);
        ris_text(sink, text);
        LIT(sink, "\r\n");
    }
}

/* Family, Given, Suffix. */
static void write_name(struct sink *sink, const struct cite_name *name)
{
    if (name->literal.length > 0) {
        ris_text(sink, name->literal);
        return;
    }
    name_family_write(sink, name, ris_text);
    if (name->given.length > 0 || name->dropping.length > 0) {
        LIT(sink, ", ");
    }
    ris_text(sink, name->given);
    if (name->given.length > 0 && name->dropping.length > 0) {
        LIT(sink, " ");
    }
    ris_text(sink, name->dropping);
    if (name->suffix.length > 0) {
        LIT(sink, ", ");
        ris_text(sink, name->suffix);
    }
}

static void write_people(struct sink *sink, struct span tag,
                         const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;

    if (people->count == 0) {
        return;
    }
    while (people->next(people, &place, &name)) {
        open_field(sink, tag);
        write_name(sink, &name);
        LIT(sink, "\r\n");
    }
}

/* YYYY/MM/DD/, with what isn't known left empty. */
static void write_date(struct sink *sink, struct span tag, struct date date)
{
    if (!date_known(date)) {
        return;
    }
    open_field(sink, tag);
    sink_decimal_padded(sink, (uint64_t)date.year, 4);
    LIT(sink, "/");
    if (date.month > 0) {
        sink_decimal_padded(sink, (uint64_t)date.month, 2);
    }
    LIT(sink, "/");
    if (date.day > 0) {
        sink_decimal_padded(sink, (uint64_t)date.day, 2);
    }
    LIT(sink, "/\r\n");
}

static void write_year(struct sink *sink, struct date date)
{
    if (date_known(date)) {
        open_field(sink, SPAN("PY"));
        sink_decimal_padded(sink, (uint64_t)date.year, 4);
        LIT(sink, "\r\n");
    }
}

static void write_entry(struct sink *sink, const struct cite_item *item)
{
    write_field(sink, SPAN("TY"),
                item->kind == CITE_EPISODE ? SPAN("SOUND") : SPAN("ELEC"));
    write_field(sink, SPAN("ID"), item->key);
    write_people(sink, SPAN("AU"), &item->hosts);
    write_people(sink, SPAN("A2"), &item->guests);
    write_field(sink, SPAN("TI"), item->title);
    write_field(sink, SPAN("T2"), item->show);
    write_year(sink, item->issued);
    write_date(sink, SPAN("DA"), item->issued);
    write_field(sink, SPAN("PB"), item->publisher);
    write_field(sink, SPAN("M1"), item->number);
    write_field(sink, SPAN("M3"), cite_medium(item));
    write_field(sink, SPAN("LA"), item->language);
    write_field(sink, SPAN("UR"), item->url);
    write_date(sink, SPAN("Y2"), item->accessed);
    LIT(sink, "ER  - \r\n");
}

void ris_file(struct sink *sink, const struct cite_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            LIT(sink, "\r\n");
        }
        write_entry(sink, &items[i]);
    }
}
