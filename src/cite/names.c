#include "cite/names.h"

#include "base/utf8.h"
#include "cite/initials.h"
#include "cite/particles.h"
#include "cite/pen.h"
#include "cite/rivals.h"
#include "text/letter.h"

#define GIVEN_SIZE 512

struct name_writer {
    struct pen *pen;
    const struct name_style *style;
    const struct cite_item *item;
    enum name_given given; /* of the name being written */
};

static bool has_spaced_letter(struct span text)
{
    size_t at = 0;

    while (at < text.length) {
        if (letter_is_spaced(utf8_next(text, &at))) {
            return true;
        }
    }
    return false;
}

static bool starts_with_letter(struct span text)
{
    size_t at = 0;
    uint32_t point = text.length > 0 ? utf8_next(text, &at) : 0;

    return point > '9' && letter_is_spaced(point);
}

enum name_script name_script(const struct cite_name *name, struct span language)
{
    struct span base = span_first(language, 2);

    if (!has_spaced_letter(name->family)) {
        return starts_with_letter(name->given) ? SCRIPT_FAMILY_FIRST
                                               : SCRIPT_JOINED;
    }
    if (span_equal(language, SPAN("hu")) || span_equal(language, SPAN("vi"))) {
        return SCRIPT_REVERSED;
    }
    if (span_equal(base, SPAN("ja")) || span_equal(base, SPAN("zh"))) {
        return SCRIPT_FAMILY_FIRST;
    }
    return SCRIPT_WESTERN;
}

static void write_part(const struct name_writer *writer, struct span part)
{
    pen_text(writer->pen, part, PEN_AS_IS);
}

static void write_given(const struct name_writer *writer, struct span given)
{
    const struct name_style *style = writer->style;
    char bytes[GIVEN_SIZE];
    struct sink sink = sink_over(bytes, sizeof(bytes));

    if (writer->given == GIVEN_AS_IS) {
        write_part(writer, given);
        return;
    }
    if (writer->given == GIVEN_INITIALS) {
        initials_write(&sink, given, style->initial, style->splits_hyphens);
    } else {
        initials_normalise(&sink, given, SPAN(". "), style->splits_hyphens);
    }
    write_part(writer, sink.error ? given : sink_held(&sink));
}

static void write_suffix(const struct name_writer *writer, struct span suffix)
{
    char bytes[GIVEN_SIZE];
    struct sink sink = sink_over(bytes, sizeof(bytes));
    struct span mark =
        writer->given == GIVEN_INITIALS ? writer->style->initial : SPAN(". ");

    initials_normalise(&sink, suffix, mark, writer->style->splits_hyphens);
    write_part(writer, sink.error ? suffix : sink_held(&sink));
}

static void write_family(const struct name_writer *writer,
                         const struct cite_name *name)
{
    if (name->particle.length > 0) {
        write_part(writer, name->particle);
        if (!particle_joins(name->particle)) {
            PEN_WORDS(writer->pen, " ");
        }
    }
    write_part(writer, name->family);
}

static void write_family_first(const struct name_writer *writer,
                               const struct cite_name *name)
{
    if (name->particle.length > 0) {
        write_part(writer, name->particle);
        PEN_WORDS(writer->pen, " ");
    }
    write_part(writer, name->family);
    if (name->given.length > 0 && writer->given != GIVEN_NONE) {
        PEN_WORDS(writer->pen, " ");
        write_given(writer, name->given);
    }
}

static void write_joined(const struct name_writer *writer,
                         const struct cite_name *name)
{
    write_part(writer, name->particle);
    write_part(writer, name->family);
    if (writer->given != GIVEN_NONE) {
        write_given(writer, name->given);
    }
}

static void write_turned(const struct name_writer *writer,
                         const struct cite_name *name)
{
    const struct span parts[] = {name->given, name->dropping,
                                 writer->style->demotes ? name->particle
                                                        : SPAN("")};
    struct pen *pen = writer->pen;
    bool has_turned = false;

    if (writer->style->demotes) {
        write_part(writer, name->family);
    } else {
        write_family(writer, name);
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].length == 0) {
            continue;
        }
        pen_join(pen, has_turned ? SPAN(" ") : writer->style->turned);
        has_turned = true;
        if (i == 0) {
            write_given(writer, parts[i]);
        } else {
            write_part(writer, parts[i]);
        }
    }
    if (name->suffix.length > 0) {
        pen_join(pen, writer->style->turned);
        write_suffix(writer, name->suffix);
    }
}

static void write_dropping(const struct name_writer *writer,
                           const struct cite_name *name)
{
    bool is_joined =
        name->particle.length == 0 && particle_joins(name->dropping);

    write_part(writer, name->dropping);
    if (!is_joined) {
        PEN_WORDS(writer->pen, " ");
    }
}

static void write_given_first(const struct name_writer *writer,
                              const struct cite_name *name)
{
    bool is_long = writer->given != GIVEN_NONE;

    if (is_long && name->given.length > 0) {
        write_given(writer, name->given);
        PEN_WORDS(writer->pen, " ");
    }
    if (is_long && name->dropping.length > 0) {
        write_dropping(writer, name);
    }
    write_family(writer, name);
    if (is_long && name->suffix.length > 0) {
        PEN_WORDS(writer->pen, " ");
        write_suffix(writer, name->suffix);
    }
}

/* Who else there is of a settled name, the index-th of its list. */
static enum rivalry rivalry_at(const struct name_writer *writer,
                               const struct cite_name *name, size_t index)
{
    const struct name_style *style = writer->style;
    const struct cite_distinct *distinct = &writer->item->distinct;
    bool is_leader = style->rivals == RIVALS_LEADERS && index == 0;
    bool is_long = style->rivals == RIVALS_ALL && style->given != GIVEN_NONE;
    enum rivalry here = is_leader || is_long
                            ? rivalry_of(writer->item, name, style)
                            : RIVAL_NONE;

    if (style->leads && style->given != GIVEN_FULL && index < DISTINCT_NAMES &&
        distinct->rivalry[index] > here) {
        return (enum rivalry)distinct->rivalry[index];
    }
    return here;
}

static enum name_given given_form(const struct name_style *style,
                                  enum rivalry rivalry)
{
    switch (rivalry) {
    case RIVAL_BY_GIVEN:
        return GIVEN_AS_IS;
    case RIVAL_BY_INITIALS:
        return style->given == GIVEN_NONE ? GIVEN_INITIALS : style->given;
    case RIVAL_NONE:
        break;
    }
    return style->given;
}

static void write_person(const struct name_writer *writer,
                         const struct cite_name *name, bool is_turned)
{
    switch (name_script(name, writer->item->language)) {
    case SCRIPT_JOINED:
        write_joined(writer, name);
        break;
    case SCRIPT_FAMILY_FIRST:
    case SCRIPT_REVERSED:
        write_family_first(writer, name);
        break;
    case SCRIPT_WESTERN:
        if (is_turned && writer->given != GIVEN_NONE) {
            write_turned(writer, name);
        } else {
            write_given_first(writer, name);
        }
        break;
    }
}

static void write_name(struct name_writer *writer, const struct cite_name *name,
                       size_t index)
{
    struct cite_name settled = *name;
    enum name_order order = writer->style->order;

    if (name->literal.length > 0) {
        write_part(writer, name->literal);
        return;
    }
    name_settle(&settled);
    writer->given =
        given_form(writer->style, rivalry_at(writer, &settled, index));
    write_person(writer, &settled,
                 order == ORDER_ALL_TURNED ||
                     (order == ORDER_FIRST_TURNED && index == 0));
}

static bool wants_comma(enum name_comma comma, bool are_many)
{
    return comma == COMMA_ALWAYS || (comma == COMMA_IF_MANY && are_many);
}

/* Before a group's name the comma is set as though no style had a rule. */
static void write_and(const struct name_writer *writer, size_t count,
                      bool is_group)
{
    enum name_comma comma =
        is_group ? COMMA_IF_MANY : writer->style->last_comma;

    if (writer->style->and.length == 0) {
        PEN_WORDS(writer->pen, ", "); /* it stays behind a closing quote */
        return;
    }
    if (wants_comma(comma, count > 2)) {
        PEN_JOIN(writer->pen, ",");
    }
    pen_words(writer->pen, writer->style->and);
}

static void write_et_al(const struct name_writer *writer, size_t shown)
{
    const struct name_style *style = writer->style;

    if (wants_comma(style->et_al_comma, shown > 1)) {
        PEN_JOIN(writer->pen, ",");
    }
    PEN_WORDS(writer->pen, " ");
    if (style->et_al_italic) {
        pen_italic(writer->pen, SPAN("et al."), PEN_AS_IS);
    } else {
        PEN_WORDS(writer->pen, "et al.");
    }
}

static void write_last(struct name_writer *writer,
                       const struct cite_people *people, size_t place)
{
    struct cite_name name = {.family = SPAN("")};

    while (people->next(people, &place, &name)) {
    }
    PEN_JOIN(writer->pen, ", ");
    PEN_WORDS(writer->pen, "\u2026 ");
    write_name(writer, &name, people->count);
}

size_t names_shown(const struct cite_item *item,
                   const struct cite_people *people,
                   const struct name_style *style)
{
    size_t shown = people->count < style->most ? people->count : style->shown;

    if (style->leads && shown < item->distinct.shown) {
        shown = item->distinct.shown;
    }
    return shown < people->count ? shown : people->count;
}

void names_write(struct pen *pen, const struct cite_item *item,
                 const struct cite_people *people,
                 const struct name_style *style)
{
    struct name_writer writer = {pen, style, item, style->given};
    size_t shown = names_shown(item, people, style);
    struct cite_name name;
    size_t place = 0;

    for (size_t i = 0; i < shown && people->next(people, &place, &name); i++) {
        if (i > 0 && i + 1 == people->count) {
            write_and(&writer, people->count, name.literal.length > 0);
        } else if (i > 0) {
            PEN_JOIN(pen, ", ");
        }
        write_name(&writer, &name, i);
    }
    if (shown < people->count && style->ends_last) {
        write_last(&writer, people, place);
    } else if (shown < people->count) {
        write_et_al(&writer, shown);
    }
}

/* A name in running text, with as much of its given name as `given` says. */
static struct span short_name(const struct cite_item *item,
                              const struct cite_name *name,
                              const struct name_style *style,
                              enum name_given given, char bytes[GIVEN_SIZE])
{
    struct sink sink = sink_over(bytes, GIVEN_SIZE);
    struct pen pen;
    struct name_writer writer = {&pen, style, item, given};

    pen_begin(&pen, &sink, CITE_TEXT, false, item->language);
    if (name->literal.length > 0) {
        write_part(&writer, name->literal);
    } else {
        write_person(&writer, name, false);
    }
    pen_end(&pen);
    return sink_held(&sink);
}

static bool are_written_alike(const struct cite_item *const items[2],
                              const struct cite_name names[2])
{
    return span_equal(names[0].given, names[1].given) &&
           span_equal(names[0].family, names[1].family) &&
           span_equal(names[0].particle, names[1].particle) &&
           span_equal(names[0].dropping, names[1].dropping) &&
           span_equal(names[0].suffix, names[1].suffix) &&
           span_equal(names[0].literal, names[1].literal) &&
           span_equal(items[0]->language, items[1]->language);
}

/* True where two names differ; *rivalry is how much of them it takes. */
static bool differ(const struct cite_item *const items[2],
                   struct cite_name names[2], const struct name_style *style,
                   enum rivalry *rivalry)
{
    static const enum name_given forms[] = {GIVEN_NONE, GIVEN_INITIALS,
                                            GIVEN_AS_IS};
    char bytes[2][GIVEN_SIZE];
    size_t count = style->rivals == RIVALS_ALL ? 3 : 1;

    if (are_written_alike(items, names)) {
        return false;
    }
    name_settle(&names[0]);
    name_settle(&names[1]);
    for (size_t i = 0; i < count; i++) {
        bool has_form = forms[i] != GIVEN_INITIALS || style->initial.length > 0;

        if (has_form &&
            !span_equal(
                short_name(items[0], &names[0], style, forms[i], bytes[0]),
                short_name(items[1], &names[1], style, forms[i], bytes[1]))) {
            *rivalry = (enum rivalry)i;
            return true;
        }
    }
    return false;
}

bool names_part(const struct cite_item *const items[2],
                const struct cite_people *const people[2],
                const struct name_style *style, size_t *index,
                enum rivalry *rivalry)
{
    bool same_count = people[0]->count == people[1]->count;
    size_t least =
        people[same_count || people[0]->count < people[1]->count ? 0 : 1]
            ->count;
    size_t places[2] = {0, 0};
    struct cite_name names[2];

    for (*index = 0; *index < least && *index < NAMES_PART_MOST &&
                     people[0]->next(people[0], &places[0], &names[0]) &&
                     people[1]->next(people[1], &places[1], &names[1]);
         ++*index) {
        if (differ(items, names, style, rivalry)) {
            return true;
        }
    }
    if (*index == NAMES_PART_MOST || same_count) {
        return false;
    }
    *index = least > 0 ? least - 1 : 0;
    *rivalry = RIVAL_NONE;
    return true;
}
