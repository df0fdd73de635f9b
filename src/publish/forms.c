#include "publish/forms.h"

#include "base/calendar.h"
#include "base/utf8.h"

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_lower((char)(c | 0x20));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_letter(c) || is_digit(c);
}

static bool is_slug_byte(char c)
{
    return is_lower(c) || is_digit(c);
}

static bool is_label_byte(char c)
{
    return is_letter_or_digit(c) || c == '.' || c == '-';
}

static bool is_youtube_byte(char c)
{
    return is_letter_or_digit(c) || c == '-' || c == '_';
}

static bool is_hex_digit(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool all(struct span text, bool (*is)(char))
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is(text.at[i]))
            return false;
    }
    return true;
}

/*
 * Takes the next piece between separators off *rest, an empty one too, and
 * sets rest->at to NULL behind the last.
 */
static bool next_piece(struct span *rest, char separator, struct span *piece)
{
    size_t end;

    if (rest->at == NULL)
        return false;
    end = span_find(*rest, separator);
    *piece = span_first(*rest, end);
    *rest =
        end < rest->length ? span_from(*rest, end + 1) : (struct span){NULL, 0};
    return true;
}

static bool slug_holds(struct span text)
{
    struct span rest = text;
    struct span piece;

    while (next_piece(&rest, '-', &piece)) {
        if (piece.length == 0 || !all(piece, is_slug_byte))
            return false;
    }
    return true;
}

static bool label_holds(struct span text)
{
    return text.length >= 1 && text.length <= 20 && all(text, is_label_byte);
}

/* YYYY, YYYY-MM or YYYY-MM-DD, whatever the digits. */
static bool date_holds(struct span text)
{
    if (text.length != 4 && text.length != 7 && text.length != 10)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        bool hyphen = i == 4 || i == 7;

        if (hyphen ? text.at[i] != '-' : !is_digit(text.at[i]))
            return false;
    }
    return true;
}

static bool date_exists(struct span text)
{
    struct date date;

    return date_parse(text, &date);
}

static bool time_exists(struct span text)
{
    int64_t seconds;

    return time_parse(text, &seconds);
}

static bool language_holds(struct span text)
{
    struct span rest = text;
    struct span piece;

    if (!next_piece(&rest, '-', &piece) || piece.length < 2 ||
        piece.length > 3 || !all(piece, is_letter))
        return false;
    while (next_piece(&rest, '-', &piece)) {
        if (piece.length < 2 || piece.length > 8 ||
            !all(piece, is_letter_or_digit))
            return false;
    }
    return true;
}

/* The subtags behind a language, in their order (RFC 5646, section 2.1). */
enum subtag { EXTENDED, SCRIPT, REGION, VARIANT, SUBTAGS };

static enum subtag subtag_of(struct span piece)
{
    bool letters = all(piece, is_letter);

    if (piece.length == 3 && letters)
        return EXTENDED;
    if (piece.length == 4 && letters)
        return SCRIPT;
    if ((piece.length == 2 && letters) ||
        (piece.length == 3 && all(piece, is_digit)))
        return REGION;
    if (piece.length >= 5 || (piece.length == 4 && is_digit(piece.at[0])))
        return VARIANT;
    return SUBTAGS;
}

static bool language_is_well_formed(struct span text)
{
    static const unsigned most[SUBTAGS] = {3, 1, 1, 100};
    unsigned count[SUBTAGS + 1] = {0};
    enum subtag last = EXTENDED;
    struct span rest = text;
    struct span piece;

    next_piece(&rest, '-', &piece);
    while (next_piece(&rest, '-', &piece)) {
        enum subtag subtag = subtag_of(piece);

        if (subtag == SUBTAGS || subtag < last ||
            ++count[subtag] > most[subtag])
            return false;
        last = subtag;
    }
    return true;
}

static bool youtube_holds(struct span text)
{
    return text.length == 11 && all(text, is_youtube_byte);
}

static bool url_holds(struct span text)
{
    return span_starts(text, SPAN("http://")) ||
           span_starts(text, SPAN("https://"));
}

static bool is_url_byte(char c)
{
    static const struct span never = SPAN_INIT("\"<>\\^`{|}\x7F");

    return (unsigned char)c > ' ' && span_find(never, c) == never.length;
}

/* A host, and no character that RFC 3986 and 3987 leave out everywhere. */
static bool url_is_sound(struct span text)
{
    struct span rest = span_from(text, span_find(text, ':') + 1);
    struct span host = span_from(rest, 2);

    if (!span_starts(rest, SPAN("//")))
        return all(rest, is_url_byte); /* mailto: */
    return host.length > 0 && host.at[0] != '/' && host.at[0] != '?' &&
           host.at[0] != '#' && all(rest, is_url_byte);
}

static bool contact_holds(struct span text)
{
    return url_holds(text) || span_starts(text, SPAN("mailto:"));
}

static bool base_url_holds(struct span text)
{
    struct span rest = span_from(text, span_find(text, ':') + 3);

    return url_holds(text) && rest.length > 0 && rest.at[0] != '/' &&
           !span_ends(rest, SPAN("/")) && span_find(rest, '?') == rest.length &&
           span_find(rest, '#') == rest.length;
}

/* Requests come decoded, and without the parts that a client resolves. */
static bool base_url_is_asked_for(struct span text)
{
    struct span rest = span_from(text, span_find(text, ':') + 3);
    struct span piece;

    if (span_find(text, '%') < text.length || !url_is_sound(text))
        return false;
    while (next_piece(&rest, '/', &piece)) {
        if (piece.length == 0 || span_equal(piece, SPAN(".")) ||
            span_equal(piece, SPAN("..")))
            return false;
    }
    return true;
}

static bool accent_holds(struct span text)
{
    return text.length == 7 && text.at[0] == '#' &&
           all(span_from(text, 1), is_hex_digit);
}

static bool path_stays_below(struct span text)
{
    struct span rest = text;
    struct span piece;

    if (span_find(text, '\\') < text.length)
        return false;
    while (next_piece(&rest, '/', &piece)) {
        if (piece.length == 0 || span_equal(piece, SPAN("..")))
            return false;
    }
    return true;
}

static const struct span roles[] = {SPAN_INIT("host"), SPAN_INIT("guest")};

static const struct span kinds[] = {
    SPAN_INIT("paper"),   SPAN_INIT("article"), SPAN_INIT("book"),
    SPAN_INIT("video"),   SPAN_INIT("podcast"), SPAN_INIT("code"),
    SPAN_INIT("dataset"), SPAN_INIT("tool"),    SPAN_INIT("other")};

#define URL_DEMAND                                                             \
    {                                                                          \
        url_holds, SPAN_INIT("must start with http:// or https://")            \
    }
#define URL_WISH                                                               \
    {                                                                          \
        url_is_sound, SPAN_INIT("names no host, or holds a space or one of "   \
                                "\" < > \\ ^ ` { | }, which an address can't") \
    }

const struct form form_text = {.least = 1, .most = 20000};
const struct form form_short = {.least = 1, .most = 300};
const struct form form_name_part = {.most = 100};
const struct form form_filled = {.least = 1};
const struct form form_free = {0};

const struct form form_slug = {
    .most = 120,
    .demands = {
        {slug_holds, SPAN_INIT("must be lower-case letters a-z and digits, in "
                               "groups joined by single hyphens, like "
                               "marie-curie-1911")}}};

const struct form form_label = {
    .demands = {{label_holds,
                 SPAN_INIT("must be a whole number, or 1 to 20 letters A-Z, "
                           "digits, dots and hyphens, like S02E07")}}};

const struct form form_role = {.words = roles,
                               .word_count = sizeof roles / sizeof *roles};
const struct form form_kind = {.words = kinds,
                               .word_count = sizeof kinds / sizeof *kinds};

const struct form form_date = {
    .demands = {{date_holds,
                 SPAN_INIT("must be a date as YYYY, YYYY-MM or YYYY-MM-DD")},
                {date_exists, SPAN_INIT("is no date of the calendar")}}};

const struct form form_time = {
    .demands = {
        {time_exists, SPAN_INIT("must be a time that exists, as in RFC 3339: "
                                "2026-05-29T06:26:41Z")}}};

const struct form form_language = {
    .demands = {{language_holds,
                 SPAN_INIT("must be a language tag (BCP 47), like en, pt-BR "
                           "or zh-Hant")}},
    .wish = {language_is_well_formed,
             SPAN_INIT("is no well-formed language tag (RFC 5646): its parts "
                       "are language, script, region and variants, in this "
                       "order")}};

const struct form form_youtube = {
    .demands = {{youtube_holds,
                 SPAN_INIT("must be the 11 characters of a YouTube id, not "
                           "an address")}}};

const struct form form_url = {
    .most = 2000, .demands = {URL_DEMAND}, .wish = URL_WISH};
const struct form form_link = {.demands = {URL_DEMAND}, .wish = URL_WISH};

const struct form form_contact = {
    .demands = {{contact_holds, SPAN_INIT("must start with https://, http:// "
                                          "or mailto:")}},
    .wish = URL_WISH};

const struct form form_base_url = {
    .demands = {{base_url_holds,
                 SPAN_INIT("must be http:// or https:// with a host and "
                           "perhaps a path, no slash at its end, no ? and "
                           "no #")},
                {base_url_is_asked_for,
                 SPAN_INIT("can't be asked for: it holds a space, %, one of "
                           "\" < > \\ ^ ` { | }, or an empty, . or .. part; "
                           "write letters as they are, not as %C3%A9")}}};

const struct form form_accent = {
    .demands = {
        {accent_holds, SPAN_INIT("must be a colour as #rrggbb, in hex")}}};

const struct form form_path = {
    .least = 1,
    .most = 300,
    .demands = {{path_stays_below,
                 SPAN_INIT("must be a path below this document's folder, "
                           "with no slash at either end, no empty part, no "
                           ".. and no backslash")}}};

static bool is_one_of_words(const struct form *form, struct span text)
{
    for (size_t i = 0; i < form->word_count; i++) {
        if (span_equal(text, form->words[i]))
            return true;
    }
    return form->words == NULL;
}

bool form_fits(const struct form *form, struct span text)
{
    size_t count = utf8_count(text);

    if (count < form->least || (form->most > 0 && count > form->most))
        return false;
    for (size_t i = 0; i < FORM_DEMANDS; i++) {
        if (form->demands[i].holds != NULL && !form->demands[i].holds(text))
            return false;
    }
    return is_one_of_words(form, text);
}
