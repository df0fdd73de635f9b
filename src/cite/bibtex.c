#include "cite/bibtex.h"

#include "base/utf8.h"
#include "text/letter.h"

/* What TeX takes for more than itself. */
static struct span tex_escape(char byte)
{
    switch (byte) {
    case '\\':
        return SPAN("\\textbackslash{}");
    case '{':
        return SPAN("\\textbraceleft{}");
    case '}':
        return SPAN("\\textbraceright{}");
    case '$':
        return SPAN("\\$");
    case '&':
        return SPAN("\\&");
    case '#':
        return SPAN("\\#");
    case '%':
        return SPAN("\\%");
    case '_':
        return SPAN("\\_");
    case '^':
        return SPAN("\\textasciicircum{}");
    case '~':
        return SPAN("\\textasciitilde{}");
    case '<':
        return SPAN("\\textless{}");
    case '>':
        return SPAN("\\textgreater{}");
    case '|':
        return SPAN("\\textbar{}");
    default:
        return SPAN("");
    }
}

static void tex_text(struct sink *sink, struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        struct span escape = tex_escape(text.at[i]);

        sink_ready(sink,
                   escape.length > 0 ? escape : (struct span){text.at + i, 1});
    }
}

/* The url field is read verbatim; only what would end it is encoded. */
static void tex_url(struct sink *sink, struct span url)
{
    for (size_t i = 0; i < url.length; i++) {
        char byte = url.at[i];

        if (byte == '{' || byte == '}' || byte == '\\') {
            LIT(sink, "%");
            sink_hex(sink, (unsigned char)byte, 2);
        } else {
            sink_byte(sink, byte);
        }
    }
}

static bool is_small(struct span word)
{
    size_t at = 0;
    uint32_t point = word.length > 0 ? utf8_next(word, &at) : 0;

    return point != 0 && letter_upper(point) != point;
}

/* Words that only braces keep from being read as something else. */
static bool wants_braces(struct span part)
{
    return span_find(part, ',') < part.length || is_small(part) ||
           span_find_span(part, SPAN(" and ")) < part.length ||
           span_starts(part, SPAN("and ")) || span_ends(part, SPAN(" and"));
}

static void write_part(struct sink *sink, struct span part)
{
    bool braces = wants_braces(part);

    if (braces) {
        LIT(sink, "{");
    }
    tex_text(sink, part);
    if (braces) {
        LIT(sink, "}");
    }
}

/* A particle in small letters is one by itself; another stays in braces. */
static void write_family(struct sink *sink, const struct cite_name *name)
{
    struct span particle = name->particle;

    if (particle.length == 0) {
        write_part(sink, name->family);
    } else if (is_small(particle) && !is_small(name->family) &&
               !particle_joins(particle)) {
        tex_text(sink, particle);
        LIT(sink, " ");
        write_part(sink, name->family);
    } else {
        LIT(sink, "{");
        name_family_write(sink, name, tex_text);
        LIT(sink, "}");
    }
}

/* In braces: a group, or a family name with a suffix and nothing between. */
static void write_whole(struct sink *sink, const struct cite_name *name)
{
    LIT(sink, "{");
    name_plain_write(sink, name, tex_text);
    LIT(sink, "}");
}

static void write_name(struct sink *sink, const struct cite_name *name)
{
    bool has_given = name->given.length > 0 || name->dropping.length > 0;

    if (name->literal.length > 0 || (!has_given && name->suffix.length > 0)) {
        write_whole(sink, name);
        return;
    }
    write_family(sink, name);
    if (name->suffix.length > 0) {
        LIT(sink, ", ");
        write_part(sink, name->suffix);
    }
    if (has_given) {
        LIT(sink, ", ");
        tex_text(sink, name->given);
    }
    if (name->given.length > 0 && name->dropping.length > 0) {
        LIT(sink, " ");
    }
    tex_text(sink, name->dropping);
}

static void write_authors(struct sink *sink, const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;
    bool is_first = true;

    if (people->count == 0) {
        return;
    }
    LIT(sink, ",\n  author = {");
    while (people->next(people, &place, &name)) {
        if (!is_first) {
            LIT(sink, " and ");
        }
        is_first = false;
        write_name(sink, &name);
    }
    LIT(sink, "}");
}

static void write_date(struct sink *sink, struct date date)
{
    if (!date_known(date)) {
        return;
    }
    LIT(sink, ",\n  date = {");
    date_write(sink, date);
    LIT(sink, "},\n  year = {");
    sink_decimal_padded(sink, (uint64_t)date.year, 4);
    LIT(sink, "}");
    if (date.month > 0) {
        LIT(sink, ",\n  month = {");
        sink_decimal(sink, date.month);
        LIT(sink, "}");
    }
}

static void write_guests(struct sink *sink, const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;
    struct span joint = SPAN(". With ");

    if (people->count == 0) {
        return;
    }
    while (people->next(people, &place, &name)) {
        sink_ready(sink, joint);
        name_plain_write(sink, &name, tex_text);
        joint = SPAN(", ");
    }
}

static void write_note(struct sink *sink, const struct cite_item *item)
{
    if (item->kind != CITE_EPISODE) {
        return;
    }
    LIT(sink, ",\n  note = {");
    sink_ready(sink, cite_medium(item));
    if (item->number.length > 0) {
        LIT(sink, " ");
        tex_text(sink, item->number);
    }
    if (item->publisher.length > 0) {
        LIT(sink, ". ");
        tex_text(sink, item->publisher);
    }
    write_guests(sink, &item->guests);
    LIT(sink, "}");
}

static void write_entry(struct sink *sink, const struct cite_item *item)
{
    LIT(sink, "@online{");
    sink_ready(sink, item->key); /* a slug: ASCII letters, digits, hyphens */
    write_authors(sink, &item->hosts);
    LIT(sink, ",\n  title = {");
    tex_text(sink, item->title);
    LIT(sink, "}");
    write_date(sink, item->issued);
    LIT(sink, ",\n  url = {");
    tex_url(sink, item->url);
    LIT(sink, "}");
    if (date_known(item->accessed)) {
        LIT(sink, ",\n  urldate = {");
        date_write(sink, item->accessed);
        LIT(sink, "}");
    }
    LIT(sink, ",\n  organization = {");
    tex_text(sink, item->show);
    LIT(sink, "}");
    write_note(sink, item);
    LIT(sink, "\n}\n");
}

void bibtex_file(struct sink *sink, const struct cite_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            LIT(sink, "\n");
        }
        write_entry(sink, &items[i]);
    }
}
