#include "cite/wikipedia.h"

/* What would end a parameter, or be markup in one. */
static struct span wiki_escape(char byte)
{
    switch (byte) {
    case '|':
        return SPAN("{{!}}");
    case '[':
        return SPAN("&#91;");
    case ']':
        return SPAN("&#93;");
    case '{':
        return SPAN("&#123;");
    case '}':
        return SPAN("&#125;");
    case '<':
        return SPAN("&lt;");
    case '>':
        return SPAN("&gt;");
    case '&':
        return SPAN("&amp;");
    case '~':
        return SPAN("&#126;");
    default:
        return SPAN("");
    }
}

static void wiki_text(struct sink *sink, struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        struct span escape = wiki_escape(text.at[i]);
        bool is_doubled = text.at[i] == '\'' && i > 0 && text.at[i - 1] == '\'';

        if (is_doubled) { /* two would be italics */
            escape = SPAN("&#39;");
        }
        sink_ready(sink,
                   escape.length > 0 ? escape : (struct span){text.at + i, 1});
    }
}

static void wiki_url(struct sink *sink, struct span url)
{
    for (size_t i = 0; i < url.length; i++) {
        if (wiki_escape(url.at[i]).length > 0 && url.at[i] != '&' &&
            url.at[i] != '~') {
            LIT(sink, "%");
            sink_hex(sink, (unsigned char)url.at[i], 2);
        } else {
            sink_byte(sink, url.at[i]);
        }
    }
}

static void write_parameter(struct sink *sink, struct span name,
                            struct span text)
{
    if (text.length > 0) {
        LIT(sink, " |");
        sink_ready(sink, name);
        LIT(sink, "=");
        wiki_text(sink, text);
    }
}

static void write_date(struct sink *sink, struct span name, struct date date)
{
    if (!date_known(date)) {
        return;
    }
    LIT(sink, " |");
    sink_ready(sink, name);
    LIT(sink, "=");
    if (date.day > 0) {
        sink_decimal(sink, date.day);
        LIT(sink, " ");
    }
    if (date.month > 0) {
        sink_ready(sink, month_name(date.month));
        LIT(sink, " ");
    }
    sink_decimal(sink, date.year);
}

/* |host=, |host2=, |host3= … */
static void write_hosts(struct sink *sink, const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;

    for (size_t i = 1;
         i <= people->count && people->next(people, &place, &name); i++) {
        LIT(sink, " |host");
        if (i > 1) {
            sink_decimal(sink, (int64_t)i);
        }
        LIT(sink, "=");
        name_plain_write(sink, &name, wiki_text);
    }
}

static void write_guests(struct sink *sink, const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;
    struct span joint = SPAN(" |others=With ");

    if (people->count == 0) {
        return;
    }
    while (people->next(people, &place, &name)) {
        sink_ready(sink, joint);
        name_plain_write(sink, &name, wiki_text);
        joint = SPAN(", ");
    }
}

static void write_entry(struct sink *sink, const struct cite_item *item)
{
    sink_ready(sink, item->kind == CITE_EPISODE ? SPAN("{{cite podcast")
                                                : SPAN("{{cite web"));
    write_hosts(sink, &item->hosts);
    write_guests(sink, &item->guests);
    write_parameter(sink, SPAN("title"), item->title);
    write_parameter(sink, SPAN("website"), item->show);
    write_parameter(sink, SPAN("number"), item->number);
    write_parameter(sink, SPAN("publisher"), item->publisher);
    write_date(sink, SPAN("date"), item->issued);
    if (item->kind == CITE_EPISODE && item->at >= 0) {
        LIT(sink, " |time=");
        clock_write(sink, item->at);
    }
    LIT(sink, " |url=");
    wiki_url(sink, item->url);
    write_date(sink, SPAN("access-date"), item->accessed);
    write_parameter(sink, SPAN("language"), item->language);
    LIT(sink, "}}");
}

void wikipedia_file(struct sink *sink, const struct cite_item *items,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        write_entry(sink, &items[i]);
        LIT(sink, "\n");
    }
}
