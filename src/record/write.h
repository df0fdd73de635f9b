/*
 * write.h - making flat records; for src/publish and the tests alone.
 *
 *     struct writer writer = {0};
 *     writer_begin(&writer, SHAPE_EPISODE, key);
 *     writer_text(&writer, WRITER_ROOT, EPISODE_TITLE, title);
 *     first = writer_rows(&writer, WRITER_ROOT, EPISODE_QUOTES, 4);
 *     writer_text(&writer, writer_row(first, SHAPE_QUOTE, 2), QUOTE_TEXT, t);
 *     error = writer_end(&writer, &bytes);
 *     writer_free(&writer);
 *
 * The same calls in the same order give the same bytes. Out of memory or
 * past the format's limits, the first failure sticks and writer_end tells.
 */
#ifndef TLEXDR_RECORD_WRITE_H
#define TLEXDR_RECORD_WRITE_H

#include "record/read.h"

/* A row in the making: where its slots are. WRITER_ROOT is the record's. */
typedef uint32_t writer_handle;
#define WRITER_ROOT ((writer_handle)0)

struct writer {
    unsigned char *bytes; /* the writer's, until writer_free */
    size_t used;
    size_t room;
    uint32_t root;
    enum error error;
};

/* Starts a record; room that an earlier one took is used again. */
void writer_begin(struct writer *writer, enum shape shape, struct span key);

/* Each sets a field of a row once; unset fields are absent. */
void writer_text(struct writer *writer, writer_handle row, unsigned field,
                 struct span text);

/* Sets a text to the one that another row has there, without a copy. */
void writer_share(struct writer *writer, writer_handle row, unsigned field,
                  writer_handle other);

void writer_whole(struct writer *writer, writer_handle row, unsigned field,
                  int64_t number);
void writer_flag(struct writer *writer, writer_handle row, unsigned field);

/* Makes a list of `count` empty rows; the first of them. */
writer_handle writer_rows(struct writer *writer, writer_handle row,
                          unsigned field, enum shape shape, uint32_t count);

/* The index-th of the rows that writer_rows made. */
writer_handle writer_row(writer_handle first, enum shape shape, uint32_t index);

/* Closes the record; *bytes borrows from the writer until its next use. */
enum error writer_end(struct writer *writer, struct span *bytes);

/*
 * Opens the record that writer_end() closed, to set more of its fields: those
 * that are absent so far. Rows that were read from it are no longer valid,
 * once something is set.
 */
void writer_reopen(struct writer *writer);

/* The handle of a row of the record that writer_end() gave out. */
writer_handle writer_handle_of(struct row row);

void writer_free(struct writer *writer);

#endif
