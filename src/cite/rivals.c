#include "cite/rivals.h"

#include "cite/initials.h"
#include "cite/particles.h"

#define INITIALS_SIZE 512

static bool have_same_initials(struct span a, struct span b)
{
    char bytes[2][INITIALS_SIZE];
    struct sink sinks[] = {sink_over(bytes[0], INITIALS_SIZE),
                           sink_over(bytes[1], INITIALS_SIZE)};

    initials_write(&sinks[0], a, SPAN(""), false);
    initials_write(&sinks[1], b, SPAN(""), false);
    return span_equal(sink_held(&sinks[0]), sink_held(&sinks[1]));
}

static enum rivalry rivalry_between(const struct cite_name *name,
                                    const struct cite_name *other, bool whole)
{
    if (!span_equal(name->family, other->family) ||
        (whole && !span_equal(name->particle, other->particle)) ||
        other->given.length == 0 || span_equal(name->given, other->given)) {
        return RIVAL_NONE;
    }
    return have_same_initials(name->given, other->given) ? RIVAL_BY_GIVEN
                                                         : RIVAL_BY_INITIALS;
}

static enum rivalry rivalry_among(const struct cite_people *people,
                                  const struct cite_name *name, size_t most,
                                  bool whole)
{
    enum rivalry strongest = RIVAL_NONE;
    struct cite_name other;
    size_t place = 0;

    for (size_t i = 0;
         i < most && i < people->count && people->next(people, &place, &other);
         i++) {
        enum rivalry rivalry;

        name_settle(&other);
        rivalry = rivalry_between(name, &other, whole);
        strongest = rivalry > strongest ? rivalry : strongest;
    }
    return strongest;
}

enum rivalry rivalry_of(const struct cite_item *item,
                        const struct cite_name *name,
                        const struct name_style *style)
{
    size_t most = style->rivals == RIVALS_ALL ? RIVALS_MOST : 1;
    enum rivalry hosts;
    enum rivalry guests;

    if (name->family.length == 0 || name->given.length == 0) {
        return RIVAL_NONE;
    }
    hosts = rivalry_among(&item->hosts, name, most, style->whole_family);
    guests = rivalry_among(&item->guests, name, most, style->whole_family);
    return hosts > guests ? hosts : guests;
}
