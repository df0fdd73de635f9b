#include "find/address.h"

#define MOMENT_MAX 359999

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The alphabet of video ids; that of slugs is a part of it. */
static bool is_id_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           c == '-' || c == '_';
}

/* What `text` starts with of ids' characters. */
static struct span leading_id(struct span text)
{
    size_t length = 0;

    while (length < text.length && is_id_character(text.at[length]))
        length++;
    return span_first(text, length);
}

/* Takes a number off the front; at most `most`, else -1. */
static int64_t take_number(struct span *text, int64_t most)
{
    int64_t number = 0;
    size_t at = 0;

    for (; at < text->length && is_digit(text->at[at]); at++) {
        number = number * 10 + (text->at[at] - '0');
        if (number > most)
            return -1;
    }
    *text = span_from(*text, at);
    return at > 0 ? number : -1;
}

/* 1:02:03 or 2:03. */
static int64_t read_clock(struct span text)
{
    int64_t seconds = 0;
    struct span part;

    if (span_ends(text, SPAN(":")))
        return -1;
    for (unsigned parts = 0; span_cut(&text, ':', &part); parts++) {
        int64_t number = take_number(&part, parts == 0 ? MOMENT_MAX : 59);

        if (number < 0 || part.length > 0 || parts > 2)
            return -1;
        seconds = seconds * 60 + number;
    }
    return seconds;
}

/* 1h2m3s, any of them left out, in this order; a last number is seconds. */
static int64_t read_units(struct span text)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'h', 3600}, {'m', 60}, {'s', 1}};
    int64_t seconds = 0;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct span rest = text;
        int64_t number = take_number(&rest, MOMENT_MAX);

        if (text.length == 0)
            return seconds;
        if (number < 0)
            return -1;
        if (rest.length > 0 && (rest.at[0] | 0x20) == units[i].letter) {
            seconds += number * units[i].seconds;
            text = span_from(rest, 1);
        } else if (rest.length == 0) {
            return seconds + number;
        }
    }
    return text.length == 0 ? seconds : -1;
}

int64_t moment_read(struct span text)
{
    int64_t seconds;

    if (text.length == 0)
        return -1;
    if (span_find(text, ':') < text.length)
        seconds = read_clock(text);
    else
        seconds = read_units(span_first(text, span_find(text, '.')));
    return seconds <= MOMENT_MAX ? seconds : -1;
}

/* The first of ? & and #, which begin a parameter or a fragment. */
static size_t find_parameter(struct span text)
{
    size_t at = 0;

    while (at < text.length && text.at[at] != '?' && text.at[at] != '&' &&
           text.at[at] != '#')
        at++;
    return at;
}

/*
 * The first parameter `name` of an address, in its query or its fragment;
 * &amp; is taken for what it was copied from.
 */
static bool parameter(struct span address, struct span name, struct span *value)
{
    for (;;) {
        struct span pair;
        size_t equals;

        address = span_from(address, find_parameter(address) + 1);
        if (address.length == 0)
            return false;
        if (span_starts(address, SPAN("amp;")))
            address = span_from(address, 4);
        pair = span_first(address, find_parameter(address));
        equals = span_find(pair, '=');
        if (equals < pair.length &&
            span_equal(span_first(pair, equals), name)) {
            *value = span_from(pair, equals + 1);
            return true;
        }
    }
}

static int64_t moment_of(struct span address)
{
    static const struct span names[] = {SPAN_INIT("t"), SPAN_INIT("start"),
                                        SPAN_INIT("time_continue")};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span value;

        if (parameter(address, names[i], &value))
            return moment_read(value);
    }
    return -1;
}

/* True where `host` is `domain` or below it. */
static bool is_host(struct span host, struct span domain)
{
    size_t more;

    if (host.length < domain.length)
        return false;
    more = host.length - domain.length;
    return span_equal_nocase(span_from(host, more), domain) &&
           (more == 0 || host.at[more - 1] == '.');
}

/* What a player's address may hold in an id's place, and as long. */
static bool is_id(struct span text)
{
    return text.length == VIDEO_ID_LENGTH &&
           !span_equal(text, SPAN("videoseries")) &&
           !span_equal(text, SPAN("live_stream"));
}

/* The id in what stands behind the host; empty where there is none. */
static struct span video_id(struct span rest, bool short_host)
{
    static const struct span folders[] = {
        SPAN_INIT("/watch/"), SPAN_INIT("/embed/"), SPAN_INIT("/shorts/"),
        SPAN_INIT("/live/"),  SPAN_INIT("/v/"),     SPAN_INIT("/e/"),
        SPAN_INIT("/vi/")};
    struct span value = SPAN("");

    if (parameter(rest, SPAN("v"), &value))
        return leading_id(value);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (span_starts(rest, folders[i]))
            return leading_id(span_from(rest, folders[i].length));
    }
    return short_host ? leading_id(span_from(rest, 1)) : value;
}

static bool read_video(struct span host, struct span rest,
                       struct address *address)
{
    bool short_host = is_host(host, SPAN("youtu.be"));
    struct span id;

    if (!short_host && !is_host(host, SPAN("youtube.com")) &&
        !is_host(host, SPAN("youtube-nocookie.com")))
        return false;
    id = video_id(rest, short_host);
    if (is_id(id)) {
        address->kind = ADDRESS_VIDEO;
        address->name = id;
        address->at = moment_of(rest);
    }
    return true;
}

/* Which quote an address of ours leads to: /quotes/ID, quote=ID, #q-ID. */
static struct span quote_of(struct span rest)
{
    struct span value;
    size_t at = span_find(rest, '#');

    if (span_starts(rest, SPAN("/quotes/")))
        return leading_id(span_from(rest, sizeof "/quotes/" - 1));
    if (parameter(rest, SPAN("quote"), &value))
        return leading_id(value);
    if (span_starts(span_from(rest, at), SPAN("#q-")))
        return leading_id(span_from(rest, at + 3));
    return SPAN("");
}

/* Reads a path of ours, without the site's prefix. */
static void read_path(struct span path, struct address *address)
{
    struct span name;

    if (!span_starts(path, SPAN("/episodes/")))
        return;
    name = leading_id(span_from(path, sizeof "/episodes/" - 1));
    if (name.length == 0)
        return;
    path = span_from(path, (size_t)(name.at + name.length - path.at));
    address->kind = ADDRESS_EPISODE;
    address->name = name;
    address->quote = quote_of(path);
    address->at = moment_of(path);
}

static struct span without_scheme(struct span text)
{
    static const struct span schemes[] = {
        SPAN_INIT("https://"), SPAN_INIT("http://"), SPAN_INIT("//")};

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (span_equal_nocase(span_first(text, schemes[i].length), schemes[i]))
            return span_from(text, schemes[i].length);
    }
    return text;
}

static struct span host_of(struct span text)
{
    size_t length = span_find(text, '/');

    return span_first(text, find_parameter(span_first(text, length)));
}

/* Our host and prefix in front of a path of ours. */
static bool read_ours(struct span text, struct span base_url,
                      struct address *address)
{
    struct span ours = without_scheme(base_url);
    struct span host = host_of(ours);
    struct span prefix = span_from(ours, host.length);

    if (span_starts(text, SPAN("/"))) {
        if (span_starts(text, prefix))
            read_path(span_from(text, prefix.length), address);
        if (address->kind != ADDRESS_EPISODE)
            read_path(text, address);
        return true;
    }
    if (!span_equal_nocase(host_of(text), host))
        return false;
    text = span_from(text, host.length);
    if (span_starts(text, prefix))
        read_path(span_from(text, prefix.length), address);
    return true;
}

/* Without what mails and sentences put around an address. */
static struct span unwrapped(struct span text)
{
    const struct span opening = SPAN("<\"'(");
    const struct span closing = SPAN(">\"').,;");

    text = span_trim(text);
    while (text.length > 0 && span_find(opening, text.at[0]) < opening.length)
        text = span_from(text, 1);
    while (text.length > 0 &&
           span_find(closing, text.at[text.length - 1]) < closing.length)
        text.length--;
    return text;
}

void address_read(struct span text, struct span base_url,
                  struct address *address)
{
    struct span rest;
    struct span host;

    text = unwrapped(text);
    rest = without_scheme(text);
    host = host_of(rest);
    *address = (struct address){.kind = ADDRESS_FOREIGN, .at = -1};
    if (read_ours(rest, base_url, address) ||
        read_video(host, span_from(rest, host.length), address))
        return;
    if (leading_id(text).length == text.length && text.length > 0) {
        address->kind = ADDRESS_BARE;
        address->name = text;
    } else if (rest.length == text.length) {
        address->kind = ADDRESS_NONE;
    }
}
