/*
 * read.h - reading flat records where they lie.
 *
 * record_open() proves a record once: magic, version, key, length, checksum,
 * and that every offset in it stays inside. After that no accessor can fail;
 * each returns spans that borrow from the record's bytes and live as long as
 * those. Nothing here allocates. The format is tlexdr.db(5).
 */
#ifndef TLEXDR_RECORD_READ_H
#define TLEXDR_RECORD_READ_H

#include "base/error.h"
#include "base/span.h"
#include "record/fields.h"

#define RECORD_ABSENT ((int64_t)-1)

enum shape {
    SHAPE_NONE,
#define X(name, fields, text) SHAPE_##name,
    RECORD_SHAPES(X)
#undef X
        SHAPE_COUNT
};

/* A number a field, from 0 in each shape: EPISODE_TITLE, QUOTE_SPEAKER … */
#define X(type, name, key, shape) name,
#define FIELD_ENUM(shape, list) enum shape##_field{list(X) shape##_field_count};
FIELD_ENUM(text_row, TEXT_ROW_FIELDS)
FIELD_ENUM(person, PERSON_FIELDS)
FIELD_ENUM(takeaway, TAKEAWAY_FIELDS)
FIELD_ENUM(insight, INSIGHT_FIELDS)
FIELD_ENUM(surprise, SURPRISE_FIELDS)
FIELD_ENUM(quote, QUOTE_FIELDS)
FIELD_ENUM(term, TERM_FIELDS)
FIELD_ENUM(reference, REFERENCE_FIELDS)
FIELD_ENUM(episode, EPISODE_FIELDS)
FIELD_ENUM(show, SHOW_FIELDS)
FIELD_ENUM(premium, PREMIUM_FIELDS)
FIELD_ENUM(site, SITE_FIELDS)
FIELD_ENUM(alias, ALIAS_FIELDS)
FIELD_ENUM(listing, LISTING_FIELDS)
FIELD_ENUM(source, SOURCE_FIELDS)
FIELD_ENUM(ready, READY_FIELDS)
FIELD_ENUM(generation, GENERATION_FIELDS)
FIELD_ENUM(video, VIDEO_FIELDS)
FIELD_ENUM(place, PLACE_FIELDS)
FIELD_ENUM(units, UNITS_FIELDS)
FIELD_ENUM(word, WORD_FIELDS)
FIELD_ENUM(timing, TIMING_FIELDS)
FIELD_ENUM(figure, FIGURE_FIELDS)
FIELD_ENUM(audit, AUDIT_FIELDS)
FIELD_ENUM(cue, CUE_FIELDS)
FIELD_ENUM(part, PART_FIELDS)
FIELD_ENUM(transcript, TRANSCRIPT_FIELDS)
FIELD_ENUM(corpus, CORPUS_FIELDS)
FIELD_ENUM(relation, RELATION_FIELDS)
FIELD_ENUM(related, RELATED_FIELDS)
FIELD_ENUM(roster, ROSTER_FIELDS)
FIELD_ENUM(entry, ENTRY_FIELDS)
#undef FIELD_ENUM
#undef X

enum field_type {
    FIELD_TEXT,
    FIELD_WHOLE,
    FIELD_FLAG,
    FIELD_LABEL,
    FIELD_TEXTS,
    FIELD_ROWS
};

struct field {
    struct span key; /* in documents; empty for what publishing worked out */
    enum field_type type;
    enum shape shape; /* of a list's rows */
};

struct shape_info {
    struct span name;
    const struct field *fields;
    unsigned count;
};

const struct shape_info *shape_info(enum shape shape);

/* One row: a record's root, or an item of a list. Copied by value. */
struct row {
    const unsigned char *record;
    const unsigned char *slots;
};

/* A list of rows; copied by value. */
struct rows {
    const unsigned char *record;
    const unsigned char *first;
    uint32_t count;
    uint32_t stride;
};

/*
 * Opens the record in `bytes`, which must be of `shape` and under `key`.
 * ERROR_NONE with *root set; ERROR_DAMAGED or ERROR_FOREIGN (another
 * version) with *root untouched.
 */
enum error record_open(struct span bytes, enum shape shape, struct span key,
                       struct row *root);

/*
 * The same without the checksum, for bytes whose checksum held before. All
 * else is proven again, so that no accessor leaves the record even where the
 * bytes have changed since.
 */
enum error record_reopen(struct span bytes, enum shape shape, struct span key,
                         struct row *root);

/* The key that a record carries inside, unchecked beyond its bounds. */
struct span record_key(struct span bytes);

/* Its shape, or SHAPE_NONE where there is no such. */
enum shape record_shape(struct span bytes);

/* TEXT or LABEL fields; empty where absent. */
struct span record_text(struct row row, unsigned field);

/* WHOLE fields; RECORD_ABSENT where absent. */
int64_t record_whole(struct row row, unsigned field);

/* FLAG fields. */
bool record_flag(struct row row, unsigned field);

/* TEXTS and ROWS fields; a list of none where absent. */
struct rows record_rows(struct row row, unsigned field, enum shape shape);
struct rows record_texts(struct row row, unsigned field);

/* The index-th row; index must be below rows.count. */
struct row rows_at(struct rows rows, uint32_t index);

/* The index-th text of a TEXTS list. */
struct span texts_at(struct rows rows, uint32_t index);

/* A LABEL as text, without the mark that tells numbers from strings. */
struct span label_text(struct span label);
bool label_is_number(struct span label);

#endif
