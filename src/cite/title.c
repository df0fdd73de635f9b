/*
 * title.c - the case of titles. A text is taken in stretches, parted by marks
 * of punctuation; words are what spaces part in a stretch.
 */
#include <string.h>

#include "base/utf8.h"
#include "cite/draft.h"
#include "text/letter.h"

#define QUOTES_MAX 16
#define TAG_MAX 21 /* bytes of the longest */

enum mark {
    MARK_NONE, /* the stretch before the first mark, or an apostrophe's */
    MARK_OTHER,
    MARK_HYPHEN,
    MARK_SENTENCE, /* ? ! : */
    MARK_OPEN_DOUBLE,
    MARK_OPEN_SINGLE,
    MARK_DOUBLE,
    MARK_SINGLE,
    MARK_OPEN_CURLY_DOUBLE,
    MARK_OPEN_CURLY_SINGLE,
    MARK_CLOSE_CURLY_DOUBLE,
    MARK_CLOSE_CURLY_SINGLE
};

/* How a stretch's first letter was before its case was changed. */
struct original {
    size_t at;
    size_t length;
    char bytes[4];
};

struct quote {
    enum mark nests; /* the mark that may open inside */
    enum mark closes;
    bool placed; /* original is known */
    struct original original;
};

struct caser {
    struct draft *draft;
    bool all_words;  /* title case, not only the first word */
    bool is_first;   /* no word seen yet */
    bool is_opening; /* a colon, question or exclamation mark just seen */
    size_t last_at;  /* the last word, for its capital; none where equal */
    size_t last_end;
    struct quote quotes[QUOTES_MAX];
    size_t depth;
};

/* In byte order, for the search below. */
static const struct span small_words[] = {
    SPAN_INIT("a"),         SPAN_INIT("about"),      SPAN_INIT("above"),
    SPAN_INIT("across"),    SPAN_INIT("afore"),      SPAN_INIT("after"),
    SPAN_INIT("against"),   SPAN_INIT("al"),         SPAN_INIT("along"),
    SPAN_INIT("alongside"), SPAN_INIT("amid"),       SPAN_INIT("amidst"),
    SPAN_INIT("among"),     SPAN_INIT("amongst"),    SPAN_INIT("an"),
    SPAN_INIT("and"),       SPAN_INIT("anenst"),     SPAN_INIT("apropos"),
    SPAN_INIT("apud"),      SPAN_INIT("around"),     SPAN_INIT("as"),
    SPAN_INIT("aside"),     SPAN_INIT("astride"),    SPAN_INIT("at"),
    SPAN_INIT("athwart"),   SPAN_INIT("atop"),       SPAN_INIT("barring"),
    SPAN_INIT("before"),    SPAN_INIT("behind"),     SPAN_INIT("below"),
    SPAN_INIT("beneath"),   SPAN_INIT("beside"),     SPAN_INIT("besides"),
    SPAN_INIT("between"),   SPAN_INIT("beyond"),     SPAN_INIT("but"),
    SPAN_INIT("by"),        SPAN_INIT("c"),          SPAN_INIT("ca"),
    SPAN_INIT("circa"),     SPAN_INIT("de"),         SPAN_INIT("despite"),
    SPAN_INIT("down"),      SPAN_INIT("during"),     SPAN_INIT("et"),
    SPAN_INIT("except"),    SPAN_INIT("for"),        SPAN_INIT("forenenst"),
    SPAN_INIT("from"),      SPAN_INIT("given"),      SPAN_INIT("in"),
    SPAN_INIT("inside"),    SPAN_INIT("into"),       SPAN_INIT("lest"),
    SPAN_INIT("like"),      SPAN_INIT("modulo"),     SPAN_INIT("near"),
    SPAN_INIT("next"),      SPAN_INIT("nor"),        SPAN_INIT("of"),
    SPAN_INIT("off"),       SPAN_INIT("on"),         SPAN_INIT("onto"),
    SPAN_INIT("or"),        SPAN_INIT("out"),        SPAN_INIT("over"),
    SPAN_INIT("per"),       SPAN_INIT("plus"),       SPAN_INIT("pro"),
    SPAN_INIT("qua"),       SPAN_INIT("sans"),       SPAN_INIT("since"),
    SPAN_INIT("so"),        SPAN_INIT("than"),       SPAN_INIT("the"),
    SPAN_INIT("through"),   SPAN_INIT("throughout"), SPAN_INIT("thruout"),
    SPAN_INIT("till"),      SPAN_INIT("to"),         SPAN_INIT("toward"),
    SPAN_INIT("towards"),   SPAN_INIT("under"),      SPAN_INIT("underneath"),
    SPAN_INIT("until"),     SPAN_INIT("unto"),       SPAN_INIT("up"),
    SPAN_INIT("upon"),      SPAN_INIT("v"),          SPAN_INIT("van"),
    SPAN_INIT("versus"),    SPAN_INIT("via"),        SPAN_INIT("von"),
    SPAN_INIT("vs"),        SPAN_INIT("with"),       SPAN_INIT("within"),
    SPAN_INIT("without"),   SPAN_INIT("yet"),
};

/* Processors take the full stop of their v. and vs. for any character. */
static bool is_versus(struct span word)
{
    size_t length = span_starts(word, SPAN("vs")) ? 3 : 2;

    return span_starts(word, SPAN("v")) && utf8_count(word) == length;
}

static bool is_small(struct span word)
{
    size_t low = 0;
    size_t high = sizeof(small_words) / sizeof(small_words[0]);

    if (is_versus(word)) {
        return true;
    }

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = span_compare(word, small_words[middle]);

        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static struct span draft_piece(const struct draft *draft, size_t at, size_t end)
{
    return (struct span){draft->bytes + at, end - at};
}

static bool is_lower(struct span word)
{
    size_t at = 0;

    while (at < word.length) {
        uint32_t point = utf8_next(word, &at);

        if (letter_lower(point) != point) {
            return false;
        }
    }
    return true;
}

/* Greek letters on their own are symbols. */
static bool is_lone_greek(struct span word, uint32_t point, size_t length)
{
    return length == word.length && point >= 0x370 && point <= 0x3FF;
}

/* Whether `at` is inside what a processor would read as markup. */
static bool is_in_tag(const struct draft *draft, size_t at)
{
    static const struct span tags[] = {
        SPAN_INIT("<i>"),     SPAN_INIT("</i>"),
        SPAN_INIT("<b>"),     SPAN_INIT("</b>"),
        SPAN_INIT("<sup>"),   SPAN_INIT("</sup>"),
        SPAN_INIT("<sub>"),   SPAN_INIT("</sub>"),
        SPAN_INIT("<sc>"),    SPAN_INIT("</sc>"),
        SPAN_INIT("</span>"), SPAN_INIT("<span class=\"nocase\">"),
    };
    size_t start = at;

    while (start > 0 && at - start < TAG_MAX && draft->bytes[start] != '<') {
        start--;
    }
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (at < start + tags[i].length &&
            span_starts(draft_piece(draft, start, draft->length), tags[i])) {
            return true;
        }
    }
    return false;
}

static void capitalise(struct draft *draft, size_t at, size_t end)
{
    struct span word = draft_piece(draft, at, end);
    size_t length = 0;
    uint32_t point = utf8_next(word, &length);
    char upper[4];

    if (is_lone_greek(word, point, length) || is_in_tag(draft, at)) {
        return;
    }
    if (point == 0xDF) { /* the sharp s has no capital of its own in use */
        memcpy(draft->bytes + at, "SS", 2);
    } else if (utf8_put(letter_upper(point), upper) == length) {
        memcpy(draft->bytes + at, upper, length);
    }
}

/* One character of UTF-16 would do for `word`: the rule's "one letter". */
static bool is_single(struct span word)
{
    size_t at = 0;

    return utf8_next(word, &at) < 0x10000 && at == word.length;
}

static bool wants_capital(const struct caser *caser, struct span word,
                          bool before_hyphen)
{
    if (!caser->all_words) {
        return caser->is_first;
    }
    return (!is_single(word) && !is_small(word)) || before_hyphen ||
           caser->is_first || caser->is_opening;
}

static void case_word(struct caser *caser, size_t at, size_t end,
                      bool before_hyphen)
{
    struct span word = draft_piece(caser->draft, at, end);

    if (wants_capital(caser, word, before_hyphen) && is_lower(word)) {
        capitalise(caser->draft, at, end);
    }
    caser->is_first = false;
    caser->is_opening = false;
    caser->last_at = at;
    caser->last_end = end;
}

static bool is_space(uint32_t point)
{
    return point == ' ' || point == 0xA0 ||
           (point >= 0x2000 && point <= 0x200B) || point == 0x205F ||
           point == 0x3000;
}

/* Words between `at` and `end`. */
static void case_stretch(struct caser *caser, size_t at, size_t end,
                         bool before_hyphen)
{
    struct span text = draft_piece(caser->draft, 0, end);
    size_t start = at;

    while (at < end) {
        size_t here = at;

        if (is_space(utf8_next(text, &at))) {
            if (here > start) {
                case_word(caser, start, here, false);
            }
            start = at;
        }
    }
    if (end > start) {
        case_word(caser, start, end, before_hyphen);
    }
}

static struct original remember(const struct draft *draft, size_t at,
                                size_t end)
{
    struct original original = {.at = at};

    if (end > at) {
        utf8_next(draft_piece(draft, at, end), &original.length);
        memcpy(original.bytes, draft->bytes + at, original.length);
    }
    return original;
}

/* Undoes what was done to a stretch behind a mark that pairs with none. */
static void restore(struct caser *caser, const struct original *original)
{
    memcpy(caser->draft->bytes + original->at, original->bytes,
           original->length);
    caser->last_at = caser->last_end;
}

static void push_quote(struct caser *caser, struct quote quote)
{
    if (caser->depth < QUOTES_MAX) {
        caser->quotes[caser->depth++] = quote;
    }
}

static void open_quote(struct caser *caser, enum mark mark, struct quote quote)
{
    struct quote *top;

    if (caser->depth == 0 || caser->quotes[caser->depth - 1].nests == mark) {
        push_quote(caser, quote);
        return;
    }
    top = &caser->quotes[caser->depth - 1];
    if (top->placed) {
        restore(caser, &top->original);
    }
    quote.placed = false;
    *top = quote;
}

static void close_quote(struct caser *caser, enum mark mark,
                        const struct original *original)
{
    if (caser->depth > 0 && caser->quotes[caser->depth - 1].closes == mark) {
        caser->depth--;
    } else {
        restore(caser, original);
    }
}

static void follow_quotes(struct caser *caser, enum mark mark,
                          const struct original *original)
{
    static const struct {
        enum mark opens, nests, closes;
    } pairs[] = {
        {MARK_OPEN_DOUBLE, MARK_OPEN_SINGLE, MARK_DOUBLE},
        {MARK_OPEN_SINGLE, MARK_OPEN_DOUBLE, MARK_SINGLE},
        {MARK_OPEN_CURLY_DOUBLE, MARK_OPEN_CURLY_DOUBLE,
         MARK_CLOSE_CURLY_DOUBLE},
        {MARK_OPEN_CURLY_SINGLE, MARK_OPEN_CURLY_SINGLE,
         MARK_CLOSE_CURLY_SINGLE},
    };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        if (mark == pairs[i].opens) {
            open_quote(caser, mark,
                       (struct quote){pairs[i].nests, pairs[i].closes, true,
                                      *original});
        } else if (mark == pairs[i].closes) {
            close_quote(caser, mark, original);
        }
    }
}

static enum mark curly_mark(struct span text)
{
    static const struct {
        struct span bytes;
        enum mark mark;
    } marks[] = {
        {SPAN_INIT("\u2018"), MARK_OPEN_CURLY_SINGLE},
        {SPAN_INIT("\u2019"), MARK_CLOSE_CURLY_SINGLE},
        {SPAN_INIT("\u201c"), MARK_OPEN_CURLY_DOUBLE},
        {SPAN_INIT("\u201d"), MARK_CLOSE_CURLY_DOUBLE},
        {SPAN_INIT("\u2013"), MARK_OTHER},
        {SPAN_INIT("\u2014"), MARK_OTHER},
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (span_starts(text, marks[i].bytes)) {
            return marks[i].mark;
        }
    }
    return MARK_NONE;
}

static enum mark ascii_mark(char byte)
{
    switch (byte) {
    case '"':
        return MARK_DOUBLE;
    case '\'':
        return MARK_SINGLE;
    case '-':
        return MARK_HYPHEN;
    case '?':
    case '!':
    case ':':
        return MARK_SENTENCE;
    default:
        return byte != '\0' && strchr("/.,;[]()", byte) ? MARK_OTHER
                                                        : MARK_NONE;
    }
}

/* The mark that `text` starts with, and how many bytes it takes. */
static enum mark mark_at(struct span text, size_t *length)
{
    *length = 1;
    if (text.at[0] == ' ' && text.length > 1) {
        *length = 2;
        return text.at[1] == '"'    ? MARK_OPEN_DOUBLE
               : text.at[1] == '\'' ? MARK_OPEN_SINGLE
                                    : MARK_NONE;
    }
    if ((unsigned char)text.at[0] == 0xE2) {
        *length = 3;
        return curly_mark(text);
    }
    return ascii_mark(text.at[0]);
}

/* Where the next mark from `at` on is, or the end. */
static size_t next_mark(struct span text, size_t at)
{
    size_t length;

    while (at < text.length &&
           mark_at(span_from(text, at), &length) == MARK_NONE) {
        at++;
    }
    return at;
}

/* One mark and the stretch behind it; returns where that ends. */
static size_t case_marked(struct caser *caser, size_t at)
{
    struct span text = draft_piece(caser->draft, 0, caser->draft->length);
    size_t length;
    enum mark mark = mark_at(span_from(text, at), &length);
    size_t start = at + length;
    size_t end = next_mark(text, start);
    struct original original;

    if (mark == MARK_SINGLE && end > start) {
        mark = MARK_NONE; /* an apostrophe belongs to its word */
        start = at;
    }
    if (mark == MARK_SENTENCE) {
        caser->is_opening = caser->all_words;
    }
    original = remember(caser->draft, start, end);
    case_stretch(caser, start, end, false);
    follow_quotes(caser, mark, &original);
    return end;
}

/* A small word takes a capital where it ends the title. */
static void case_last(struct caser *caser)
{
    struct span word =
        draft_piece(caser->draft, caser->last_at, caser->last_end);

    if (word.length > 1 && is_small(word)) {
        capitalise(caser->draft, caser->last_at, caser->last_end);
    }
}

static void draft_case(struct draft *draft, bool all_words)
{
    struct caser caser = {
        .draft = draft, .all_words = all_words, .is_first = true};
    struct span text = draft_piece(draft, 0, draft->length);
    size_t at = next_mark(text, 0);
    size_t length;

    case_stretch(&caser, 0, at,
                 at < text.length &&
                     mark_at(span_from(text, at), &length) == MARK_HYPHEN);
    while (at < draft->length) {
        at = case_marked(&caser, at);
    }
    for (size_t i = 0; i < caser.depth; i++) {
        if (caser.quotes[i].placed) {
            size_t last = caser.last_at;

            restore(&caser, &caser.quotes[i].original);
            caser.last_at = last;
        }
    }
    if (all_words) {
        case_last(&caser);
    }
}

void draft_title_case(struct draft *draft)
{
    draft_case(draft, true);
}

void draft_capitalise(struct draft *draft)
{
    draft_case(draft, false);
}
