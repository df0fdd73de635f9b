#include "serve/cite_request.h"

#include <string.h>

#include "find/address.h"
#include "serve/query.h"

#define DAY_SECONDS 86400

static bool read_of(struct span value, struct cite_request *cite)
{
    cite->summary = span_equal(value, SPAN("summary"));
    return cite->summary || span_equal(value, SPAN("episode"));
}

static bool read_at(struct span value, struct cite_request *cite)
{
    cite->at = moment_read(value);
    return cite->at >= 0 && span_find(value, '.') == value.length;
}

static bool read_quote(struct span value, struct cite_request *cite)
{
    for (size_t i = 0; i < value.length; i++) {
        char c = value.at[i];

        if ((c < 'a' || c > 'z') && (c < '2' || c > '7'))
            return false;
    }
    if (value.length != sizeof cite->quote_text)
        return false;
    memcpy(cite->quote_text, value.at, value.length);
    cite->quote = (struct span){cite->quote_text, value.length};
    return true;
}

static bool read_accessed(struct span value, struct cite_request *cite)
{
    return date_parse(value, &cite->accessed) && cite->accessed.day > 0;
}

static bool read_part(struct span value, struct cite_request *cite)
{
    if (span_equal(value, SPAN("bibliography")))
        cite->part = CITE_BIBLIOGRAPHY;
    else if (span_equal(value, SPAN("note")))
        cite->part = CITE_NOTE;
    else if (span_equal(value, SPAN("intext")))
        cite->part = CITE_INTEXT;
    else
        return false;
    return true;
}

static bool read_as(struct span value, struct cite_request *cite)
{
    if (span_equal(value, SPAN("text")))
        cite->as = CITE_TEXT;
    else if (span_equal(value, SPAN("html")))
        cite->as = CITE_HTML;
    else if (span_equal(value, SPAN("markdown")))
        cite->as = CITE_MARKDOWN;
    else
        return false;
    return true;
}

static const struct {
    struct span name;
    bool (*read)(struct span value, struct cite_request *cite);
    struct span complaint;
} parameters[] = {
    {SPAN_INIT("of"), read_of, SPAN_INIT("of is episode or summary.")},
    {SPAN_INIT("t"), read_at,
     SPAN_INIT("t is a number of seconds, or a time like 1:23:45.")},
    {SPAN_INIT("quote"), read_quote,
     SPAN_INIT("quote is the id of a quote, 8 letters and digits.")},
    {SPAN_INIT("accessed"), read_accessed,
     SPAN_INIT("accessed is a day that exists, like 2026-05-29.")},
    {SPAN_INIT("part"), read_part,
     SPAN_INIT("part is bibliography, note or intext.")},
    {SPAN_INIT("as"), read_as, SPAN_INIT("as is text, html or markdown.")},
};

struct span cite_request_read(const struct request *request,
                              struct cite_request *cite)
{
    *cite = (struct cite_request){.at = RECORD_ABSENT,
                                  .accessed =
                                      date_of_days(request->now / DAY_SECONDS)};
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        char text[32]; /* no good value is longer */
        struct span value;

        if (!query_find(request->query, parameters[i].name, &value) ||
            value.length == 0)
            continue;
        if (!url_decode(value, true, text, sizeof text, &value) ||
            !parameters[i].read(value, cite))
            return parameters[i].complaint;
    }
    return SPAN("");
}
