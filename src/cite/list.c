#include "cite/list.h"

#include "cite/csl.h"
#include "cite/distinct.h"
#include "cite/format.h"
#include "cite/particles.h"
#include "cite/pen.h"
#include "text/words.h"

/* What is known of an item; all are as given. */
struct entry {
    struct cite_order order;
    struct cite_distinct distinct;
    uint64_t opening;     /* names or a show */
    uint64_t short_form;  /* itself in running text, as printed */
    uint64_t families[2]; /* of the first host and the first guest, or 0 */
    size_t twin;          /* the first item that no name tells it from */
};

/* A list while it is written. */
struct listing {
    const struct cite_list *list;
    const struct cite_style *style; /* that it was prepared for, or NULL */
    const struct cite_listing *how; /* NULL: in the order as given */
    size_t places[CITE_LIST_MAX];   /* as printed: indices of entries */
    struct entry entries[CITE_LIST_MAX];
};

_Static_assert(sizeof(struct listing) <= CITE_LIST_ROOM, "a list has room");

static void read_item(struct listing *listing, size_t index,
                      struct cite_item *item, struct sink *text)
{
    listing->list->item(listing->list->source, index, item, text);
    *item = cite_seen_by(item, listing->style->view);
    item->distinct = listing->entries[index].distinct;
}

/* Its address is held until the next item is read so. */
static void read_whole(struct listing *listing, size_t index,
                       struct cite_item *item)
{
    const struct cite_list *list = listing->list;
    struct sink text = sink_over(list->address, list->address_size);

    read_item(listing, index, item, &text);
}

/* Without its address. */
static void read_names(struct listing *listing, size_t index,
                       struct cite_item *item)
{
    char nothing[1];
    struct sink text = sink_over(nothing, sizeof(nothing));

    read_item(listing, index, item, &text);
}

/* FNV-1a, which doesn't mind in what pieces the bytes come. */
#define FNV_BASIS UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

static enum error sum_bytes(struct sink *sink, const char *bytes, size_t length)
{
    uint64_t *sum = sink->host;

    for (size_t i = 0; i < length; i++) {
        *sum = (*sum ^ (unsigned char)bytes[i]) * FNV_PRIME;
    }
    return ERROR_NONE;
}

/*
 * Of what `write` prints. Not inlined, so that the rest of what is told of an
 * item doesn't stand on the stack of this.
 */
static __attribute__((noinline)) uint64_t
hash_of(const struct cite_item *item, const struct cite_style *style,
        void (*write)(struct pen *, const struct cite_item *))
{
    char bytes[256];
    uint64_t sum = FNV_BASIS;
    struct sink text = sink_over(bytes, sizeof(bytes));
    struct pen pen;

    text.drain = sum_bytes;
    text.host = &sum;
    pen_begin(&pen, &text, CITE_TEXT, style->british, item->language);
    write(&pen, item);
    pen_end(&pen);
    sink_flush(&text);
    return sum;
}

/* A title is the same in quotation marks and in italics. */
static uint64_t short_form(const struct listing *listing,
                           const struct cite_item *item)
{
    if (listing->how->lead == LEAD_HOSTS && item->hosts.count == 0) {
        return word_hash(item->title) + (uint64_t)(item->issued.year + 2);
    }
    return hash_of(item, listing->style, listing->style->intext);
}

static uint64_t first_family(const struct cite_people *people)
{
    struct cite_name name;
    size_t place = 0;

    if (!people->next(people, &place, &name)) {
        return 0;
    }
    name_settle(&name);
    return word_hash(name.family);
}

static void note_families(struct listing *listing, size_t index)
{
    struct cite_item item;

    read_names(listing, index, &item);
    listing->entries[index].families[0] = first_family(&item.hosts);
    listing->entries[index].families[1] = first_family(&item.guests);
}

/* Whether one of the first people of each may be namesakes. */
static bool share_family(const struct entry *a, const struct entry *b)
{
    for (size_t i = 0; i < 2; i++) {
        if (a->families[i] != 0 && (a->families[i] == b->families[0] ||
                                    a->families[i] == b->families[1])) {
            return true;
        }
    }
    return false;
}

/* Tells an item's leader from those of all others. */
static void tell_leader(struct listing *listing, size_t index)
{
    struct cite_item item;

    read_names(listing, index, &item);
    for (size_t i = 0; i < listing->list->count; i++) {
        struct cite_item other;

        if (i != index &&
            share_family(&listing->entries[index], &listing->entries[i])) {
            read_names(listing, i, &other);
            distinct_leader(listing->how, &item, &other);
        }
    }
    listing->entries[index].distinct = item.distinct;
    listing->entries[index].short_form = short_form(listing, &item);
}

/* Tells an item from those that running text would take for it. */
static void tell_names(struct listing *listing, size_t index)
{
    struct entry *entry = &listing->entries[index];
    struct cite_item item;

    entry->twin = index;
    read_names(listing, index, &item);
    for (size_t i = listing->list->count; i > 0; i--) {
        struct cite_item other;

        if (i - 1 == index ||
            listing->entries[i - 1].short_form != entry->short_form) {
            continue;
        }
        read_names(listing, i - 1, &other);
        if (!distinct_names(listing->how, &item, &other) && i - 1 < index) {
            entry->twin = i - 1;
        }
    }
    entry->distinct = item.distinct;
}

/* Puts the index-th item in its place among those before it. */
static void place_item(struct listing *listing, size_t index)
{
    const struct cite_order *order = &listing->entries[index].order;
    size_t to = index;

    for (; to > 0 &&
           cite_order_compare(
               order, &listing->entries[listing->places[to - 1]].order) < 0;
         to--) {
        listing->places[to] = listing->places[to - 1];
    }
    listing->places[to] = index;
}

static void sort_items(struct listing *listing)
{
    for (size_t i = 0; i < listing->list->count; i++) {
        struct entry *entry = &listing->entries[i];
        struct cite_item item;

        read_whole(listing, i, &item);
        cite_order_of(listing->how, &item, &entry->order);
        place_item(listing, i);
        entry->opening = cite_opening(listing->how, &item);
    }
}

static void prepare(struct listing *listing)
{
    size_t count = listing->list->count;

    for (size_t i = 0; i < count; i++) {
        listing->places[i] = i;
        listing->entries[i].distinct = (struct cite_distinct){0};
    }
    if (!listing->how) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        note_families(listing, i);
    }
    for (size_t i = 0; i < count && listing->how->short_names; i++) {
        tell_leader(listing, i);
    }
    for (size_t i = 0; i < count && listing->how->short_names; i++) {
        tell_names(listing, i);
    }
    sort_items(listing);
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

/* The entry that is printed at `place`. */
static const struct entry *entry_at(const struct listing *listing, size_t place)
{
    return &listing->entries[listing->places[place]];
}

/* Twins are told apart by the letter behind their year. */
static void tell_twins(const struct listing *listing, size_t place,
                       struct cite_item *item, char letters[2])
{
    size_t twin = entry_at(listing, place)->twin;
    size_t before = 0;
    size_t all = 0;

    for (size_t i = 0; i < listing->list->count; i++) {
        if (entry_at(listing, i)->twin == twin) {
            before += i < place;
            all++;
        }
    }
    item->has_twin = all > 1;
    if (item->has_twin && listing->how->letters) {
        item->year_suffix = letter_of(before, letters);
    }
}

static void write_entry(struct sink *sink, struct listing *listing,
                        size_t place, enum cite_part part, enum cite_as as)
{
    const struct cite_listing *how = listing->how;
    struct cite_item item;
    char letters[2];

    read_whole(listing, listing->places[place], &item);
    item.place = place + 1;
    if (how && how->short_names) {
        tell_twins(listing, place, &item, letters);
    }
    item.repeats = how && how->dashes && place > 0 &&
                   part == CITE_BIBLIOGRAPHY &&
                   entry_at(listing, place)->opening ==
                       entry_at(listing, place - 1)->opening;
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

void cite_list_clear(void *room)
{
    struct listing *listing = room;

    listing->style = NULL;
}

void cite_list_write(struct sink *sink, const struct cite_list *list,
                     const struct cite_style *style, enum cite_part part,
                     enum cite_as as)
{
    struct frame frame = frame_of(style, as);
    struct listing *listing = list->room;

    listing->list = list;
    if (listing->style != style) {
        listing->style = style;
        listing->how = style->listing;
        prepare(listing);
    }
    sink_ready(sink, frame.start);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) {
            sink_ready(sink, frame.between);
        }
        write_entry(sink, listing, i, part, as);
    }
    sink_ready(sink, frame.end);
}
