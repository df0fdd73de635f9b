#include "cite/order.h"

#include <string.h>

#include "cite/particles.h"
#include "text/words.h"

/*
 * The <sort> of each style's bibliography, with the dates as its macros
 * print them there, and its limits of names.
 */
static const struct cite_ordering orderings[] = {
    {.style = SPAN_INIT("apa"),
     .lead = LEAD_HOSTS,
     .most = 21,
     .shown = 19,
     .undated_first = true,
     .date = DATE_IN_FULL,
     .letters = true},
    {.style = SPAN_INIT("mla"),
     .lead = LEAD_GUESTS,
     .most = 3,
     .shown = 1,
     .dashes = true},
    {.style = SPAN_INIT("chicago"),
     .lead = LEAD_ANYONE,
     .most = 11,
     .shown = 7,
     .show_leads = true,
     .demotes = true,
     .date = DATE_BY_YEAR,
     .letters = true,
     .dashes = true},
    {.style = SPAN_INIT("chicago-notes"),
     .lead = LEAD_ANYONE,
     .most = 11,
     .shown = 7,
     .show_leads = true,
     .demotes = true,
     .dashes = true},
    {.style = SPAN_INIT("harvard"),
     .lead = LEAD_HOSTS,
     .most = 4,
     .shown = 1,
     .demotes = true,
     .date = DATE_BY_YEAR,
     .letters = true},
};

const struct cite_ordering *cite_ordering_of(const struct cite_style *style)
{
    for (size_t i = 0; i < sizeof(orderings) / sizeof(orderings[0]); i++) {
        if (span_equal(orderings[i].style, style->name)) {
            return &orderings[i];
        }
    }
    return NULL;
}

/* A text on its way into the key; all of it goes into the hash. */
struct entry {
    struct cite_order *order;
    size_t limit; /* where this text ends in the key at the latest */
    uint64_t hash;
    bool is_open; /* the key takes more of it */
};

static void put_bytes(struct entry *entry, struct span bytes)
{
    struct cite_order *order = entry->order;

    if (entry->is_open && order->length + bytes.length <= entry->limit) {
        memcpy(order->key + order->length, bytes.at, bytes.length);
        order->length += bytes.length;
    }
}

/* Letters that sort as others, but don't decompose to them (UTS #10). */
static struct span base_letter(struct span word, size_t at)
{
    static const struct {
        struct span letter;
        struct span base;
    } letters[] = {
        {SPAN_INIT("\u00F8"), SPAN_INIT("o")},
        {SPAN_INIT("\u0142"), SPAN_INIT("l")},
        {SPAN_INIT("\u0111"), SPAN_INIT("d")},
        {SPAN_INIT("\u0127"), SPAN_INIT("h")},
        {SPAN_INIT("\u00E6"), SPAN_INIT("ae")},
        {SPAN_INIT("\u0153"), SPAN_INIT("oe")},
    };

    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (span_starts(span_from(word, at), letters[i].letter)) {
            return letters[i].base;
        }
    }
    return SPAN("");
}

static void put_word(struct entry *entry, struct span word)
{
    for (size_t at = 0; at < word.length;) {
        struct span base = base_letter(word, at);

        put_bytes(entry,
                  base.length > 0 ? base : (struct span){word.at + at, 1});
        at += base.length > 0 ? 2 : 1;
    }
    put_bytes(entry, SPAN(" "));
}

static void put_words(struct entry *entry, struct span text)
{
    struct words words;
    struct span word;

    words_begin(&words, text);
    while (words_next(&words, &word)) {
        put_word(entry, word);
        entry->hash = entry->hash * 31 + word_hash(word);
    }
}

static struct entry begin_text(struct cite_order *order)
{
    return (struct entry){order, order->length + ORDER_TEXT, 0, true};
}

/* What is shorter comes first. */
static void end_text(struct cite_order *order)
{
    order->key[order->length++] = '\1';
}

static void put_name(struct entry *entry, const struct cite_name *given,
                     bool demotes)
{
    struct cite_name name = *given;

    name_settle(&name);
    if (!demotes) {
        put_words(entry, name.particle);
    }
    put_words(entry, name.family);
    put_words(entry, name.literal);
    put_words(entry, name.given);
    put_words(entry, name.dropping);
    if (demotes) {
        put_words(entry, name.particle);
    }
    put_words(entry, name.suffix);
}

static const struct cite_people *
leaders_of(const struct cite_ordering *ordering, const struct cite_item *item)
{
    if (ordering->lead == LEAD_GUESTS ||
        (ordering->lead == LEAD_ANYONE && item->guests.count > 0)) {
        return &item->guests;
    }
    return &item->hosts;
}

static void put_lead(const struct cite_ordering *ordering,
                     const struct cite_item *item, struct cite_order *order)
{
    const struct cite_people *people = leaders_of(ordering, item);
    struct entry entry = begin_text(order);
    struct cite_name name;
    size_t place = 0;

    if (people->count == 0) {
        put_words(&entry, ordering->show_leads ? item->show : item->title);
    }
    for (size_t i = 0; people->count > 0 && people->next(people, &place, &name);
         i++) {
        if (people->count >= ordering->most && i == ordering->shown) {
            order->lead = entry.hash;
            entry.is_open = false;
        }
        put_name(&entry, &name, ordering->demotes);
    }
    if (entry.is_open) {
        order->lead = entry.hash;
    }
    order->rival = entry.hash * 31 + (uint64_t)(item->issued.year + 2);
    end_text(order);
}

/* Puts a date so that it sorts; parts that it lacks come before all. */
static void put_date(struct cite_order *order, struct date date,
                     bool year_alone, bool undated_first)
{
    struct sink sink = sink_over(order->key + order->length, 8);

    if (!date_known(date)) {
        sink_ready(&sink, undated_first ? SPAN("00000000") : SPAN("99999999"));
    } else {
        sink_decimal_padded(&sink, (uint64_t)date.year, 4);
        sink_decimal_padded(&sink, year_alone ? 0 : (uint64_t)date.month, 2);
        sink_decimal_padded(&sink, year_alone ? 0 : (uint64_t)date.day, 2);
    }
    order->length += 8;
}

void cite_order_of(const struct cite_ordering *ordering,
                   const struct cite_item *item, struct cite_order *order)
{
    struct entry title;

    order->length = 0;
    put_lead(ordering, item, order);
    if (ordering->date != DATE_NEVER) {
        put_date(order, item->issued, ordering->date == DATE_BY_YEAR,
                 ordering->undated_first);
    }
    title = begin_text(order);
    put_words(&title, item->title);
    end_text(order);
    put_date(order, item->issued, false, false);
}

int cite_order_compare(const struct cite_order *a, const struct cite_order *b)
{
    return span_compare((struct span){a->key, a->length},
                        (struct span){b->key, b->length});
}
