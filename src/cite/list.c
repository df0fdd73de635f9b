#include "cite/list.h"

#include "cite/csl.h"
#include "cite/format.h"
#include "cite/order.h"

/* A list while it is written. */
struct listing {
    const struct cite_list *list;
    const struct cite_style *style;
    const struct cite_ordering *ordering;
    struct cite_order orders[CITE_LIST_MAX]; /* as given */
    size_t places[CITE_LIST_MAX];            /* as printed: indices of those */
    char address[CITE_LIST_ADDRESS];
};

static void read_item(struct listing *listing, size_t index,
                      struct cite_item *item)
{
    struct sink text = sink_over(listing->address, sizeof(listing->address));

    listing->list->item(listing->list->source, index, item, &text);
}

/* Puts the index-th item in its place among those before it. */
static void place_item(struct listing *listing, size_t index)
{
    const struct cite_order *order = &listing->orders[index];
    size_t to = index;

    for (; to > 0 && cite_order_compare(
                         order, &listing->orders[listing->places[to - 1]]) < 0;
         to--) {
        listing->places[to] = listing->places[to - 1];
    }
    listing->places[to] = index;
}

static void sort_items(struct listing *listing)
{
    for (size_t i = 0; i < listing->list->count; i++) {
        struct cite_item item;

        listing->places[i] = i;
        if (listing->ordering) {
            read_item(listing, i, &item);
            cite_order_of(listing->ordering, &item, &listing->orders[i]);
            place_item(listing, i);
        }
    }
}

/* a to z, then aa, ab, …, for the number-th of those that are alike. */
static struct span letter_of(size_t number, char letters[2])
{
    size_t length = 0;

    if (number >= 26) {
        letters[length++] = (char)('a' + number / 26 - 1);
    }
    letters[length++] = (char)('a' + number % 26);
    return (struct span){letters, length};
}

static const struct cite_order *order_at(const struct listing *listing,
                                         size_t place)
{
    return &listing->orders[listing->places[place]];
}

/* The letter behind the year; empty for a work that is alone in it. */
static struct span year_suffix(const struct listing *listing, size_t place,
                               char letters[2])
{
    uint64_t rival = order_at(listing, place)->rival;
    size_t before = 0;
    size_t all = 0;

    for (size_t i = 0; i < listing->list->count; i++) {
        if (order_at(listing, i)->rival == rival) {
            before += i < place;
            all++;
        }
    }
    return all > 1 ? letter_of(before, letters) : SPAN("");
}

static void write_entry(struct sink *sink, struct listing *listing,
                        size_t place, enum cite_part part, enum cite_as as)
{
    const struct cite_ordering *ordering = listing->ordering;
    struct cite_item item;
    char letters[2];

    read_item(listing, listing->places[place], &item);
    item.place = place + 1;
    if (ordering && ordering->letters) {
        item.year_suffix = year_suffix(listing, place, letters);
    }
    item.repeats =
        ordering && ordering->dashes && place > 0 &&
        part == CITE_BIBLIOGRAPHY &&
        order_at(listing, place)->lead == order_at(listing, place - 1)->lead;
    if (listing->style->file == csl_file) {
        csl_entry(sink, &item);
    } else {
        cite_write(sink, &item, listing->style, part, as);
    }
}

/* What stands before, between and behind entries. */
struct frame {
    struct span start;
    struct span between;
    struct span end;
};

static struct frame frame_of(const struct cite_style *style, enum cite_as as)
{
    if (style->file == csl_file) {
        return (struct frame){SPAN("["), SPAN(","), SPAN("]\n")};
    }
    if (style->file) {
        return (struct frame){SPAN(""), style->between, SPAN("")};
    }
    switch (as) {
    case CITE_HTML:
        return (struct frame){SPAN("<p>"), SPAN("</p>\n<p>"), SPAN("</p>\n")};
    case CITE_MARKDOWN:
        return (struct frame){SPAN(""), SPAN("\n\n"), SPAN("\n")};
    default:
        return (struct frame){SPAN(""), SPAN("\n"), SPAN("\n")};
    }
}

void cite_list_write(struct sink *sink, const struct cite_list *list,
                     const struct cite_style *style, enum cite_part part,
                     enum cite_as as)
{
    struct frame frame = frame_of(style, as);
    struct listing listing;

    listing.list = list;
    listing.style = style;
    listing.ordering = cite_ordering_of(style);
    sort_items(&listing);
    sink_ready(sink, frame.start);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) {
            sink_ready(sink, frame.between);
        }
        write_entry(sink, &listing, i, part, as);
    }
    sink_ready(sink, frame.end);
}
