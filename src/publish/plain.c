#include "publish/plain.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/letter.h"

#define HASH_START UINT64_C(0xcbf29ce484222325) /* FNV-1a, 64 bits */
#define HASH_FACTOR UINT64_C(0x100000001b3)

static int32_t last_point(const struct plain *plain, size_t back)
{
    return plain->count < back ? 0 : plain->points[plain->count - back];
}

static void *grown(void *items, size_t *room, size_t size)
{
    size_t more = *room == 0 ? 256 : 2 * *room;
    void *larger = realloc(items, more * size);

    if (larger != NULL)
        *room = more;
    return larger;
}

static void put(struct plain *plain, int32_t point)
{
    if (plain->count == plain->room) {
        int32_t *larger =
            grown(plain->points, &plain->room, sizeof *plain->points);

        if (larger == NULL) {
            plain->error = ERROR_MEMORY;
            return;
        }
        plain->points = larger;
    }
    plain->points[plain->count++] = point;
}

static void open_word(struct plain *plain, struct plain_word word, bool bound)
{
    if (plain->word_count == plain->word_room) {
        struct plain_word *larger =
            grown(plain->words, &plain->word_room, sizeof *plain->words);

        if (larger == NULL) {
            plain->error = ERROR_MEMORY;
            return;
        }
        plain->words = larger;
    }
    word.hash = HASH_START;
    word.bound = bound;
    word.start = (uint32_t)plain->count;
    plain->words[plain->word_count++] = word;
    plain->in_word = true;
}

static bool is_ignorable(int32_t point)
{
    return point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xFE00 && point <= 0xFE0F);
}

static bool is_quote(int32_t point)
{
    return point == '\'' || point == '"' || point == '`' || point == 0xAB ||
           point == 0xBB || (point >= 0x2018 && point <= 0x201F) ||
           point == 0x2032 || point == 0x2033 || point == 0x2039 ||
           point == 0x203A || (point >= 0x300C && point <= 0x300F) ||
           point == 0x2BC;
}

static bool is_dash(int32_t point)
{
    return point == '-' || (point >= 0x2010 && point <= 0x2015) ||
           point == 0x2212 || point == 0x2043;
}

static bool is_digit(int32_t point)
{
    return point >= '0' && point <= '9';
}

static bool is_hyphen(int32_t point)
{
    return point == '-' || point == 0x2010 || point == 0x2011;
}

/* Hyphens, en dashes and the like may be meant as one. */
static bool is_minus(int32_t point)
{
    return is_dash(point) && point != 0x2014 && point != 0x2015;
}

static bool is_currency(int32_t point)
{
    return point == '$' || (point >= 0xA2 && point <= 0xA5) ||
           (point >= 0x20A0 && point <= 0x20CF);
}

/* May this sign stand within a number? */
static bool is_inner(int32_t point)
{
    return point == '.' || point == ',' || point == ':' || point == '/';
}

static bool is_white(int32_t point)
{
    return point <= ' ' || point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
           point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x3000;
}

static bool is_unspaced(int32_t point)
{
    return point > 0xAA && letter_is_unspaced((uint32_t)point);
}

static bool is_word_point(int32_t point)
{
    if (point < 0x80)
        return (point >= 'a' && point <= 'z') ||
               (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
    return letter_is_word((uint32_t)point);
}

/* Does what stands before a word that begins with `point` belong to it? */
static bool is_bound(const struct plain *plain, int32_t point)
{
    bool coin = is_currency(plain->before[0]);
    int32_t sign = plain->before[coin];
    int32_t behind = coin ? ' ' : plain->before[1];

    if (is_hyphen(sign) && is_word_point(behind))
        return true;
    if (!is_digit(point))
        return false;
    if (is_digit(behind))
        return is_inner(sign) || is_minus(sign);
    return is_minus(sign) && !is_dash(behind) && !is_word_point(behind);
}

/* May a space stand between the last point and this one? */
static bool takes_space(const struct plain *plain, int32_t point)
{
    int32_t last = last_point(plain, 1);

    return plain->space && !plain->glued && plain->count > 0 && last != '-' &&
           last != PLAIN_ELLIPSIS && point != '-' && point != '?' &&
           point != '!' && point != ';' && point != ':' && !is_unspaced(last) &&
           !is_unspaced(point);
}

static void settle_space(struct plain *plain, int32_t point)
{
    if (takes_space(plain, point))
        put(plain, ' ');
    plain->space = false;
    plain->glued = false;
}

static void drop_space_at_end(struct plain *plain)
{
    if (last_point(plain, 1) == ' ')
        plain->count--;
}

/* A full stop, which may be the third of an ellipsis or stand behind one. */
static void put_stop(struct plain *plain)
{
    if (last_point(plain, 1) == PLAIN_ELLIPSIS) {
        plain->space = false;
        return;
    }
    if (last_point(plain, 1) == '.')
        plain->space = false;
    settle_space(plain, '.');
    if (last_point(plain, 1) != '.' || last_point(plain, 2) != '.') {
        put(plain, '.');
        return;
    }
    plain->count -= 2;
    drop_space_at_end(plain);
    put(plain, PLAIN_ELLIPSIS);
}

/* A bracket behind an ellipsis that one like it stands before. */
static void put_bracket(struct plain *plain, int32_t point)
{
    if (last_point(plain, 1) == PLAIN_ELLIPSIS &&
        last_point(plain, 2) == (point == ']' ? '[' : '(')) {
        plain->count -= 2;
        drop_space_at_end(plain);
        put(plain, PLAIN_ELLIPSIS);
        plain->space = false;
        return;
    }
    settle_space(plain, point);
    put(plain, point);
}

static void put_quote(struct plain *plain, int32_t point)
{
    bool closes = point == 0xBB;
    bool behind_word = plain->in_word && !plain->space;

    if (closes)
        plain->space = false;
    if (last_point(plain, 1) == '\'' && !plain->space)
        return;
    settle_space(plain, point);
    put(plain, '\'');
    plain->glued = point == 0xAB;
    plain->in_quote = behind_word && !plain->in_quote;
    plain->in_word = plain->in_quote;
}

static void put_other(struct plain *plain, int32_t point)
{
    plain->in_word = false;
    plain->in_quote = false;
    if (is_white(point)) {
        plain->space = true;
    } else if (is_dash(point)) {
        settle_space(plain, '-');
        if (last_point(plain, 1) != '-')
            put(plain, '-');
    } else if (point == '.') {
        put_stop(plain);
    } else if (point == ']' || point == ')') {
        put_bracket(plain, point);
    } else {
        settle_space(plain, point);
        put(plain, point);
    }
}

static uint64_t hashed(uint64_t hash, int32_t point)
{
    return (hash ^ letter_lower((uint32_t)point)) * HASH_FACTOR;
}

static void put_letter(struct plain *plain, int32_t point,
                       const struct plain_word *place)
{
    bool mark = point > 0xFF && letter_is_mark((uint32_t)point);
    struct plain_word *word;

    if (plain->space ||
        (!mark && (is_unspaced(point) || is_unspaced(last_point(plain, 1)))))
        plain->in_word = false;
    settle_space(plain, point);
    if (!plain->in_word)
        open_word(plain, *place, is_bound(plain, point));
    put(plain, point);
    plain->in_quote = false;
    if (plain->error != ERROR_NONE)
        return;
    word = &plain->words[plain->word_count - 1];
    word->hash = hashed(word->hash, point);
    word->end = (uint32_t)plain->count;
}

static void put_point(struct plain *plain, int32_t point,
                      const struct plain_word *place)
{
    if (is_word_point(point))
        put_letter(plain, point, place);
    else if (is_quote(point))
        put_quote(plain, point);
    else if (is_ignorable(point))
        return;
    else
        put_other(plain, point);
    plain->before[1] = plain->before[0];
    plain->before[0] = point;
}

static bool is_ascii(struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

static void put_normal(struct plain *plain, struct span token,
                       const struct plain_word *place)
{
    struct points *points = &plain->bench.points;
    enum error error =
        bench_points(&plain->bench, normal_room(token, NORMAL_NFKC) + 1);

    if (error == ERROR_NONE)
        error = normalise(token, NORMAL_NFKC, points);
    if (error != ERROR_NONE) {
        plain->error = error;
        return;
    }
    for (size_t i = 0; i < points->count && plain->error == ERROR_NONE; i++)
        put_point(plain, points->at[i], place);
}

static void put_token(struct plain *plain, struct span token,
                      const struct plain_word *place)
{
    if (!is_ascii(token)) {
        put_normal(plain, token, place);
        return;
    }
    for (size_t i = 0; i < token.length && plain->error == ERROR_NONE; i++)
        put_point(plain, token.at[i], place);
}

void plain_add(struct plain *plain, struct span text, uint32_t offset,
               uint32_t mark)
{
    struct span rest = text;
    struct span token;

    put_point(plain, ' ', NULL);
    while (plain->error == ERROR_NONE && span_cut(&rest, ' ', &token)) {
        struct plain_word place = {.mark = mark};

        place.from = offset + (uint32_t)(token.at - text.at);
        place.to = place.from + (uint32_t)token.length;
        put_token(plain, token, &place);
        put_point(plain, ' ', NULL);
    }
}

void plain_reset(struct plain *plain)
{
    plain->count = 0;
    plain->word_count = 0;
    plain->space = false;
    plain->glued = false;
    plain->in_word = false;
    plain->in_quote = false;
}

void plain_free(struct plain *plain)
{
    free(plain->points);
    free(plain->words);
    bench_free(&plain->bench);
    *plain = (struct plain){0};
}
