#include "publish/markup.h"

#include "base/utf8.h"

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

#define BRACES_MAX 1000 /* bytes; a text full of {\ must not take for ever */

/* The length of "{\an8}" at the start of `text`, or 0. */
static size_t braces_length(struct span text)
{
    struct span tag = span_first(text, BRACES_MAX);
    size_t end;

    if (!span_starts(text, SPAN("{\\")))
        return 0;
    end = span_find(tag, '}');
    return end < tag.length ? end + 1 : 0;
}

/*
 * The length of the tag that `text` starts with, or 0. No other < is in one,
 * so that each byte is looked at for one tag alone.
 */
static size_t tag_length(struct span text)
{
    size_t end = 1;

    if (text.length < 3 || text.at[0] != '<')
        return braces_length(text);
    if (!is_letter(text.at[1]) && !is_digit(text.at[1]) && text.at[1] != '/')
        return 0;
    while (end < text.length && text.at[end] != '<' && text.at[end] != '>')
        end++;
    if (end == text.length || text.at[end] == '<')
        return 0;
    if (is_digit(text.at[1]) && span_find(span_first(text, end), ':') == end)
        return 0;
    return end + 1;
}

/* The name in "<v.loud NAME>"; false for any other tag. */
static bool voice_name(struct span tag, struct span *name)
{
    struct span inside = span_first(span_from(tag, 1), tag.length - 2);
    size_t space = 0;

    if (inside.length == 0 || (inside.at[0] != 'v' && inside.at[0] != 'V'))
        return false;
    while (space < inside.length && inside.at[space] != ' ' &&
           inside.at[space] != '\t')
        space++;
    if (space > 1 && inside.at[1] != '.')
        return false;
    *name = span_trim(span_from(inside, space));
    return true;
}

static uint32_t hex_digit(char byte)
{
    if (is_digit(byte))
        return (uint32_t)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (uint32_t)(byte - 'a') + 10;
    return byte >= 'A' && byte <= 'F' ? (uint32_t)(byte - 'A') + 10 : 16;
}

/* The number in "#8217" or "#x2019"; 0 for anything that is no text. */
static uint32_t numbered_point(struct span name)
{
    bool hex = name.length > 1 && (name.at[1] == 'x' || name.at[1] == 'X');
    size_t at = hex ? 2 : 1;
    uint32_t point = 0;

    if (at >= name.length)
        return 0;
    for (; at < name.length; at++) {
        uint32_t digit = hex_digit(name.at[at]);

        if (digit >= (hex ? 16u : 10u) || point > 0x10FFFF)
            return 0;
        point = point * (hex ? 16 : 10) + digit;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return 0;
    return point;
}

/* What the entity `name` stands for, or 0. */
static uint32_t entity_point(struct span name)
{
    static const struct {
        struct span name;
        uint32_t point;
    } entities[] = {
        {SPAN_INIT("amp"), '&'},       {SPAN_INIT("lt"), '<'},
        {SPAN_INIT("gt"), '>'},        {SPAN_INIT("quot"), '"'},
        {SPAN_INIT("apos"), '\''},     {SPAN_INIT("nbsp"), 0xA0},
        {SPAN_INIT("lrm"), 0x200E},    {SPAN_INIT("rlm"), 0x200F},
        {SPAN_INIT("hellip"), 0x2026}, {SPAN_INIT("mdash"), 0x2014},
        {SPAN_INIT("ndash"), 0x2013},  {SPAN_INIT("lsquo"), 0x2018},
        {SPAN_INIT("rsquo"), 0x2019},  {SPAN_INIT("ldquo"), 0x201C},
        {SPAN_INIT("rdquo"), 0x201D},
    };

    if (name.length > 0 && name.at[0] == '#')
        return numbered_point(name);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (span_equal(name, entities[i].name))
            return entities[i].point;
    }
    return 0;
}

#define ENTITY_MAX 10 /* bytes between & and ; */

/* Takes an entity, if `payload` starts with one. */
static bool take_entity(struct span *payload, struct markup *piece)
{
    size_t end = span_find(span_first(*payload, ENTITY_MAX + 2), ';');
    uint32_t point;

    if (payload->at[0] != '&' || end >= payload->length ||
        payload->at[end] != ';')
        return false;
    point = entity_point(span_first(span_from(*payload, 1), end - 1));
    if (point == 0)
        return false;
    piece->kind = MARKUP_TEXT;
    piece->text = (struct span){piece->bytes, utf8_put(point, piece->bytes)};
    *payload = span_from(*payload, end + 1);
    return true;
}

static bool take_line_end(struct span *payload, struct markup *piece)
{
    size_t length = payload->at[0] == '\n';

    if (payload->at[0] == '\r')
        length = payload->length > 1 && payload->at[1] == '\n' ? 2 : 1;
    if (length == 0)
        return false;
    *piece = (struct markup){.kind = MARKUP_LINE};
    *payload = span_from(*payload, length);
    return true;
}

/* Takes a tag; *known is false for one that is dropped. */
static bool take_tag(struct span *payload, struct markup *piece, bool *known)
{
    size_t length = tag_length(*payload);
    struct span tag = span_first(*payload, length);

    if (length == 0)
        return false;
    *payload = span_from(*payload, length);
    *known = true;
    piece->kind = MARKUP_VOICE;
    if (voice_name(tag, &piece->text))
        return true;
    *piece = (struct markup){.kind = MARKUP_VOICE_END};
    *known = span_equal_nocase(tag, SPAN("</v>"));
    return true;
}

/* Text up to the next byte that may begin something else. */
static void take_text(struct span *payload, struct markup *piece)
{
    size_t end = 1;

    while (end < payload->length && payload->at[end] != '<' &&
           payload->at[end] != '{' && payload->at[end] != '&' &&
           payload->at[end] != '\n' && payload->at[end] != '\r')
        end++;
    piece->kind = MARKUP_TEXT;
    piece->text = span_first(*payload, end);
    *payload = span_from(*payload, end);
}

bool markup_next(struct span *payload, struct markup *piece)
{
    while (payload->length > 0) {
        bool known;

        if (take_line_end(payload, piece) || take_entity(payload, piece))
            return true;
        if (!take_tag(payload, piece, &known)) {
            take_text(payload, piece);
            return true;
        }
        if (known)
            return true;
    }
    return false;
}
