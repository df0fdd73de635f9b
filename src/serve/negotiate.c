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

static struct span unquoted(struct span value)
{
    if (value.length >= 2 && value.at[0] == '"' &&
        value.at[value.length - 1] == '"')
        return (struct span){value.at + 1, value.length - 2};
    return value;
}

/* Takes ";NAME=VALUE" off the front of *rest; false at the end. */
static bool parameter_next(struct span *rest, struct span *name,
                           struct span *value)
{
    struct span parameter;
    size_t equals;

    if (!span_cut(rest, ';', &parameter))
        return false;
    equals = span_find(parameter, '=');
    *name = span_trim(span_first(parameter, equals));
    *value = unquoted(span_trim(span_from(parameter, equals + 1)));
    return true;
}

/* Splits "gzip;q=0.5" into its name and weight; 1000 where none is given. */
static struct span element_parse(struct span element, unsigned *weight)
{
    struct span name = {0};
    struct span parameter;
    struct span value;

    *weight = 1000;
    span_cut(&element, ';', &name);
    while (parameter_next(&element, &parameter, &value)) {
        if (span_equal_nocase(parameter, SPAN("q")))
            *weight = weight_parse(value);
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

/* How exactly a range names a type, from the least. */
enum fit {
    FIT_NONE,
    FIT_OTHER, /* by itself, with parameters that it has not */
    FIT_ANY,
    FIT_KIND,
    FIT_ITSELF,
    FIT_CHARSET /* by itself, with the charset that all has here */
};

static enum fit parameters_fit(struct span range)
{
    enum fit fit = FIT_ITSELF;
    struct span name;
    struct span value;

    span_cut(&range, ';', &name); /* the type */
    while (parameter_next(&range, &name, &value)) {
        if (name.length == 0 || span_equal_nocase(name, SPAN("q")))
            continue;
        if (!span_equal_nocase(name, SPAN("charset")) ||
            !span_equal_nocase(value, SPAN("utf-8")))
            return FIT_OTHER;
        fit = FIT_CHARSET;
    }
    return fit;
}

static enum fit range_fits(struct span range, struct span name,
                           struct span type)
{
    size_t kind = span_find(type, '/') + 1;

    if (span_equal_nocase(name, type))
        return parameters_fit(range);
    if (name.length == kind + 1 && name.at[kind] == '*' &&
        span_equal_nocase(span_first(name, kind), span_first(type, kind)))
        return FIT_KIND;
    return span_equal(name, SPAN("*/*")) ? FIT_ANY : FIT_NONE;
}

unsigned type_quality(struct span accept, struct span type)
{
    struct span element;
    enum fit best = FIT_NONE;
    unsigned quality = 0;

    if (span_trim(accept).length == 0)
        return QUALITY_MOST;
    while (span_cut(&accept, ',', &element)) {
        unsigned weight;
        struct span name = element_parse(element, &weight);
        enum fit fit = range_fits(element, name, type);

        if (fit <= best)
            continue;
        best = fit;
        quality = fit == FIT_OTHER ? weight > 0 : weight;
    }
    return quality;
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
    struct span found;

    span_cut(&range, ';', &parameter); /* the type itself */
    while (parameter_next(&range, &parameter, &found)) {
        if (span_equal_nocase(parameter, name)) {
            *value = found;
            return true;
        }
    }
    return false;
}
