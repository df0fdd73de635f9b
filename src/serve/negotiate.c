#include "serve/negotiate.h"

/*
 * A weight as section 12.4.2 has it, in thousandths; what is no weight
 * counts as 0, since its sender meant something that we can't know.
 */
static unsigned weight_parse(struct span text)
{
    unsigned weight;
    unsigned place = 100;

    if (text.length == 0 || text.length > 5 ||
        (text.at[0] != '0' && text.at[0] != '1') ||
        (text.length > 1 && text.at[1] != '.'))
        return 0;
    weight = text.at[0] == '1' ? 1000 : 0;
    for (size_t i = 2; i < text.length; i++, place /= 10) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        weight += place * (unsigned)(text.at[i] - '0');
    }
    return weight > 1000 ? 1000 : weight;
}

/* Splits "gzip;q=0.5" into its name and weight; 1000 where none is given. */
static struct span element_parse(struct span element, unsigned *weight)
{
    struct span name = {0};
    struct span parameter;

    *weight = 1000;
    span_cut(&element, ';', &name);
    while (span_cut(&element, ';', &parameter)) {
        parameter = span_trim(parameter);
        if (span_equal_nocase(span_first(parameter, 2), SPAN("q=")))
            *weight = weight_parse(span_from(parameter, 2));
    }
    return span_trim(name);
}

bool takes_gzip(struct span accept_encoding)
{
    struct span element;
    unsigned any = 0;
    unsigned weight;

    while (span_cut(&accept_encoding, ',', &element)) {
        struct span name = element_parse(element, &weight);

        if (span_equal_nocase(name, SPAN("gzip")) ||
            span_equal_nocase(name, SPAN("x-gzip")))
            return weight > 0;
        if (span_equal(name, SPAN("*")))
            any = weight;
    }
    return any > 0;
}

static struct span opaque_tag(struct span tag)
{
    tag = span_trim(tag);
    return span_starts(tag, SPAN("W/")) ? span_from(tag, 2) : tag;
}

bool tag_matches(struct span if_none_match, struct span tag)
{
    struct span element;

    if (if_none_match.length == 0)
        return false;
    if (span_equal(span_trim(if_none_match), SPAN("*")))
        return true;
    while (span_cut(&if_none_match, ',', &element)) {
        if (span_equal(opaque_tag(element), opaque_tag(tag)))
            return true;
    }
    return false;
}

/* How exactly a range names a type: 0 not, 1 any, 2 its kind, or itself. */
#define ITSELF 3

static unsigned range_fits(struct span range, struct span type)
{
    size_t kind;

    if (span_equal_nocase(range, type))
        return ITSELF;
    kind = span_find(type, '/') + 1;
    if (range.length == kind + 1 && range.at[kind] == '*' &&
        span_equal_nocase(span_first(range, kind), span_first(type, kind)))
        return 2;
    return span_equal(range, SPAN("*/*")) ? 1 : 0;
}

unsigned type_quality(struct span accept, struct span type)
{
    struct span element;
    unsigned best = 0;
    unsigned quality = 0;

    if (span_trim(accept).length == 0)
        return 1000;
    while (span_cut(&accept, ',', &element)) {
        unsigned weight;
        unsigned fit = range_fits(element_parse(element, &weight), type);

        if (fit == ITSELF)
            return weight;
        if (fit > best) {
            best = fit;
            quality = weight;
        }
    }
    return quality;
}

static struct span unquoted(struct span value)
{
    if (value.length >= 2 && value.at[0] == '"' &&
        value.at[value.length - 1] == '"')
        return (struct span){value.at + 1, value.length - 2};
    return value;
}

bool range_next(struct span *accept, struct span type, struct span *range,
                unsigned *weight)
{
    while (span_cut(accept, ',', range)) {
        if (span_equal_nocase(element_parse(*range, weight), type))
            return true;
    }
    return false;
}

bool range_parameter(struct span range, struct span name, struct span *value)
{
    struct span parameter;

    span_cut(&range, ';', &parameter); /* the type itself */
    while (span_cut(&range, ';', &parameter)) {
        size_t equals = span_find(parameter, '=');

        if (span_equal_nocase(span_trim(span_first(parameter, equals)), name)) {
            *value = unquoted(span_trim(span_from(parameter, equals + 1)));
            return true;
        }
    }
    return false;
}
