#include "cite/item.h"

#include "base/utf8.h"
#include "text/letter.h"

bool date_known(struct date date)
{
    return date.year != DATE_UNKNOWN;
}

struct span cite_medium(const struct cite_item *item)
{
    if (item->kind != CITE_EPISODE) {
        return SPAN("");
    }
    return item->video ? SPAN("Video podcast episode")
                       : SPAN("Audio podcast episode");
}

bool particle_joins(struct span particle)
{
    return span_ends(particle, SPAN("'")) ||
           span_ends(particle, SPAN("\u2019")) ||
           span_ends(particle, SPAN("-")) || span_ends(particle, SPAN(" "));
}

static void write_before(struct sink *sink, struct span part, bool joins,
                         void (*escape)(struct sink *sink, struct span text))
{
    if (part.length == 0) {
        return;
    }
    escape(sink, part);
    if (!joins) {
        LIT(sink, " ");
    }
}

void name_family_write(struct sink *sink, const struct cite_name *name,
                       void (*escape)(struct sink *sink, struct span text))
{
    write_before(sink, name->particle, particle_joins(name->particle), escape);
    escape(sink, name->family);
}

static bool is_cjk(struct span text)
{
    size_t at = 0;

    return text.length > 0 && letter_is_cjk(utf8_next(text, &at));
}

void name_plain_write(struct sink *sink, const struct cite_name *name,
                      void (*escape)(struct sink *sink, struct span text))
{
    if (name->literal.length > 0) {
        escape(sink, name->literal);
        return;
    }
    if (is_cjk(name->family) && is_cjk(name->given)) {
        escape(sink, name->family);
        escape(sink, name->given);
        return;
    }
    write_before(sink, name->given, false, escape);
    write_before(sink, name->dropping, particle_joins(name->dropping), escape);
    name_family_write(sink, name, escape);
    if (name->suffix.length > 0) {
        LIT(sink, " ");
        escape(sink, name->suffix);
    }
}
