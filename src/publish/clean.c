#include "publish/clean.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* The first control character, or text.length; *control is its number. */
static size_t find_control(struct span text, size_t at, uint32_t *control)
{
    for (; at < text.length; at++) {
        unsigned char byte = (unsigned char)text.at[at];

        *control = byte;
        if (byte < 0x20 || byte == 0x7F)
            return at;
        if (byte != 0xC2 || at + 1 == text.length)
            continue;
        *control = (unsigned char)text.at[at + 1]; /* C1 is C2 80 to C2 9F */
        if (*control < 0xA0)
            return at;
    }
    return text.length;
}

static bool is_blank(uint32_t control)
{
    return control == '\t' || control == '\n' || control == '\r';
}

static enum error bench_bytes(struct bench *bench, size_t room)
{
    char *bytes;

    if (room <= bench->room)
        return ERROR_NONE;
    bytes = realloc(bench->bytes, 2 * room);
    if (bytes == NULL)
        return ERROR_MEMORY;
    bench->bytes = bytes;
    bench->room = 2 * room;
    return ERROR_NONE;
}

enum error bench_points(struct bench *bench, size_t room)
{
    int32_t *at;

    if (room <= bench->points.room)
        return ERROR_NONE;
    at = realloc(bench->points.at, 2 * room * sizeof *at);
    if (at == NULL)
        return ERROR_MEMORY;
    bench->points.at = at;
    bench->points.room = 2 * room;
    return ERROR_NONE;
}

/* Copies *text with its tabs and line ends made spaces. */
static enum error replace_blanks(struct bench *bench, struct span *text,
                                 uint32_t *control)
{
    size_t from = 0;
    size_t used = 0;

    if (bench_bytes(bench, text->length + 1) != ERROR_NONE)
        return ERROR_MEMORY;
    for (;;) {
        size_t at = find_control(*text, from, control);

        memcpy(bench->bytes + used, text->at + from, at - from);
        used += at - from;
        if (at == text->length)
            break;
        if (!is_blank(*control))
            return ERROR_INPUT;
        bench->bytes[used++] = ' ';
        from = at + 1;
        if (*control == '\r' && from < text->length && text->at[from] == '\n')
            from++;
    }
    bench->bytes[used] = '\0';
    *text = (struct span){bench->bytes, used};
    return ERROR_NONE;
}

/* Brings *text into NFC. */
static enum error compose(struct bench *bench, struct span *text)
{
    enum error error = bench_points(bench, normal_room(*text, NORMAL_NFC) + 1);

    if (error == ERROR_NONE)
        error = normalise(*text, NORMAL_NFC, &bench->points);
    if (error != ERROR_NONE)
        return error;
    *text = points_text(&bench->points);
    ((char *)bench->points.at)[text->length] = '\0';
    return ERROR_NONE;
}

enum error clean_text(struct bench *bench, struct span text, struct span *clean,
                      uint32_t *control)
{
    enum error error = ERROR_NONE;

    *clean = text;
    if (find_control(text, 0, control) < text.length)
        error = replace_blanks(bench, clean, control);
    if (error == ERROR_NONE && !normal_is_plain(text))
        error = compose(bench, clean);
    return error;
}

void bench_free(struct bench *bench)
{
    free(bench->bytes);
    free(bench->points.at);
    *bench = (struct bench){0};
}
