#include "text/collate.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/letter.h"
#include "text/normal.h"

/* Marks below this combining class spell a word; the others are accents. */
#define FIRST_ACCENT_CLASS 10

/* First bytes that put_point() takes: of 8 pages of 256, and 17 planes. */
#define POINT_WEIGHTS 25

/* First bytes of a weight. Letters of a to z take two each from LETTER on. */
enum weight {
    WEIGHT_SYMBOL = 2, /* up to COLLATE_GAP, which stands for | too */
    WEIGHT_OTHER_SYMBOL = 18,
    WEIGHT_CURRENCY = WEIGHT_OTHER_SYMBOL + POINT_WEIGHTS,
    WEIGHT_NUMBER = WEIGHT_CURRENCY + POINT_WEIGHTS,
    WEIGHT_LETTER,
    WEIGHT_OTHER_LETTER = WEIGHT_LETTER + 52
};

/* Symbols that come in this order, before all others. */
static const int32_t symbols[] = {'`',  '^', 0xB0, 0xA9, 0xAE, '+', 0xB1, 0xF7,
                                  0xD7, '<', '=',  '>',  0xAC, '|', 0xA6, '~'};

/* Letters that don't decompose, but sort as others do, or behind them. */
static const struct {
    int32_t point;
    char base[3];
    bool behind;
} letters[] = {
    {0xE6, "ae", false},  {0xF0, "d", false},  {0xF8, "o", false},
    {0xFE, "z", true},    {0x111, "d", false}, {0x127, "h", false},
    {0x131, "i", true},   {0x142, "l", false}, {0x14B, "n", true},
    {0x153, "oe", false}, {0x167, "t", true},  {0x259, "e", true},
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void put_point(struct sink *key, enum weight weight, int32_t point)
{
    if (point < 0x800) {
        sink_byte(key, (char)((int)weight + (point >> 8)));
    } else {
        sink_byte(key, (char)((int)weight + 8 + (point >> 16)));
        sink_byte(key, (char)(point >> 8));
    }
    sink_byte(key, (char)point);
}

static void put_base(struct sink *key, const char *base, bool behind)
{
    for (; *base; base++)
        sink_byte(key, (char)(WEIGHT_LETTER + 2 * (*base - 'a') + behind));
}

static void put_letter(struct sink *key, int32_t point)
{
    const char base[2] = {(char)point, 0};

    if (point >= 'a' && point <= 'z') {
        put_base(key, base, false);
        return;
    }
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].point == point) {
            put_base(key, letters[i].base, letters[i].behind);
            return;
        }
    }
    if (point >= 0x30A1 && point <= 0x30F6)
        point -= 0x60; /* katakana as hiragana */
    put_point(key, WEIGHT_OTHER_LETTER, point);
}

static void put_symbol(struct sink *key, int32_t point, bool currency)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (symbols[i] == point) {
            sink_byte(key, (char)(WEIGHT_SYMBOL + i));
            return;
        }
    }
    put_point(key, currency ? WEIGHT_CURRENCY : WEIGHT_OTHER_SYMBOL, point);
}

/* A run of digits: how many there are, without zeros in front, and they. */
static size_t put_number(struct sink *key, struct span text)
{
    size_t zeros = 0;
    size_t end;

    while (zeros < text.length && text.at[zeros] == '0')
        zeros++;
    for (end = zeros; end < text.length && end - zeros < UINT8_MAX; end++) {
        if (!is_digit(text.at[end]))
            break;
    }
    sink_byte(key, (char)WEIGHT_NUMBER);
    sink_byte(key, (char)(end - zeros));
    sink_ready(key, (struct span){text.at + zeros, end - zeros});
    return end;
}

/* Spelling marks count as letters, accents and punctuation as nothing. */
static void put(struct sink *key, int32_t point)
{
    const utf8proc_property_t *property = utf8proc_get_property(point);

    switch (property->category) {
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_SK:
        put_symbol(key, point, property->category == UTF8PROC_CATEGORY_SC);
        break;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        if (property->combining_class < FIRST_ACCENT_CLASS)
            put_letter(key, point);
        break;
    default:
        if (point < 0x80 && is_digit((char)point))
            put_number(key, (struct span){&(char){(char)point}, 1});
        else if (letter_is_word((uint32_t)point))
            put_letter(key, point);
    }
}

static void put_folded(struct sink *key, uint32_t point)
{
    int32_t folded[NORMAL_EXPANSION];
    int boundary = 0;
    utf8proc_ssize_t count;

    if (point == 0x0419 || point == 0x0439) { /* Cyrillic short i */
        put_letter(key, 0x0439);
        return;
    }
    count = utf8proc_decompose_char(
        (utf8proc_int32_t)point, folded, NORMAL_EXPANSION,
        (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
        &boundary);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        put(key, folded[i]);
}

void collate(struct sink *key, struct span text)
{
    size_t at = 0;

    while (at < text.length && key->error == ERROR_NONE) {
        if (is_digit(text.at[at])) {
            at += put_number(key, span_from(text, at));
        } else if (text.at[at] == ' ') {
            sink_byte(key, COLLATE_GAP);
            at++;
        } else {
            put_folded(key, utf8_next(text, &at));
        }
    }
}
