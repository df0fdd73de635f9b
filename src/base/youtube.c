#include "base/youtube.h"

static bool is_id_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

static bool is_id(struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is_id_byte(text.at[i]))
            return false;
    }
    return text.length == YOUTUBE_ID_LENGTH;
}

static bool skip_nocase(struct span *text, struct span prefix)
{
    if (!span_equal_nocase(span_first(*text, prefix.length), prefix))
        return false;
    *text = span_from(*text, prefix.length);
    return true;
}

/* Takes the front of *rest, up to the first of / ? # or : for a port. */
static struct span take_until(struct span *rest, struct span ends)
{
    size_t length = 0;
    struct span taken;

    while (length < rest->length &&
           span_find(ends, rest->at[length]) == ends.length)
        length++;
    taken = span_first(*rest, length);
    *rest = span_from(*rest, length);
    return taken;
}

/* The value of the parameter v, or an empty span. */
static struct span parameter_v(struct span rest)
{
    struct span query;
    struct span pair;

    query = take_until(&rest, SPAN("#"));
    query = span_from(query, span_find(query, '?') + 1);
    while (span_cut(&query, '&', &pair)) {
        if (span_starts(pair, SPAN("v=")))
            return span_from(pair, 2);
    }
    return SPAN("");
}

/* What follows a host of YouTube's own: from its path on. */
static struct span id_below_host(struct span rest)
{
    static const struct span folders[] = {
        SPAN_INIT("/embed/"), SPAN_INIT("/shorts/"), SPAN_INIT("/live/"),
        SPAN_INIT("/v/"), SPAN_INIT("/watch/")};

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (skip_nocase(&rest, folders[i]))
            return take_until(&rest, SPAN("/?#&"));
    }
    return parameter_v(rest);
}

static struct span id_in_address(struct span rest)
{
    static const struct span fronts[] = {SPAN_INIT("www."), SPAN_INIT("m."),
                                         SPAN_INIT("music.")};
    struct span host;

    if (!skip_nocase(&rest, SPAN("https://")) &&
        !skip_nocase(&rest, SPAN("http://")))
        skip_nocase(&rest, SPAN("//"));
    host = take_until(&rest, SPAN("/?#:"));
    take_until(&rest, SPAN("/?#"));
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        if (skip_nocase(&host, fronts[i]))
            break;
    }
    if (span_equal_nocase(host, SPAN("youtu.be"))) {
        rest = span_from(rest, 1);
        return take_until(&rest, SPAN("/?#&"));
    }
    if (span_equal_nocase(host, SPAN("youtube.com")) ||
        span_equal_nocase(host, SPAN("youtube-nocookie.com")))
        return id_below_host(rest);
    return SPAN("");
}

bool youtube_id(struct span address, struct span *id)
{
    struct span found = span_trim(address);

    if (!is_id(found))
        found = id_in_address(found);
    if (!is_id(found))
        return false;
    *id = found;
    return true;
}
