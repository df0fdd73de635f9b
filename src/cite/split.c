#include "cite/split.h"

#include "base/utf8.h"
#include "text/letter.h"

static const struct span suffixes[] = {
    SPAN_INIT("Jr"),    SPAN_INIT("Jr."), SPAN_INIT("Sr"),   SPAN_INIT("Sr."),
    SPAN_INIT("II"),    SPAN_INIT("III"), SPAN_INIT("IV"),   SPAN_INIT("PhD"),
    SPAN_INIT("Ph.D."), SPAN_INIT("MD"),  SPAN_INIT("M.D."), SPAN_INIT("Esq."),
};

/* In small letters they are particles, with a capital a part of the name. */
static const struct span particles[] = {
    SPAN_INIT("af"),    SPAN_INIT("al"),    SPAN_INIT("av"),  SPAN_INIT("ben"),
    SPAN_INIT("bin"),   SPAN_INIT("bint"),  SPAN_INIT("da"),  SPAN_INIT("das"),
    SPAN_INIT("de"),    SPAN_INIT("degli"), SPAN_INIT("dei"), SPAN_INIT("del"),
    SPAN_INIT("della"), SPAN_INIT("den"),   SPAN_INIT("der"), SPAN_INIT("di"),
    SPAN_INIT("do"),    SPAN_INIT("dos"),   SPAN_INIT("du"),  SPAN_INIT("el"),
    SPAN_INIT("het"),   SPAN_INIT("ibn"),   SPAN_INIT("in"),  SPAN_INIT("la"),
    SPAN_INIT("las"),   SPAN_INIT("le"),    SPAN_INIT("lo"),  SPAN_INIT("los"),
    SPAN_INIT("of"),    SPAN_INIT("st."),   SPAN_INIT("te"),  SPAN_INIT("ten"),
    SPAN_INIT("ter"),   SPAN_INIT("van"),   SPAN_INIT("vom"), SPAN_INIT("von"),
    SPAN_INIT("y"),     SPAN_INIT("zu"),    SPAN_INIT("zum"), SPAN_INIT("zur"),
};

/* Family names of two characters, Chinese and Korean. */
static const struct span doubles[] = {
    SPAN_INIT("欧阳"), SPAN_INIT("歐陽"), SPAN_INIT("司马"), SPAN_INIT("司馬"),
    SPAN_INIT("诸葛"), SPAN_INIT("諸葛"), SPAN_INIT("上官"), SPAN_INIT("司徒"),
    SPAN_INIT("东方"), SPAN_INIT("東方"), SPAN_INIT("独孤"), SPAN_INIT("獨孤"),
    SPAN_INIT("夏侯"), SPAN_INIT("尉迟"), SPAN_INIT("尉遲"), SPAN_INIT("皇甫"),
    SPAN_INIT("公孙"), SPAN_INIT("公孫"), SPAN_INIT("慕容"), SPAN_INIT("令狐"),
    SPAN_INIT("남궁"), SPAN_INIT("황보"), SPAN_INIT("제갈"), SPAN_INIT("선우"),
    SPAN_INIT("독고"), SPAN_INIT("사공"), SPAN_INIT("서문"), SPAN_INIT("동방"),
};

static bool is_one_of(const struct span *list, size_t count, struct span word)
{
    for (size_t i = 0; i < count; i++) {
        if (span_equal_nocase(list[i], word)) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(list, word)                                                  \
    is_one_of((list), sizeof(list) / sizeof((list)[0]), (word))

/* Where the last word of `text` starts; 0 where there is only one. */
static size_t last_word(struct span text)
{
    size_t at = text.length;

    while (at > 0 && text.at[at - 1] != ' ') {
        at--;
    }
    return at;
}

static bool every_point(struct span text, bool (*is)(uint32_t point))
{
    size_t at = 0;

    while (at < text.length) {
        if (!is(utf8_next(text, &at))) {
            return false;
        }
    }
    return text.length > 0;
}

static bool starts_small(struct span word)
{
    size_t at = 0;
    uint32_t point = word.length > 0 ? utf8_next(word, &at) : 0;

    return point != 0 && letter_upper(point) != point;
}

static bool is_cjk_or_space(uint32_t point)
{
    return point == ' ' || point == 0x3000 || letter_is_cjk(point);
}

static struct cite_name literal(struct span name)
{
    return (struct cite_name){.literal = name};
}

static const struct span wide_space = SPAN_INIT("\u3000");

/* Without the spaces of either width at both ends. */
static struct span trim_wide(struct span name)
{
    for (;;) {
        name = span_trim(name);
        if (span_starts(name, wide_space))
            name = span_from(name, wide_space.length);
        else if (span_ends(name, wide_space))
            name.length -= wide_space.length;
        else
            return name;
    }
}

/* At most `count` of them. */
static struct span first_characters(struct span name, unsigned count)
{
    size_t at = 0;

    while (count-- > 0 && at < name.length) {
        utf8_next(name, &at);
    }
    return span_first(name, at);
}

/* Family first: parted by a space, or one or two characters long. */
static struct cite_name split_cjk(struct span name)
{
    size_t space = span_find(name, ' ');
    size_t wide = span_find_span(name, wide_space);
    size_t end = space < wide ? space : wide;
    size_t behind = space < wide ? 1 : wide_space.length;
    size_t count = utf8_count(name);
    struct span family = first_characters(name, 2);

    if (end < name.length) {
        return (struct cite_name){.family = span_first(name, end),
                                  .given =
                                      trim_wide(span_from(name, end + behind))};
    }
    if (count < 2 || count > 4 ||
        !(every_point(name, letter_is_han) ||
          every_point(name, letter_is_hangul))) {
        return literal(name);
    }
    if (!(count == 4 && every_point(name, letter_is_han)) &&
        (count < 3 || !IS_ONE_OF(doubles, family))) {
        family = first_characters(name, 1);
    }
    return (struct cite_name){.family = family,
                              .given = span_from(name, family.length)};
}

/* Takes a suffix off the end, behind a comma or the last of three words. */
static struct span cut_suffix(struct span *name)
{
    size_t start = last_word(*name);
    struct span word = span_from(*name, start);
    struct span rest = span_trim(span_first(*name, start));
    bool has_comma = span_ends(rest, SPAN(","));

    if (start == 0 || !IS_ONE_OF(suffixes, word)) {
        return SPAN("");
    }
    if (has_comma) {
        rest = span_trim(span_first(rest, rest.length - 1));
    }
    if (last_word(rest) == 0) {
        return SPAN("");
    }
    *name = rest;
    return word;
}

/*
 * Where the family name starts: at the last word, and before it at whatever
 * particles there are; y also takes the word before it.
 */
static size_t family_start(struct span name)
{
    size_t start = last_word(name);

    while (start > 0) {
        struct span before = span_trim(span_first(name, start));
        size_t word = last_word(before);
        struct span particle = span_from(before, word);

        if (word == 0 || !IS_ONE_OF(particles, particle)) {
            break;
        }
        start = word;
        if (span_equal(particle, SPAN("y"))) {
            before = span_trim(span_first(name, start));
            word = last_word(before);
            start = word > 0 ? word : start;
        }
    }
    return start;
}

/* Moves the words in small letters from the family name to the particle. */
static void cut_particle(struct cite_name *parts)
{
    struct span family = parts->family;
    size_t start = 0;

    for (size_t end = span_find(family, ' '); end < family.length;
         end = start + span_find(span_from(family, start), ' ')) {
        if (!starts_small(span_from(family, start))) {
            break;
        }
        start = end + 1;
    }
    parts->particle = span_trim(span_first(family, start));
    parts->family = span_trim(span_from(family, start));
}

/* Berg, Anna van der: turned already. */
static struct cite_name split_turned(struct span name, size_t comma)
{
    struct cite_name parts = {
        .family = span_trim(span_first(name, comma)),
        .given = span_trim(span_from(name, comma + 1)),
    };

    if (parts.family.length == 0 || parts.given.length == 0) {
        return literal(name);
    }
    cut_particle(&parts);
    return parts;
}

/* The VIII of Henry VIII: no family has such a name. */
static bool is_numeral(struct span word)
{
    size_t count = 0;

    while (count < word.length &&
           (word.at[count] == 'I' || word.at[count] == 'V' ||
            word.at[count] == 'X'))
        count++;
    return count > 1 && count == word.length;
}

struct cite_name name_split(struct span name)
{
    struct cite_name parts;
    struct span suffix;
    size_t comma;
    size_t start;

    name = span_trim(name);
    if (every_point(name, is_cjk_or_space)) {
        return split_cjk(trim_wide(name));
    }
    suffix = cut_suffix(&name);
    comma = span_find(name, ',');
    start = family_start(name);
    if (comma < name.length) {
        parts = split_turned(name, comma);
    } else if (start == 0 || is_numeral(span_from(name, start))) {
        parts = literal(name);
    } else if (IS_ONE_OF(particles, span_trim(span_first(name, start))) &&
               starts_small(name)) {
        parts = (struct cite_name){.family = name};
        cut_particle(&parts);
    } else {
        parts = (struct cite_name){.family = span_from(name, start),
                                   .given = span_trim(span_first(name, start))};
        cut_particle(&parts);
    }
    parts.suffix = suffix;
    return parts;
}
