#include "record/write.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "record/format.h"

static void fail(struct writer *writer, enum error error)
{
    if (writer->error == ERROR_NONE)
        writer->error = error;
}

/* Makes room for `size` more bytes, zeroed; their offset, or 0 on failure. */
static uint32_t extend(struct writer *writer, uint64_t size)
{
    uint32_t offset = (uint32_t)writer->used;

    if (writer->error != ERROR_NONE)
        return 0;
    if (size > RECORD_LENGTH_MAX - writer->used) {
        fail(writer, ERROR_FULL);
        return 0;
    }
    if (size > writer->room - writer->used) {
        size_t room = (writer->used + (size_t)size) * 2;
        unsigned char *bytes = realloc(writer->bytes, room);

        if (bytes == NULL) {
            fail(writer, ERROR_MEMORY);
            return 0;
        }
        writer->bytes = bytes;
        writer->room = room;
    }
    memset(writer->bytes + offset, 0, (size_t)size);
    writer->used += (size_t)size;
    return offset;
}

/* Slots for `count` rows, every number in them absent. */
static uint32_t add_slots(struct writer *writer, enum shape shape,
                          uint32_t count)
{
    const struct shape_info *info = shape_info(shape);
    uint32_t first = extend(writer, (uint64_t)count * info->count * SLOT_SIZE);

    if (writer->error != ERROR_NONE)
        return 0;
    for (uint32_t row = 0; row < count; row++) {
        for (unsigned i = 0; i < info->count; i++) {
            if (info->fields[i].type == FIELD_WHOLE)
                store_u64(writer->bytes + first +
                              (row * info->count + i) * SLOT_SIZE,
                          SLOT_NO_NUMBER);
        }
    }
    return first;
}

void writer_begin(struct writer *writer, enum shape shape, struct span key)
{
    writer->used = 0;
    writer->error = ERROR_NONE;
    if (key.length > RECORD_KEY_MAX)
        fail(writer, ERROR_FULL);
    extend(writer, AT_KEY + key.length);
    if (writer->error != ERROR_NONE)
        return;
    store_u32(writer->bytes + AT_MAGIC, RECORD_MAGIC);
    store_u16(writer->bytes + AT_VERSION, RECORD_VERSION);
    writer->bytes[AT_SHAPE] = (unsigned char)shape;
    writer->bytes[AT_KEY_LENGTH] = (unsigned char)key.length;
    memcpy(writer->bytes + AT_KEY, key.at, key.length);
    writer->root = add_slots(writer, shape, 1);
    if (writer->error == ERROR_NONE)
        store_u32(writer->bytes + AT_ROOT, writer->root);
}

static unsigned char *slot_of(struct writer *writer, writer_handle row,
                              unsigned field)
{
    uint32_t slots = row == WRITER_ROOT ? writer->root : row;

    return writer->bytes + slots + field * SLOT_SIZE;
}

static void point_slot(struct writer *writer, writer_handle row, unsigned field,
                       uint32_t offset, uint32_t length)
{
    unsigned char *slot = slot_of(writer, row, field);

    store_u32(slot, offset);
    store_u32(slot + 4, length);
}

void writer_text(struct writer *writer, writer_handle row, unsigned field,
                 struct span text)
{
    uint32_t offset;

    if (text.length == 0)
        return;
    offset = extend(writer, text.length);
    if (writer->error != ERROR_NONE)
        return;
    memcpy(writer->bytes + offset, text.at, text.length);
    point_slot(writer, row, field, offset, (uint32_t)text.length);
}

void writer_share(struct writer *writer, writer_handle row, unsigned field,
                  writer_handle other)
{
    if (writer->error == ERROR_NONE)
        memcpy(slot_of(writer, row, field), slot_of(writer, other, field),
               SLOT_SIZE);
}

void writer_whole(struct writer *writer, writer_handle row, unsigned field,
                  int64_t number)
{
    if (writer->error == ERROR_NONE)
        store_u64(slot_of(writer, row, field), (uint64_t)number);
}

void writer_flag(struct writer *writer, writer_handle row, unsigned field)
{
    writer_whole(writer, row, field, 1);
}

writer_handle writer_rows(struct writer *writer, writer_handle row,
                          unsigned field, enum shape shape, uint32_t count)
{
    uint32_t first;

    if (count == 0)
        return WRITER_ROOT;
    first = add_slots(writer, shape, count);
    if (writer->error != ERROR_NONE)
        return WRITER_ROOT;
    point_slot(writer, row, field, first, count);
    return first;
}

writer_handle writer_row(writer_handle first, enum shape shape, uint32_t index)
{
    return first + index * shape_info(shape)->count * SLOT_SIZE;
}

enum error writer_end(struct writer *writer, struct span *bytes)
{
    size_t covered = writer->used;

    extend(writer, CHECKSUM_SIZE);
    if (writer->error != ERROR_NONE)
        return writer->error;
    store_u32(writer->bytes + AT_LENGTH, (uint32_t)writer->used);
    store_u64(writer->bytes + covered, XXH3_64bits(writer->bytes, covered));
    *bytes = (struct span){(const char *)writer->bytes, writer->used};
    return ERROR_NONE;
}

void writer_reopen(struct writer *writer)
{
    if (writer->error == ERROR_NONE)
        writer->used -= CHECKSUM_SIZE;
}

writer_handle writer_handle_of(struct row row)
{
    return (writer_handle)(row.slots - row.record);
}

void writer_free(struct writer *writer)
{
    free(writer->bytes);
    *writer = (struct writer){0};
}
