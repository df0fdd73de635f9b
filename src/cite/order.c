/*
 * order.c - the <sort> of each style's bibliography. A processor compares
 * what the keys' macros print, where spaces count and punctuation doesn't.
 */
#include "cite/order.h"

#include "cite/initials.h"
#include "cite/particles.h"
#include "cite/parts.h"
#include "text/collate.h"
#include "text/words.h"

/* The most bytes of the first key, and of each other one. */
#define LEAD_SIZE 160
#define KEY_SIZE 96

#define GIVEN_SIZE 256

static void gap(struct sink *key)
{
    sink_byte(key, COLLATE_GAP);
}

static void put_text(struct sink *key, struct span text)
{
    if (text.length > 0) {
        collate(key, text);
        gap(key);
    }
}

static void put_given(struct sink *key, const struct name_style *style,
                      struct span given)
{
    char bytes[GIVEN_SIZE];
    struct sink text = sink_over(bytes, sizeof(bytes));

    if (style->given == GIVEN_INITIALS) {
        initials_write(&text, given, style->initial, false);
    } else {
        initials_normalise(&text, given, SPAN(". "), false);
    }
    put_text(key, text.error ? given : sink_held(&text));
}

static void put_family_first(struct sink *key,
                             const struct cite_listing *listing,
                             const struct cite_name *name,
                             enum name_script script)
{
    if (script == SCRIPT_JOINED) {
        collate(key, name->particle);
        collate(key, name->family);
        put_text(key, name->given);
    } else {
        put_text(key, name->particle);
        put_text(key, name->family);
        put_given(key, listing->names, name->given);
    }
}

static void put_name(struct sink *key, const struct cite_listing *listing,
                     const struct cite_item *item, struct cite_name name)
{
    enum name_script script;

    if (name.literal.length > 0) {
        put_text(key, name.literal);
        return;
    }
    name_settle(&name);
    script = name_script(&name, item->language);
    if (script == SCRIPT_JOINED || script == SCRIPT_FAMILY_FIRST) {
        put_family_first(key, listing, &name, script);
        return;
    }
    if (!listing->demotes) {
        put_text(key, name.particle);
    }
    put_text(key, name.family);
    if (!listing->demotes) {
        put_text(key, name.dropping);
    }
    put_given(key, listing->names, name.given);
    if (listing->demotes) {
        put_text(key, name.dropping);
        put_text(key, name.particle);
    }
    put_text(key, name.suffix);
}

static void put_people(struct sink *key, const struct cite_listing *listing,
                       const struct cite_item *item,
                       const struct cite_people *people)
{
    size_t shown = names_shown(item, people, listing->names);
    struct cite_name name;
    size_t place = 0;

    for (size_t i = 0; i < shown && people->next(people, &place, &name); i++) {
        put_name(key, listing, item, name);
    }
}

const struct cite_people *cite_leaders(const struct cite_listing *listing,
                                       const struct cite_item *item)
{
    if (listing->lead == LEAD_GUESTS ||
        (listing->lead == LEAD_ANYONE && item->guests.count > 0)) {
        return &item->guests;
    }
    return &item->hosts;
}

static bool put_lead(struct sink *key, const struct cite_listing *listing,
                     const struct cite_item *item)
{
    const struct cite_people *people = cite_leaders(listing, item);

    put_people(key, listing, item, people);
    return people->count > 0;
}

static void put_number(struct sink *key, const struct cite_item *item,
                       struct span label)
{
    struct number_reader reader;
    struct span element;
    struct span joint;

    if (part_number_kind(item->number) != NUMBER_WORD) {
        put_text(key, label);
    }
    part_number_begin(&reader, item->number);
    while (part_number_next(&reader, &element, &joint)) {
        collate(key, element);
    }
    if (item->number.length > 0) {
        gap(key);
    }
}

/* So that dates sort as numbers; a part that is unknown is 0. */
static void put_date(struct sink *key, struct date date)
{
    sink_decimal_padded(key, (uint64_t)date.year, 4);
    sink_decimal_padded(key, (uint64_t)date.month, 2);
    sink_decimal_padded(key, (uint64_t)date.day, 2);
}

uint64_t cite_opening(const struct cite_listing *listing,
                      const struct cite_item *item)
{
    const struct cite_people *people = cite_leaders(listing, item);
    size_t shown = names_shown(item, people, listing->names);
    uint64_t hash = people->count > 0 ? 0 : word_hash(item->show);
    struct cite_name name;
    size_t place = 0;

    for (size_t i = 0; i < shown && people->next(people, &place, &name); i++) {
        const struct span parts[] = {name.particle, name.family,   name.literal,
                                     name.given,    name.dropping, name.suffix};

        for (size_t j = 0; j < sizeof(parts) / sizeof(parts[0]); j++) {
            hash = hash * 31 + word_hash(parts[j]);
        }
    }
    return hash;
}

void order_title(struct sink *key, const struct cite_listing *listing,
                 const struct cite_item *item)
{
    (void)listing;
    put_text(key, item->title);
}

void order_numbered_title(struct sink *key, const struct cite_listing *listing,
                          const struct cite_item *item)
{
    order_title(key, listing, item);
    put_number(key, item, SPAN("episode"));
}

void order_lead_or_title(struct sink *key, const struct cite_listing *listing,
                         const struct cite_item *item)
{
    if (!put_lead(key, listing, item)) {
        put_text(key, item->title);
    }
}

void order_lead_or_numbered_title(struct sink *key,
                                  const struct cite_listing *listing,
                                  const struct cite_item *item)
{
    if (!put_lead(key, listing, item)) {
        put_text(key, item->title);
        put_number(key, item, SPAN("no"));
    }
}

void order_lead_or_show(struct sink *key, const struct cite_listing *listing,
                        const struct cite_item *item)
{
    if (!put_lead(key, listing, item)) {
        put_text(key, item->show);
    }
}

void order_undated_or_date(struct sink *key, const struct cite_listing *listing,
                           const struct cite_item *item)
{
    (void)listing;
    if (date_known(item->issued)) {
        put_date(key, item->issued);
    }
}

void order_date(struct sink *key, const struct cite_listing *listing,
                const struct cite_item *item)
{
    if (date_known(item->issued)) {
        order_undated_or_date(key, listing, item);
    } else {
        LIT(key, "undated");
    }
}

void order_year(struct sink *key, const struct cite_listing *listing,
                const struct cite_item *item)
{
    struct cite_item year = *item;

    year.issued.month = 0;
    year.issued.day = 0;
    order_date(key, listing, &year);
}

void order_source(struct sink *key, const struct cite_listing *listing,
                  const struct cite_item *item)
{
    put_text(key, item->show);
    put_people(key, listing, item, &item->hosts);
}

void order_container(struct sink *key, const struct cite_listing *listing,
                     const struct cite_item *item)
{
    order_source(key, listing, item);
    put_number(key, item, SPAN("episode"));
    put_text(key, item->publisher);
    order_undated_or_date(key, listing, item);
    collate(key, item->url);
}

void cite_order_of(const struct cite_listing *listing,
                   const struct cite_item *item, struct cite_order *order)
{
    struct cite_item sorted = *item;

    sorted.distinct = (struct cite_distinct){0}; /* names are cut alike */
    order->length = 0;
    for (size_t i = 0; listing->keys[i] && order->length < sizeof(order->key);
         i++) {
        size_t room = sizeof(order->key) - order->length - 1;
        size_t most = i == 0 ? LEAD_SIZE : KEY_SIZE;
        struct sink key =
            sink_over(order->key + order->length, room < most ? room : most);

        listing->keys[i](&key, listing, &sorted);
        order->length += sink_held(&key).length;
        order->key[order->length++] = COLLATE_END;
    }
}

int cite_order_compare(const struct cite_order *a, const struct cite_order *b)
{
    return span_compare((struct span){a->key, a->length},
                        (struct span){b->key, b->length});
}
