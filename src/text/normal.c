#include "text/normal.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

#define CLASSES 256 /* canonical combining classes */

static utf8proc_option_t options_of(enum normal_form form)
{
    static const int options[] = {
        [NORMAL_NFC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
        [NORMAL_NFKD] = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE,
        [NORMAL_NFKC] = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE,
        [NORMAL_NFKC_FOLDED] = UTF8PROC_STABLE | UTF8PROC_COMPAT |
                               UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD,
    };

    return (utf8proc_option_t)options[form];
}

/* How many code points `point` becomes; below 0 where it is none. */
static utf8proc_ssize_t decompose(uint32_t point, enum normal_form form,
                                  int32_t *out, size_t room)
{
    int boundary = 0;

    if (point < 0x80 && room > 0) {
        bool upper = point >= 'A' && point <= 'Z';

        *out = (int32_t)point + (upper && form == NORMAL_NFKC_FOLDED ? 32 : 0);
        return 1;
    }
    return utf8proc_decompose_char((utf8proc_int32_t)point, out,
                                   (utf8proc_ssize_t)room, options_of(form),
                                   &boundary);
}

size_t normal_room(struct span text, enum normal_form form)
{
    int32_t out[NORMAL_EXPANSION];
    size_t count = 0;
    size_t at = 0;

    while (at < text.length) {
        utf8proc_ssize_t more =
            decompose(utf8_next(text, &at), form, out, NORMAL_EXPANSION);

        count += more > 0 ? (size_t)more : 0;
    }
    return 2 * count; /* marks are put in order in the second half */
}

static unsigned class_of(int32_t point)
{
    return (unsigned)utf8proc_get_property(point)->combining_class % CLASSES;
}

/*
 * Sorts a run of marks by class, marks of one class staying in their order.
 * Counting takes linear time; swapping neighbours, as libraries do, takes
 * minutes on a hostile text.
 */
static void sort_marks(int32_t *marks, size_t count, int32_t *spare)
{
    size_t place[CLASSES + 1] = {0};

    for (size_t i = 0; i < count; i++)
        place[class_of(marks[i]) + 1]++;
    for (unsigned i = 0; i < CLASSES; i++)
        place[i + 1] += place[i];
    for (size_t i = 0; i < count; i++)
        spare[place[class_of(marks[i])]++] = marks[i];
    memcpy(marks, spare, count * sizeof *marks);
}

/* The canonical ordering algorithm (Unicode, section 3.11, D109). */
static void order_marks(struct points *points)
{
    size_t i = 0;

    while (i < points->count) {
        size_t start = i;
        unsigned last = 0;
        bool sorted = true;

        while (i < points->count) {
            unsigned class = class_of(points->at[i]);

            if (class == 0)
                break;
            sorted = sorted && class >= last;
            last = class;
            i++;
        }
        if (!sorted)
            sort_marks(points->at + start, i - start,
                       points->at + points->count);
        if (i == start)
            i++;
    }
}

enum error normalise(struct span text, enum normal_form form,
                     struct points *points)
{
    bool plain = true; /* ASCII alone: no marks, nothing to compose */
    size_t at = 0;

    points->count = 0;
    while (at < text.length) {
        size_t left = points->room - points->count;
        uint32_t point = utf8_next(text, &at);
        utf8proc_ssize_t more =
            decompose(point, form, points->at + points->count, left);

        if (more < 0)
            return ERROR_INPUT;
        if ((size_t)more > left)
            return ERROR_FULL;
        plain = plain && point < 0x80;
        points->count += (size_t)more;
    }
    if (points->count > points->room / 2)
        return ERROR_FULL;
    if (plain)
        return ERROR_NONE;
    order_marks(points);
    points->count = (size_t)utf8proc_normalize_utf32(
        points->at, (utf8proc_ssize_t)points->count, options_of(form));
    return ERROR_NONE;
}

bool normal_is_plain(struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.at[i] >= 0xCC) /* U+0300 is CC 80 */
            return false;
    }
    return true;
}

struct span points_text(struct points *points)
{
    char *bytes = (char *)points->at;
    size_t length = 0;

    /* A code point takes four bytes at the most, as much as its number. */
    for (size_t i = 0; i < points->count; i++)
        length += utf8_put((uint32_t)points->at[i], bytes + length);
    return (struct span){bytes, length};
}
