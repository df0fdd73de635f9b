#include "cite/initials.h"

#include "base/utf8.h"
#include "text/letter.h"

#define WORDS_MAX 40

/* A word of a given name, and what parts it from the next. */
struct word {
    struct span text;
    bool has_hyphen; /* behind it */
    bool has_dot;    /* it ends in one, or stands for one letter */
};

struct words {
    struct word list[WORDS_MAX];
    size_t count;
};

static uint32_t first_point(struct span text)
{
    size_t at = 0;

    return text.length > 0 ? utf8_next(text, &at) : 0;
}

static bool is_letter(uint32_t point)
{
    return point > '9' && letter_is_spaced(point);
}

/* Names in scripts without initials, and titles, are left alone. */
static bool has_initials(struct span given)
{
    uint32_t first = first_point(given);

    return (is_letter(first) || first == '&') &&
           !span_equal(given, SPAN("Lord")) && !span_equal(given, SPAN("Lady"));
}

static bool is_break(struct span text, size_t at, bool splits_hyphens)
{
    char byte = text.at[at];

    if (byte == '-' && !splits_hyphens && at + 1 < text.length) {
        /* Jean-luc is one word */
        return text.at[at + 1] < 'a' || text.at[at + 1] > 'z';
    }
    return byte == ' ' || byte == '-';
}

/* Where the word from `at` on ends: at a break, or behind a full stop. */
static size_t word_end(struct span text, size_t at, bool splits_hyphens)
{
    while (at < text.length && !is_break(text, at, splits_hyphens)) {
        if (text.at[at++] == '.') {
            break;
        }
    }
    return at;
}

static void split(struct words *words, struct span given, bool splits_hyphens)
{
    size_t at = 0;

    words->count = 0;
    while (at < given.length && words->count < WORDS_MAX) {
        size_t end = word_end(given, at, splits_hyphens);
        struct word word = {.text = {given.at + at, end - at}};

        word.has_dot = span_ends(word.text, SPAN("."));
        at = end;
        while (at < given.length && is_break(given, at, splits_hyphens)) {
            word.has_hyphen |= given.at[at] == '-' && !splits_hyphens;
            at++;
        }
        if (word.text.length > 0) {
            words->list[words->count++] = word;
        }
    }
}

static bool is_capital(uint32_t point)
{
    return letter_upper(point) == point;
}

/* How many bytes of `word` are letters. */
static size_t letters_length(struct span word)
{
    size_t at = 0;

    while (at < word.length) {
        size_t next = at;

        if (!is_letter(utf8_next(word, &next))) {
            break;
        }
        at = next;
    }
    return at;
}

/* PHilip gives Ph: capitals that a small letter follows are one sound. */
static void write_cluster(struct sink *sink, struct span letters)
{
    size_t at = 0;
    size_t end;

    utf8_next(letters, &at);
    sink_ready(sink, span_first(letters, at));
    end = at;
    while (end < letters.length) {
        size_t next = end;

        if (!is_capital(utf8_next(letters, &next))) {
            break;
        }
        end = next;
    }
    while (end < letters.length && at < end) {
        char bytes[4];

        sink_ready(
            sink,
            (struct span){
                bytes, utf8_put(letter_lower(utf8_next(letters, &at)), bytes)});
    }
}

static bool has_initial(const struct word *word)
{
    return letters_length(word->text) > 0 &&
           is_capital(first_point(word->text));
}

/* Writes one word's initial; false where the word stays whole. */
static bool write_initial(struct sink *sink, const struct word *word)
{
    struct span letters = span_first(word->text, letters_length(word->text));
    bool is_abbreviation =
        word->has_dot && letters.length + 1 == word->text.length;

    if (!has_initial(word)) {
        sink_ready(sink, word->text);
        return false;
    }
    if (is_abbreviation) {
        sink_ready(sink, letters);
    } else {
        write_cluster(sink, letters);
    }
    return true;
}

static void write_mark(struct sink *sink, struct span mark, bool is_last,
                       bool has_hyphen)
{
    bool has_space = span_ends(mark, SPAN(" "));

    sink_ready(sink, has_space && (is_last || has_hyphen)
                         ? span_first(mark, mark.length - 1)
                         : mark);
    if (has_hyphen && !is_last) {
        sink_byte(sink, '-');
    }
}

void initials_write(struct sink *sink, struct span given, struct span mark,
                    bool splits_hyphens)
{
    struct words words;

    if (!has_initials(given)) {
        sink_ready(sink, given);
        return;
    }
    split(&words, given, splits_hyphens);
    if (words.count > 0 && !has_initial(&words.list[0])) {
        sink_byte(sink, ' '); /* as processors part such a word */
    }
    for (size_t i = 0; i < words.count; i++) {
        const struct word *word = &words.list[i];
        bool is_last = i + 1 == words.count;

        bool is_next_whole = !is_last && !has_initial(&words.list[i + 1]);

        if (write_initial(sink, word)) {
            write_mark(sink, mark, is_last, word->has_hyphen);
            if (is_next_whole && !word->has_hyphen &&
                !span_ends(mark, SPAN(" "))) {
                sink_byte(sink, ' ');
            }
        } else if (!is_last) {
            sink_byte(sink, word->has_hyphen ? '-' : ' ');
        }
    }
}

/* One letter, with a full stop or without. */
static bool is_single(const struct word *word)
{
    size_t at = 0;

    utf8_next(word->text, &at);
    return at + word->has_dot == word->text.length;
}

/* An initial or an abbreviation: J, J., Th. */
static bool is_short(const struct word *word)
{
    return word->has_dot ||
           (is_single(word) && is_capital(first_point(word->text)));
}

void initials_normalise(struct sink *sink, struct span given, struct span mark,
                        bool splits_hyphens)
{
    struct words words;

    if (!has_initials(given)) {
        sink_ready(sink, given);
        return;
    }
    split(&words, given, splits_hyphens);
    for (size_t i = 0; i < words.count; i++) {
        const struct word *word = &words.list[i];
        bool is_last = i + 1 == words.count;

        bool keeps_hyphen =
            word->has_hyphen && !is_last && !is_single(&words.list[i + 1]);

        if (is_short(word)) {
            sink_ready(sink, span_first(word->text,
                                        word->text.length - word->has_dot));
            write_mark(sink, mark, is_last, keeps_hyphen);
        } else {
            sink_ready(sink, word->text);
            if (!is_last) {
                sink_byte(sink, word->has_hyphen ? '-' : ' ');
            }
        }
    }
}
