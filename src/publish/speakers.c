#include "publish/speakers.h"

#include "base/utf8.h"
#include "text/letter.h"

#define NAME_WORDS 8

struct name {
    struct span words[NAME_WORDS];
    size_t count;
};

static bool in_list(const char *const *list, size_t count, struct span word)
{
    for (size_t i = 0; i < count; i++) {
        if (span_equal_nocase(word, span_of_string(list[i])))
            return true;
    }
    return false;
}

#define IN_LIST(list, word)                                                    \
    in_list((list), sizeof(list) / sizeof *(list), (word))

static bool is_title(struct span word)
{
    static const char *const titles[] = {"dr",   "prof", "professor", "mr",
                                         "mrs",  "ms",   "miss",      "sir",
                                         "dame", "the"};

    return IN_LIST(titles, word);
}

static bool is_role(struct span word)
{
    static const char *const roles[] = {
        "speaker",     "host",     "guest",     "interviewer", "interviewee",
        "moderator",   "narrator", "announcer", "audience",    "caller",
        "man",         "woman",    "male",      "female",      "unknown",
        "participant", "voice",    "q",         "a",           "spk",
        "all",         "both",     "everyone",  "other",       "person"};

    return IN_LIST(roles, word);
}

/* What stands between words, and after handles: "qx()". */
static bool is_sign(char byte)
{
    return (unsigned char)byte < 0x80 && !(byte >= '0' && byte <= '9') &&
           !((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool is_number(struct span word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    }
    return true;
}

static struct name split(struct span text)
{
    struct name name = {.count = 0};
    size_t at = 0;

    while (at < text.length && name.count < NAME_WORDS) {
        size_t start;
        struct span word;

        while (at < text.length && is_sign(text.at[at]))
            at++;
        start = at;
        while (at < text.length && !is_sign(text.at[at]))
            at++;
        word = span_first(span_from(text, start), at - start);
        if (word.length > 0 && !is_title(word))
            name.words[name.count++] = word;
    }
    return name;
}

bool speaker_is_label(struct span text)
{
    struct name name = split(text);
    bool role = false;

    for (size_t i = 0; i < name.count; i++) {
        if (!is_role(name.words[i]) && !is_number(name.words[i]))
            return false;
        role = role || is_role(name.words[i]);
    }
    return role || name.count == 0;
}

/* True where `a` begins with `b`, in any case; *whole where that is all. */
static bool begins_with(struct span a, struct span b, bool *whole)
{
    size_t x = 0;
    size_t y = 0;

    while (y < b.length) {
        if (x == a.length ||
            letter_lower(utf8_next(a, &x)) != letter_lower(utf8_next(b, &y)))
            return false;
    }
    *whole = x == a.length;
    return true;
}

/* Does `word`, or its first letter, stand in the name? */
static bool holds(const struct name *name, struct span word)
{
    for (size_t i = 0; i < name->count; i++) {
        bool whole;

        if (begins_with(name->words[i], word, &whole) &&
            (whole || utf8_count(word) == 1))
            return true;
        if (utf8_count(name->words[i]) == 1 &&
            begins_with(word, name->words[i], &whole))
            return true;
    }
    return false;
}

/* LF for Lex Fridman. */
static bool is_initials(struct span word, const struct name *name)
{
    size_t at = 0;

    for (size_t i = 0; i < name->count; i++) {
        size_t first = 0;

        if (at == word.length ||
            letter_lower(utf8_next(word, &at)) !=
                letter_lower(utf8_next(name->words[i], &first)))
            return false;
    }
    return at == word.length && name->count > 1;
}

static bool is_part(const struct name *part, const struct name *name)
{
    for (size_t i = 0; i < part->count; i++) {
        if (!holds(name, part->words[i]))
            return false;
    }
    return part->count > 0;
}

/* The next letter or digit, in lower case; 0 at the end. */
static uint32_t next_letter(struct span text, size_t *at)
{
    while (*at < text.length && is_sign(text.at[*at]))
        ++*at;
    return *at == text.length ? 0 : letter_lower(utf8_next(text, at));
}

/* The same letters, wherever words begin: 2ndTL Mining, 2ndTLMining. */
static bool is_run_together(struct span a, struct span b)
{
    size_t x = 0;
    size_t y = 0;
    uint32_t letter;

    do {
        letter = next_letter(a, &x);
        if (letter != next_letter(b, &y))
            return false;
    } while (letter != 0);
    return true;
}

bool speaker_is_same(struct span a, struct span b)
{
    struct name one = split(a);
    struct name other = split(b);

    if (one.count > other.count) {
        struct name longer = one;

        one = other;
        other = longer;
    }
    return one.count > 0 &&
           (is_run_together(a, b) || is_part(&one, &other) ||
            (one.count == 1 && is_initials(one.words[0], &other)));
}
