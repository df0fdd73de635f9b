/*
 * Well-formed HTML, strictly: what no browser would have to mend. Enough to
 * see whether some text got out of the place that it was written for.
 */
#include <string.h>

#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"

#define DEPTH_MAX 64
#define ATTRIBUTES_MAX 16

struct parse {
    struct span text;
    size_t at;
    struct span open[DEPTH_MAX];
    unsigned depth;
};

/* Elements without an end, and those whose end may be left out. */
static const char alone[] = " area br col hr img input link meta wbr ";
static const char endless[] = " dd dt li option p tbody td th thead tr ";

static bool is_one_of(const char *names, struct span name)
{
    for (const char *hit = names; (hit = strchr(hit, ' ')) != NULL; hit++) {
        if (strncmp(hit + 1, name.at, name.length) == 0 &&
            hit[1 + name.length] == ' ')
            return true;
    }
    return false;
}

static char peek(const struct parse *parse)
{
    return parse->at < parse->text.length ? parse->text.at[parse->at] : '\0';
}

static bool eat(struct parse *parse, const char *what)
{
    bool there =
        span_starts(span_from(parse->text, parse->at), span_of_string(what));

    if (there)
        parse->at += strlen(what);
    return there;
}

static struct span run(struct parse *parse, const char *of)
{
    size_t start = parse->at;

    while (peek(parse) != '\0' && strchr(of, peek(parse)) != NULL)
        parse->at++;
    return (struct span){parse->text.at + start, parse->at - start};
}

static struct span name_here(struct parse *parse)
{
    struct span name =
        run(parse, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                   "0123456789-:");

    due(name.length > 0, "HTML: a name is due");
    return name;
}

/* &name; or &#number; of which the & is here. */
static void entity(struct parse *parse)
{
    parse->at++;
    eat(parse, "#");
    name_here(parse);
    due(eat(parse, ";"), "HTML: an entity ends with a semicolon");
}

static void quoted(struct parse *parse)
{
    due(eat(parse, "\""), "HTML: a value stands in quotes");
    while (!eat(parse, "\"")) {
        due(parse->at < parse->text.length, "HTML: a value ends");
        due(peek(parse) != '<', "HTML: a value holds no bare <");
        if (peek(parse) == '&')
            entity(parse);
        else
            parse->at++;
    }
}

static void attributes(struct parse *parse)
{
    struct span names[ATTRIBUTES_MAX];
    unsigned count = 0;

    while (run(parse, " \n").length > 0 && peek(parse) != '>') {
        due(count < ATTRIBUTES_MAX, "HTML: few attributes");
        names[count] = name_here(parse);
        due(!span_starts(names[count], SPAN("on")), "HTML: no handler");
        for (unsigned i = 0; i < count; i++)
            due(!span_equal(names[i], names[count]),
                "HTML: one attribute a name");
        count++;
        if (eat(parse, "="))
            quoted(parse);
    }
    eat(parse, "/"); /* SVG */
    due(eat(parse, ">"), "HTML: a tag ends");
}

/* What is in <script> and <style> ends at the first end tag. */
static void raw(struct parse *parse, struct span name)
{
    size_t length =
        span_find_span(span_from(parse->text, parse->at), SPAN("</"));

    parse->at += length + 2;
    due(span_equal(name_here(parse), name), "HTML: raw text holds no </");
    due(eat(parse, ">"), "HTML: an end tag ends");
}

static void start_tag(struct parse *parse)
{
    struct span name = name_here(parse);

    attributes(parse);
    if (span_equal(name, SPAN("script")) || span_equal(name, SPAN("style"))) {
        raw(parse, name);
    } else if (!is_one_of(alone, name) && !is_one_of(endless, name) &&
               parse->text.at[parse->at - 2] != '/') {
        due(parse->depth < DEPTH_MAX, "HTML: not deep");
        parse->open[parse->depth++] = name;
    }
}

static void end_tag(struct parse *parse)
{
    struct span name = name_here(parse);

    due(eat(parse, ">"), "HTML: an end tag ends");
    if (is_one_of(endless, name))
        return;
    due(parse->depth > 0 && span_equal(parse->open[--parse->depth], name),
        "HTML: elements end in order");
}

void due_html(struct span page)
{
    struct parse parse = {.text = page};

    due(utf8_check(page) == page.length, "HTML: UTF-8");
    eat(&parse, "<!doctype html>"); /* a citation is but a fragment */
    while (parse.at < page.length) {
        if (eat(&parse, "</"))
            end_tag(&parse);
        else if (eat(&parse, "<"))
            start_tag(&parse);
        else if (peek(&parse) == '&')
            entity(&parse);
        else
            parse.at++;
    }
    due(parse.depth == 0, "HTML: all elements end");
}
