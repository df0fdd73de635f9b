#include "text/words.h"

#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "base/utf8.h"
#include "text/letter.h"

/* Marks below this combining class are part of a word's spelling. */
#define FIRST_ACCENT_CLASS 10

enum point_kind {
    POINT_BREAK,
    POINT_DROPPED,
    POINT_LETTER,    /* of a word */
    POINT_CHARACTER, /* of a script without spaces */
    POINT_EXTENSION  /* of the letter or character before it */
};

/* Blocks (Unicode, Blocks.txt) of the scripts that come in pairs. */
static bool is_character(int32_t point)
{
    static const struct {
        int32_t first;
        int32_t last;
    } blocks[] = {
        {0x0E00, 0x0EFF},   /* Thai, Lao */
        {0x1000, 0x109F},   /* Myanmar */
        {0x1100, 0x11FF},   /* Hangul Jamo */
        {0x1780, 0x17FF},   /* Khmer */
        {0x3005, 0x3007},   /* the Han iteration mark and zero */
        {0x3040, 0x312F},   /* Hiragana, Katakana, Bopomofo */
        {0x31A0, 0x31FF},   /* extensions of both */
        {0x3400, 0x4DBF},   /* Han */
        {0x4E00, 0x9FFF},   /* Han */
        {0xA960, 0xA97F},   /* Hangul Jamo Extended-A */
        {0xD7B0, 0xD7FF},   /* Hangul Jamo Extended-B */
        {0x1B000, 0x1B16F}, /* Kana */
        {0x20000, 0x3FFFF}  /* Han */
    };

    if (point < blocks[0].first)
        return false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (point <= blocks[i].last)
            return point >= blocks[i].first;
    }
    return false;
}

/* Vowels and finals of a hangul syllable, which decomposing takes apart. */
static bool is_syllable_rest(int32_t point)
{
    return (point >= 0x1160 && point <= 0x11FF) ||
           (point >= 0xD7B0 && point <= 0xD7FF);
}

static enum point_kind kind_of_category(int32_t point)
{
    const utf8proc_property_t *property = utf8proc_get_property(point);

    switch (property->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return is_character(point) ? POINT_CHARACTER : POINT_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return property->combining_class < FIRST_ACCENT_CLASS ? POINT_EXTENSION
                                                              : POINT_DROPPED;
    default:
        return POINT_BREAK;
    }
}

static enum point_kind kind_of(int32_t point)
{
    if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9'))
        return POINT_LETTER;
    if (letter_is_apostrophe((uint32_t)point))
        return POINT_DROPPED;
    if (point < 0x80)
        return POINT_BREAK;
    return is_syllable_rest(point) ? POINT_EXTENSION : kind_of_category(point);
}

/* Past WORD_MAX, what comes is dropped. */
static void put(struct words *words, int32_t point)
{
    char bytes[4];
    unsigned length = utf8_put((uint32_t)point, bytes);

    if (words->length == 0)
        words->start = words->point;
    words->end = words->after;
    if (words->length + length <= WORD_MAX) {
        memcpy(words->bytes + words->length, bytes, length);
        words->length += length;
    }
}

/* Gives out what is under way and starts anew; false where nothing is due. */
static bool give(struct words *words, struct span *word)
{
    bool due = words->length > 0 &&
               (!words->characters || words->alone || words->second > 0);

    if (due) {
        memcpy(words->given, words->bytes, words->length);
        *word = (struct span){words->given, words->length};
        words->seen =
            (struct span){words->start, (size_t)(words->end - words->start)};
    }
    words->length = 0;
    words->second = 0;
    return due;
}

static bool take_letter(struct words *words, int32_t point, struct span *word)
{
    bool given = words->characters && give(words, word);

    words->characters = false;
    put(words, point);
    return given;
}

/* Gives out the pair of the last two characters, and keeps the second. */
static void give_pair(struct words *words, struct span *word)
{
    size_t rest = words->length - words->second;
    size_t second = words->second;

    give(words, word);
    memcpy(words->bytes, words->given + second, rest);
    words->length = rest;
    words->start = words->second_at;
    words->alone = false;
}

static bool take_character(struct words *words, int32_t point,
                           struct span *word)
{
    bool given = false;

    if (!words->characters)
        given = give(words, word);
    if (words->second > 0) {
        give_pair(words, word);
        given = true;
    }
    if (words->length == 0) {
        words->characters = true;
        words->alone = true;
    } else {
        words->second = words->length;
        words->second_at = words->point;
    }
    put(words, point);
    return given;
}

/* Takes one folded code point; true where that ended a word. */
static bool take(struct words *words, int32_t point, struct span *word)
{
    switch (kind_of(point)) {
    case POINT_LETTER:
        return take_letter(words, point, word);
    case POINT_CHARACTER:
        return take_character(words, point, word);
    case POINT_EXTENSION:
        if (words->length > 0)
            put(words, point);
        return false;
    case POINT_BREAK:
        return give(words, word);
    case POINT_DROPPED:
        if (words->length > 0 && !letter_is_apostrophe((uint32_t)point))
            words->end = words->after;
        break;
    }
    return false;
}

/* Reads and folds the text's next code point. */
static void read_point(struct words *words)
{
    size_t at = 0;
    uint32_t point = utf8_next(words->text, &at);
    int boundary = 0;
    utf8proc_ssize_t count = 1;

    words->point = words->text.at;
    words->after = words->text.at + at;
    words->text = span_from(words->text, at);
    words->pending_at = 0;
    if (point < 0x80)
        words->pending[0] =
            (int32_t)(point >= 'A' && point <= 'Z' ? point + 32 : point);
    else
        count = utf8proc_decompose_char(
            (utf8proc_int32_t)point, words->pending, NORMAL_EXPANSION,
            (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
            &boundary);
    if (count < 0) { /* no UTF-8 */
        words->pending[0] = ' ';
        count = 1;
    }
    words->pending_count = (unsigned)count;
}

static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* Takes a run of ASCII letters and digits at once, as most of all text is. */
static void take_plain(struct words *words)
{
    size_t run = 0;

    while (run < words->text.length && is_plain(words->text.at[run]))
        run++;
    if (run == 0 || words->characters)
        return;
    if (words->length == 0)
        words->start = words->text.at;
    words->end = words->text.at + run;
    for (size_t i = 0; i < run && words->length < WORD_MAX; i++) {
        char byte = words->text.at[i];

        words->bytes[words->length++] =
            (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    words->text = span_from(words->text, run);
}

void words_begin(struct words *words, struct span text)
{
    words->text = text;
    words->pending_at = 0;
    words->pending_count = 0;
    words->length = 0;
    words->second = 0;
    words->characters = false;
    words->alone = false;
}

bool words_next(struct words *words, struct span *word)
{
    for (;;) {
        while (words->pending_at < words->pending_count) {
            if (take(words, words->pending[words->pending_at++], word))
                return true;
        }
        take_plain(words);
        if (words->text.length == 0)
            return give(words, word);
        read_point(words);
    }
}

uint64_t word_hash(struct span word)
{
    return XXH3_64bits(word.at, word.length);
}
