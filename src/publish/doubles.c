#include "publish/doubles.h"

#include <stdlib.h>
#include <string.h>

void position_write(struct sink *sink, struct position position)
{
    sink_decimal(sink, (int64_t)position.line);
    LIT(sink, ":");
    sink_decimal(sink, (int64_t)position.column);
}

bool doubles_key(struct doubles *doubles, struct position position)
{
    if (doubles->count == doubles->room) {
        size_t room = 2 * doubles->room + 16;
        struct noted_key *keys =
            realloc(doubles->keys, room * sizeof *doubles->keys);

        if (keys == NULL)
            return false;
        doubles->keys = keys;
        doubles->room = room;
    }
    doubles->keys[doubles->count++] =
        (struct noted_key){.start = doubles->name_used, .position = position};
    return true;
}

bool doubles_name(struct doubles *doubles, struct span piece)
{
    if (doubles->name_used + piece.length > doubles->name_room) {
        size_t room = 2 * (doubles->name_used + piece.length);
        char *names = realloc(doubles->names, room);

        if (names == NULL)
            return false;
        doubles->names = names;
        doubles->name_room = room;
    }
    memcpy(doubles->names + doubles->name_used, piece.at, piece.length);
    doubles->name_used += piece.length;
    doubles->keys[doubles->count - 1].name.length += piece.length;
    return true;
}

static int by_position(const void *a, const void *b)
{
    const struct position *left = &((const struct noted_key *)a)->position;
    const struct position *right = &((const struct noted_key *)b)->position;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

static int by_name(const void *a, const void *b)
{
    int order = span_compare(((const struct noted_key *)a)->name,
                             ((const struct noted_key *)b)->name);

    return order != 0 ? order : by_position(a, b);
}

/* Marks each key that has an equal one before it; true where any has. */
static bool mark_doubles(struct noted_key *keys, size_t count)
{
    bool any = false;

    qsort(keys, count, sizeof *keys, by_name);
    for (size_t i = 1; i < count; i++) {
        const struct noted_key *last = &keys[i - 1];

        if (!span_equal(last->name, keys[i].name))
            continue;
        any = true;
        keys[i].first = last->first.line > 0 ? last->first : last->position;
    }
    return any;
}

static void complain_of_key(const struct noted_key *key,
                            struct complaints *complaints)
{
    struct sink *sink = complaint_begin(complaints, COMPLAINT_SYNTAX);

    position_write(sink, key->position);
    complaint_reason(complaints);
    LIT(sink, "the key \"");
    sink_ready(sink, key->name);
    LIT(sink, "\" stands twice in this object, first at ");
    position_write(sink, key->first);
    complaint_end(complaints);
}

void doubles_close(struct doubles *doubles, size_t base,
                   struct complaints *complaints)
{
    size_t count = doubles->count - base;
    struct noted_key *keys;

    if (count == 0)
        return;
    keys = doubles->keys + base;
    for (size_t i = 0; i < count; i++) {
        if (keys[i].name.length > 0) /* else there may be no names at all */
            keys[i].name.at = doubles->names + keys[i].start;
    }
    doubles->name_used = keys[0].start;
    doubles->count = base;
    if (!mark_doubles(keys, count))
        return;
    qsort(keys, count, sizeof *keys, by_position);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].first.line > 0)
            complain_of_key(&keys[i], complaints);
    }
}

void doubles_free(struct doubles *doubles)
{
    free(doubles->keys);
    free(doubles->names);
    *doubles = (struct doubles){0};
}
