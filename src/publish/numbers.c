#include "publish/numbers.h"

/* A word for a number, or for what multiplies one. */
struct number_word {
    struct span word;
    double value;
};

static const struct number_word units[] = {
    {SPAN_INIT("zero"), 0},      {SPAN_INIT("one"), 1},
    {SPAN_INIT("two"), 2},       {SPAN_INIT("three"), 3},
    {SPAN_INIT("four"), 4},      {SPAN_INIT("five"), 5},
    {SPAN_INIT("six"), 6},       {SPAN_INIT("seven"), 7},
    {SPAN_INIT("eight"), 8},     {SPAN_INIT("nine"), 9},
    {SPAN_INIT("ten"), 10},      {SPAN_INIT("eleven"), 11},
    {SPAN_INIT("twelve"), 12},   {SPAN_INIT("thirteen"), 13},
    {SPAN_INIT("fourteen"), 14}, {SPAN_INIT("fifteen"), 15},
    {SPAN_INIT("sixteen"), 16},  {SPAN_INIT("seventeen"), 17},
    {SPAN_INIT("eighteen"), 18}, {SPAN_INIT("nineteen"), 19},
    {SPAN_INIT("twenty"), 20},   {SPAN_INIT("thirty"), 30},
    {SPAN_INIT("forty"), 40},    {SPAN_INIT("fifty"), 50},
    {SPAN_INIT("sixty"), 60},    {SPAN_INIT("seventy"), 70},
    {SPAN_INIT("eighty"), 80},   {SPAN_INIT("ninety"), 90},
};

static const struct number_word scales[] = {
    {SPAN_INIT("thousand"), 1e3}, {SPAN_INIT("million"), 1e6},
    {SPAN_INIT("billion"), 1e9},  {SPAN_INIT("trillion"), 1e12},
    {SPAN_INIT("k"), 1e3},        {SPAN_INIT("m"), 1e6},
    {SPAN_INIT("mn"), 1e6},       {SPAN_INIT("bn"), 1e9},
    {SPAN_INIT("b"), 1e9},        {SPAN_INIT("tn"), 1e12},
};

#define WORDS_OF_SCALE 4 /* the first; the others are letters behind digits */

/* A number in the making. */
struct sum {
    void (*found)(void *context, const struct number *number);
    void *context;
    struct number number; /* its text grows with each word */
    bool active;
    double total; /* what words of scale have closed */
    double group; /* below the next word of scale */
    double place; /* of the next digit behind "point"; 0: there was none */
    double last;  /* the number in words right before this one, or -1 */
};

bool number_equal(double a, double b)
{
    double away = a > b ? a - b : b - a;

    return away <= 1e-9 * (a > b ? a : b);
}

static bool look_up(const struct number_word *words, size_t count,
                    struct span word, double *value)
{
    for (size_t i = 0; i < count; i++) {
        if (span_equal_nocase(words[i].word, word)) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}

static bool is_two_digits(double value)
{
    return value >= 10 && value <= 99;
}

static void emit(struct sum *sum, double value)
{
    sum->number.value = value;
    sum->found(sum->context, &sum->number);
}

/* Ends the number under way. A year may be said in two halves, in words. */
static void flush(struct sum *sum)
{
    double value = sum->total + sum->group;

    if (!sum->active) {
        sum->last = -1;
        return;
    }
    emit(sum, value);
    if (!sum->number.digits && is_two_digits(sum->last) && is_two_digits(value))
        emit(sum, sum->last * 100 + value);
    sum->last = sum->number.digits ? -1 : value;
    sum->active = false;
    sum->total = 0;
    sum->group = 0;
    sum->place = 0;
}

static void begin(struct sum *sum, struct span text, double value, bool digits)
{
    flush(sum);
    sum->active = true;
    sum->group = value;
    sum->number.text = text;
    sum->number.digits = digits;
}

/* The number's text goes on up to the end of this word. */
static void lengthen(struct sum *sum, struct span word)
{
    sum->number.text.length =
        (size_t)(word.at + word.length - sum->number.text.at);
}

/* The last two digits of a group, as a whole number. */
static unsigned ending(double group)
{
    return (unsigned)(group - 100.0 * (double)(uint64_t)(group / 100));
}

/* May "five" follow what was said so far, as in "a hundred and five"? */
static bool continues(const struct sum *sum, double value)
{
    unsigned end;

    if (!sum->active || sum->number.digits || sum->group > 1e6)
        return false;
    end = ending(sum->group);
    if (value >= 10)
        return end == 0 && (sum->group > 0 || sum->total > 0);
    return (end == 0 && (sum->group > 0 || sum->total > 0)) ||
           (end >= 20 && end % 10 == 0 && value > 0);
}

static void take_unit(struct sum *sum, struct span word, double value)
{
    if (sum->active && sum->place > 0 && value < 10) {
        sum->group += value * sum->place;
        sum->place /= 10;
    } else if (continues(sum, value)) {
        sum->group += value;
    } else {
        begin(sum, word, value, false);
        return;
    }
    lengthen(sum, word);
}

static void take_scale(struct sum *sum, struct span word, double scale)
{
    if (!sum->active) {
        begin(sum, word, scale, false);
        return;
    }
    sum->total += (sum->group > 0 ? sum->group : 1) * scale;
    sum->group = 0;
    sum->place = 0;
    lengthen(sum, word);
}

static void take_hundred(struct sum *sum, struct span word)
{
    if (!sum->active) {
        begin(sum, word, 100, false);
        return;
    }
    sum->group *= 100;
    lengthen(sum, word);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           !is_ascii(byte);
}

static size_t count_digits(struct span text)
{
    size_t count = 0;

    while (count < text.length && is_digit(text.at[count]))
        count++;
    return count;
}

#define NO_BREAK "\xC2\xA0"
#define NARROW_NO_BREAK "\xE2\x80\xAF"

/*
 * The sign that `text`, which stands behind a digit, starts with and that
 * parts thousands, 0 where there is none: a comma or a space that doesn't
 * break, before three digits and no more (India's 1,00,000 has two).
 */
static size_t thousands_sign(struct span text)
{
    static const struct span signs[] = {SPAN_INIT(","), SPAN_INIT(NO_BREAK),
                                        SPAN_INIT(NARROW_NO_BREAK)};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct span rest = span_from(text, signs[i].length);
        size_t digits;

        if (!span_starts(text, signs[i]))
            continue;
        digits = count_digits(rest);
        if (digits == 3 ||
            (digits == 2 && span_starts(span_from(rest, 2), SPAN(","))))
            return signs[i].length;
    }
    return 0;
}

/* Is it a full stop before a digit, or a comma as in 1,5 or 12,34? */
static bool is_decimal_sign(struct span text)
{
    struct span rest = span_from(text, 1);
    size_t digits = count_digits(rest);

    if (span_starts(text, SPAN(".")))
        return digits > 0;
    return span_starts(text, SPAN(",")) && (digits == 1 || digits == 2) &&
           !span_starts(span_from(rest, digits), SPAN(","));
}

/* Reads 27,000 or 1.5 off the front; the bytes read, or 0. */
static size_t read_digits(struct span word, double *value)
{
    double place = 0;
    size_t at = 0;

    *value = 0;
    while (at < word.length) {
        struct span rest = span_from(word, at);
        size_t sign = at > 0 && place == 0 ? thousands_sign(rest) : 0;

        if (is_digit(word.at[at])) {
            double digit = word.at[at] - '0';

            *value = place > 0 ? *value + digit * place : *value * 10 + digit;
            place /= 10;
            sign = 1;
        } else if (at > 0 && sign == 0 && place == 0 && is_decimal_sign(rest)) {
            place = 0.1;
            sign = 1;
        } else if (sign == 0) {
            break;
        }
        at += sign;
    }
    return at;
}

/* Digits behind "point"; false where there was none, or where they are more. */
static bool take_places(struct sum *sum, struct span word)
{
    if (!sum->active || sum->place == 0 || count_digits(word) != word.length)
        return false;
    for (size_t i = 0; i < word.length; i++) {
        sum->group += (word.at[i] - '0') * sum->place;
        sum->place /= 10;
    }
    lengthen(sum, word);
    return true;
}

/* A word with digits in front: 27,000 or $6bn or 21st, but not 5:06. */
static void take_digits(struct sum *sum, struct span word)
{
    double value;
    double scale;
    size_t length = read_digits(word, &value);
    struct span rest = span_from(word, length);

    if (take_places(sum, word))
        return;
    if (length == 0 || (rest.length > 0 && rest.at[0] == ':')) {
        flush(sum);
        return;
    }
    begin(sum, span_first(word, length), value, true);
    if (look_up(scales, sizeof scales / sizeof *scales, rest, &scale))
        take_scale(sum, word, scale);
}

/* The sign that may stand at one end of a number: ($6), "6%". */
static size_t sign_length(struct span word, bool behind)
{
    static const struct span signs[] = {
        SPAN_INIT("\xE2\x82\xAC"), /* currencies */
        SPAN_INIT("\xC2\xA3"),     SPAN_INIT("\xC2\xA5"),
        SPAN_INIT("\xE2\x82\xB9"), SPAN_INIT("\xC2\xAB"), /* quotes */
        SPAN_INIT("\xC2\xBB"),     SPAN_INIT("\xE2\x80\x98"),
        SPAN_INIT("\xE2\x80\x99"), SPAN_INIT("\xE2\x80\x9A"),
        SPAN_INIT("\xE2\x80\x9C"), SPAN_INIT("\xE2\x80\x9D"),
        SPAN_INIT("\xE2\x80\x9E"), SPAN_INIT("\xE2\x80\xA6"), /* ellipsis */
    };
    char end = word.at[behind ? word.length - 1 : 0];

    if (!is_letter(end) && !is_digit(end))
        return 1;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (behind ? span_ends(word, signs[i]) : span_starts(word, signs[i]))
            return signs[i].length;
    }
    return 0;
}

static struct span stripped(struct span word)
{
    size_t sign;

    while (word.length > 0 && (sign = sign_length(word, false)) > 0)
        word = span_from(word, sign);
    while (word.length > 0 && (sign = sign_length(word, true)) > 0)
        word.length -= sign;
    return word;
}

static void take_word(struct sum *sum, struct span word)
{
    bool stops = word.length > 0 && (word.at[word.length - 1] == ',' ||
                                     word.at[word.length - 1] == '.' ||
                                     word.at[word.length - 1] == '?');
    double value;

    word = stripped(word);
    if (word.length > 0 && is_digit(word.at[0]))
        take_digits(sum, word);
    else if (look_up(units, sizeof units / sizeof *units, word, &value))
        take_unit(sum, word, value);
    else if (look_up(scales, WORDS_OF_SCALE, word, &value))
        take_scale(sum, word, value);
    else if (span_equal_nocase(word, SPAN("hundred")))
        take_hundred(sum, word);
    else if (sum->active && span_equal_nocase(word, SPAN("point")))
        sum->place = 0.1;
    else if (span_equal_nocase(word, SPAN("a")) ||
             (sum->active && span_equal_nocase(word, SPAN("and"))))
        return;
    else
        flush(sum);
    if (stops)
        flush(sum);
}

/* Do digits behind this hyphen belong to a name, as in GPT-4? */
static bool joins_name(struct span before, struct span behind)
{
    double value;

    return behind.length > 0 && is_digit(behind.at[0]) && before.length > 0 &&
           is_letter(before.at[before.length - 1]) &&
           !look_up(units, sizeof units / sizeof *units, before, &value);
}

/* What parts words. */
enum parting {
    PARTING_SPACE,
    PARTING_HYPHEN,
    PARTING_DASH, /* or a minus */
};

/* The length of what parts words at the front, 0 where nothing does. */
static size_t parting_at(struct span text, enum parting *parting)
{
    static const struct {
        struct span sign;
        enum parting parting;
    } signs[] = {
        {SPAN_INIT(" "), PARTING_SPACE},
        {SPAN_INIT(NO_BREAK), PARTING_SPACE},
        {SPAN_INIT(NARROW_NO_BREAK), PARTING_SPACE},
        {SPAN_INIT("-"), PARTING_HYPHEN},
        {SPAN_INIT("\xE2\x80\x90"), PARTING_HYPHEN},
        {SPAN_INIT("\xE2\x80\x91"), PARTING_HYPHEN},
        {SPAN_INIT("\xE2\x80\x93"), PARTING_DASH},
        {SPAN_INIT("\xE2\x80\x94"), PARTING_DASH},
        {SPAN_INIT("\xE2\x88\x92"), PARTING_DASH},
    };

    if (text.at[0] != ' ' && text.at[0] != '-' && is_ascii(text.at[0]))
        return 0; /* most bytes */

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (span_starts(text, signs[i].sign)) {
            *parting = signs[i].parting;
            return signs[i].sign.length;
        }
    }
    return 0;
}

/* Takes the next word off the front, and what parts it from its next. */
static struct span cut_word(struct span *text, enum parting *parting)
{
    struct span word = *text;
    size_t sign = 0;

    word.length = 0;
    *parting = PARTING_SPACE;
    while (word.length < text->length && sign == 0) {
        struct span rest = span_from(*text, word.length);

        if (word.length > 0 && is_digit(rest.at[-1]))
            word.length += thousands_sign(rest);
        rest = span_from(*text, word.length);
        sign = parting_at(rest, parting);
        word.length += sign == 0;
    }
    *text = span_from(*text, word.length + sign);
    return word;
}

void numbers_find(struct span text,
                  void (*found)(void *context, const struct number *number),
                  void *context)
{
    struct sum sum = {.found = found, .context = context, .last = -1};
    struct span before = SPAN("");

    while (text.length > 0) {
        enum parting parting;
        struct span word = cut_word(&text, &parting);

        if (joins_name(before, word))
            flush(&sum);
        else if (word.length > 0 || parting != PARTING_SPACE)
            take_word(&sum, word);
        if (parting == PARTING_DASH)
            flush(&sum);
        before = parting == PARTING_HYPHEN ? word : SPAN("");
    }
    flush(&sum);
}
