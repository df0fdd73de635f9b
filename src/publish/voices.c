#include "publish/voices.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/utf8.h"
#include "text/letter.h"

#define NAME_MAX_BYTES 60
#define NAME_MAX_WORDS 5
#define MANY_HEADS 20

/* One name, by its hash. */
struct voice {
    uint64_t hash; /* 0: free */
    size_t count;
    size_t middle;
    bool plain_word; /* one word, in mixed case */
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

/* Words that open a remark, or credits, and no turn. */
static bool opens_remark(struct span word)
{
    static const char *const words[] = {
        "also",        "and",        "answer",    "because",     "but",
        "captions",    "caution",    "chapter",   "conclusion",  "correction",
        "credits",     "disclaimer", "editor",    "example",     "fact",
        "first",       "from",       "here",      "idea",        "important",
        "lesson",      "listen",     "look",      "meaning",     "music",
        "no",          "note",       "now",       "number",      "ok",
        "okay",        "part",       "plus",      "point",       "problem",
        "ps",          "question",   "quote",     "re",          "reason",
        "remember",    "result",     "reviewer",  "right",       "rule",
        "second",      "so",         "song",      "source",      "spoiler",
        "step",        "subject",    "subtitles", "summary",     "that",
        "then",        "thing",      "third",     "this",        "tip",
        "title",       "to",         "todo",      "transcriber", "transcript",
        "translation", "translator", "update",    "warning",     "well",
        "yes",
    };

    return IN_LIST(words, word);
}

/* Words in small letters that a name or a label may hold. */
static bool is_small_word(struct span word)
{
    static const char *const words[] = {
        "al",  "bin", "da",  "de",      "del", "della",       "den",
        "der", "di",  "dos", "du",      "el",  "guest",       "host",
        "ibn", "la",  "le",  "speaker", "ten", "ter",         "van",
        "von", "&",   "and", "y",       "zu",  "interviewer",
    };

    return IN_LIST(words, word);
}

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

static bool has_case(uint32_t point)
{
    return letter_upper(point) != point || letter_lower(point) != point;
}

/* A capital, or a letter of a script that has none. */
static bool opens_name(uint32_t point)
{
    if (has_case(point))
        return letter_lower(point) != point;
    return point >= 0xAA && (letter_is_cjk(point) || letter_is_spaced(point));
}

static bool may_stand_in_name(uint32_t point)
{
    return has_case(point) || is_digit(point) || point == '.' ||
           point == '\'' || point == '-' || point == '_' || point == '#' ||
           point == 0x2019 || (point >= 0x300 && point < 0x370) ||
           (point >= 0xAA && (letter_is_cjk(point) || letter_is_spaced(point)));
}

/* "speaker_00", as programs name voices that they tell apart. */
static bool is_label(struct span word)
{
    return span_equal_nocase(span_first(word, 7), SPAN("speaker")) &&
           is_digit((uint32_t)(unsigned char)word.at[word.length - 1]);
}

static bool is_name_word(struct span word, bool first)
{
    size_t at = 0;
    uint32_t point = utf8_next(word, &at);

    if (is_small_word(word) || is_label(word))
        return true;
    if (!opens_name(point) && (first || (!is_digit(point) && point != '#')))
        return false;
    while (at < word.length) {
        if (!may_stand_in_name(utf8_next(word, &at)))
            return false;
    }
    return true;
}

static bool is_name(struct span name, struct head *head)
{
    struct span word;
    unsigned words = 0;
    size_t at = 0;

    head->capitals = true;
    while (at < name.length) {
        uint32_t point = utf8_next(name, &at);

        if (letter_upper(point) != point)
            head->capitals = false;
    }
    while (span_cut(&name, ' ', &word)) {
        if (word.length == 0)
            continue;
        if (!is_name_word(word, words == 0) || ++words > NAME_MAX_WORDS)
            return false;
        if (words == 1 && opens_remark(word) && span_trim(name).length == 0)
            return false;
    }
    head->word = words == 1;
    return words > 0;
}

bool parts_words(uint32_t point)
{
    return point <= 0x20 || (point >= 0x7F && point <= 0xA0) ||
           point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F ||
           point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

/* How many bytes at the front part words. */
static size_t blanks(struct span text)
{
    size_t count = 0;
    size_t at = 0;

    while (at < text.length && parts_words(utf8_next(text, &at)))
        count = at;
    return count;
}

/* ">>" or ">>>", how often it may stand there, and the blanks behind. */
static size_t turn_marks(struct span text)
{
    size_t length = 0;
    size_t signs;

    do {
        signs = 0;
        while (length + signs < text.length && text.at[length + signs] == '>')
            signs++;
        if (signs >= 2)
            length += signs + blanks(span_from(text, length + signs));
    } while (signs >= 2);
    return length;
}

/*
 * The dash that opens a line of dialogue, and the blanks behind; 0 where it is
 * a number's sign, or none.
 */
static size_t dialogue_dash(struct span text)
{
    static const struct span dashes[] = {
        SPAN_INIT("-"), SPAN_INIT("\xE2\x80\x93"), SPAN_INIT("\xE2\x80\x94")};

    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        struct span rest = span_from(text, dashes[i].length);
        size_t blank = blanks(rest);

        if (span_starts(text, dashes[i]) &&
            (rest.length == 0 || blank > 0 ||
             (!is_digit((unsigned char)rest.at[0]) && rest.at[0] != '-')))
            return dashes[i].length + blank;
    }
    return 0;
}

/* All of both kinds, in whatever order, from byte `at` of the line on. */
static void read_signs(struct span line, size_t at, struct head *head)
{
    size_t marks;
    size_t dash;

    do {
        marks = turn_marks(span_from(line, at));
        dash = marks > 0 ? 0 : dialogue_dash(span_from(line, at));
        at += marks + dash;
        head->dash = head->dash || dash > 0;
        if (marks > 0 && !head->dash)
            head->turn_length = at;
    } while (marks + dash > 0);
    head->signs_length = at;
}

/* The brackets of "[Lex]: " and of "[Lex:] ". */
static struct span without_brackets(struct span name)
{
    if (name.length > 0 && (name.at[0] == '[' || name.at[0] == '('))
        name = span_from(name, 1);
    if (name.length > 0 &&
        (name.at[name.length - 1] == ']' || name.at[name.length - 1] == ')'))
        name.length--;
    return span_trim(name);
}

/* The length of the colon that `text` starts with, by ASCII or full width. */
static size_t colon_length(struct span text)
{
    if (span_starts(text, SPAN("\xEF\xBC\x9A")))
        return 3;
    if (!span_starts(text, SPAN(":")))
        return 0;
    if (text.length > 1 && (text.at[1] == ']' || text.at[1] == ')'))
        return 2;
    return text.length == 1 || text.at[1] == ' ' || text.at[1] == '\t';
}

struct head head_read(struct span line)
{
    struct head head = {.name = SPAN("")};
    size_t start;
    size_t end;

    read_signs(line, blanks(line), &head);
    start = head.signs_length;
    for (end = start; end < line.length && end - start <= NAME_MAX_BYTES;
         end++) {
        size_t colon = colon_length(span_from(line, end));
        struct span name = {line.at + start, end - start};

        if (colon == 0)
            continue;
        name = without_brackets(name);
        if (is_name(name, &head)) {
            head.name = name;
            head.length = end + colon;
            head.length += blanks(span_from(line, head.length));
            head.length += turn_marks(span_from(line, head.length));
        }
        break;
    }
    return head;
}

static struct voice *find(const struct voices *voices, uint64_t hash)
{
    size_t mask = voices->room - 1;
    size_t at = hash & mask;

    while (voices->slots[at].hash != 0 && voices->slots[at].hash != hash)
        at = (at + 1) & mask;
    return &voices->slots[at];
}

static enum error make_room(struct voices *voices)
{
    struct voices larger = *voices;

    if (voices->used * 2 < voices->room)
        return ERROR_NONE;
    larger.room = voices->room == 0 ? 64 : voices->room * 2;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < voices->room; i++) {
        if (voices->slots[i].hash != 0)
            *find(&larger, voices->slots[i].hash) = voices->slots[i];
    }
    free(voices->slots);
    *voices = larger;
    return ERROR_NONE;
}

static uint64_t hash_of(struct span name)
{
    uint64_t hash = XXH3_64bits(name.at, name.length);

    return hash == 0 ? 1 : hash;
}

enum error voices_note(struct voices *voices, const struct head *head,
                       bool opening, bool middle)
{
    struct voice *voice;

    if (make_room(voices) != ERROR_NONE)
        return ERROR_MEMORY;
    voice = find(voices, hash_of(head->name));
    voices->used += voice->hash == 0;
    voice->hash = hash_of(head->name);
    voice->plain_word = head->word && !head->capitals;
    voice->count++;
    voice->middle += middle;
    voices->heads++;
    voices->middle += middle;
    voices->capitals += head->capitals;
    if (opening)
        voices->first = voice->hash;
    return ERROR_NONE;
}

/* In captions without full stops, every head follows half a sentence. */
static bool has_sentences(const struct voices *voices)
{
    return voices->middle * 2 < voices->heads;
}

static bool stands_well(const struct voices *voices, const struct voice *voice)
{
    return !has_sentences(voices) || voice->middle * 2 <= voice->count;
}

void voices_judge(struct voices *voices)
{
    const struct voice *first;
    unsigned steady = 0;

    for (size_t i = 0; i < voices->room; i++) {
        const struct voice *voice = &voices->slots[i];

        if (voice->hash != 0 && stands_well(voices, voice) &&
            voice->count >= (voice->plain_word ? 3 : 2))
            steady++;
    }
    if (voices->first != 0) {
        first = find(voices, voices->first);
        steady += first->plain_word && first->count == 1 ? 0 : 2;
    }
    voices->any = steady >= 2;
}

bool voices_hold(const struct voices *voices, const struct head *head)
{
    const struct voice *voice;

    if (!voices->any || head->name.length == 0)
        return false;
    voice = find(voices, hash_of(head->name));
    return stands_well(voices, voice) &&
           (!voice->plain_word || voices->capitals * 2 <= voices->heads) &&
           (!voice->plain_word || voice->count > 1 ||
            voices->heads < MANY_HEADS);
}

bool ends_sentence(struct span text)
{
    static const struct span ends[] = {
        SPAN_INIT("."),
        SPAN_INIT("?"),
        SPAN_INIT("!"),
        SPAN_INIT("\""),
        SPAN_INIT(")"),
        SPAN_INIT("]"),
        SPAN_INIT("-"),
        SPAN_INIT("\xE2\x80\x94"), /* an em dash: cut off */
        SPAN_INIT("\xE2\x80\x93"),
        SPAN_INIT("\xE2\x80\xA6"),
        SPAN_INIT("\xE2\x80\x9D"),
        SPAN_INIT("\xE2\x99\xAA"), /* a note: music */
        SPAN_INIT("\xE3\x80\x82"), /* ideographic full stop, and full width */
        SPAN_INIT("\xEF\xBC\x9F"),
        SPAN_INIT("\xEF\xBC\x81"),
        SPAN_INIT("\xD8\x9F"), /* Arabic question mark */
    };

    text = span_trim(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (span_ends(text, ends[i]))
            return true;
    }
    return text.length == 0;
}

void voices_free(struct voices *voices)
{
    free(voices->slots);
    *voices = (struct voices){0};
}
