#include "record/read.h"

#include <xxhash.h>

#include "base/bytes.h"
#include "record/format.h"

#define X(type, name, key, shape) {SPAN_INIT(key), FIELD_##type, SHAPE_##shape},
#define FIELD_TABLE(name, list) static const struct field name[] = {list(X)};
FIELD_TABLE(TEXT_ROW_TABLE, TEXT_ROW_FIELDS)
FIELD_TABLE(PERSON_TABLE, PERSON_FIELDS)
FIELD_TABLE(TAKEAWAY_TABLE, TAKEAWAY_FIELDS)
FIELD_TABLE(INSIGHT_TABLE, INSIGHT_FIELDS)
FIELD_TABLE(SURPRISE_TABLE, SURPRISE_FIELDS)
FIELD_TABLE(QUOTE_TABLE, QUOTE_FIELDS)
FIELD_TABLE(TERM_TABLE, TERM_FIELDS)
FIELD_TABLE(REFERENCE_TABLE, REFERENCE_FIELDS)
FIELD_TABLE(EPISODE_TABLE, EPISODE_FIELDS)
FIELD_TABLE(SHOW_TABLE, SHOW_FIELDS)
FIELD_TABLE(PREMIUM_TABLE, PREMIUM_FIELDS)
FIELD_TABLE(SITE_TABLE, SITE_FIELDS)
FIELD_TABLE(ALIAS_TABLE, ALIAS_FIELDS)
FIELD_TABLE(LISTING_TABLE, LISTING_FIELDS)
FIELD_TABLE(SOURCE_TABLE, SOURCE_FIELDS)
FIELD_TABLE(READY_TABLE, READY_FIELDS)
FIELD_TABLE(GENERATION_TABLE, GENERATION_FIELDS)
FIELD_TABLE(VIDEO_TABLE, VIDEO_FIELDS)
FIELD_TABLE(PLACE_TABLE, PLACE_FIELDS)
FIELD_TABLE(UNITS_TABLE, UNITS_FIELDS)
FIELD_TABLE(WORD_TABLE, WORD_FIELDS)
FIELD_TABLE(TIMING_TABLE, TIMING_FIELDS)
FIELD_TABLE(FIGURE_TABLE, FIGURE_FIELDS)
FIELD_TABLE(AUDIT_TABLE, AUDIT_FIELDS)
FIELD_TABLE(CUE_TABLE, CUE_FIELDS)
FIELD_TABLE(PART_TABLE, PART_FIELDS)
FIELD_TABLE(TRANSCRIPT_TABLE, TRANSCRIPT_FIELDS)
FIELD_TABLE(CORPUS_TABLE, CORPUS_FIELDS)
FIELD_TABLE(RELATION_TABLE, RELATION_FIELDS)
FIELD_TABLE(RELATED_TABLE, RELATED_FIELDS)
FIELD_TABLE(ROSTER_TABLE, ROSTER_FIELDS)
FIELD_TABLE(ENTRY_TABLE, ENTRY_FIELDS)
#undef X

static const struct shape_info shapes[SHAPE_COUNT] = {
#define X(name, fields, text)                                                  \
    [SHAPE_##name] = {SPAN_INIT(text), name##_TABLE,                           \
                      sizeof name##_TABLE / sizeof *name##_TABLE},
    RECORD_SHAPES(X)
#undef X
};

const struct shape_info *shape_info(enum shape shape)
{
    return &shapes[shape];
}

/* What a record's bounds are while it is proven. */
struct proof {
    const unsigned char *record;
    uint32_t start; /* the first byte behind the key */
    uint32_t end;   /* the first byte of the checksum */
};

static bool inside(const struct proof *proof, uint32_t offset, uint64_t size)
{
    return offset >= proof->start && offset <= proof->end &&
           size <= proof->end - offset;
}

static bool prove_row(const struct proof *proof, uint32_t slots,
                      enum shape shape);

static bool prove_list(const struct proof *proof, uint32_t first,
                       uint32_t count, enum shape shape)
{
    uint32_t stride = shapes[shape].count * SLOT_SIZE;

    if (!inside(proof, first, (uint64_t)count * stride))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!prove_row(proof, first + i * stride, shape))
            return false;
    }
    return true;
}

/* Shapes nest three deep at the most, by the table; so does this. */
static bool prove_row(const struct proof *proof, uint32_t slots,
                      enum shape shape)
{
    const struct shape_info *info = &shapes[shape];

    for (unsigned i = 0; i < info->count; i++) {
        const unsigned char *slot = proof->record + slots + i * SLOT_SIZE;
        uint32_t offset = load_u32(slot);
        uint32_t length = load_u32(slot + 4);
        bool good = true;

        switch (info->fields[i].type) {
        case FIELD_TEXT:
        case FIELD_LABEL:
            good = length == 0 || inside(proof, offset, length);
            break;
        case FIELD_TEXTS:
        case FIELD_ROWS:
            good = length == 0 ||
                   prove_list(proof, offset, length, info->fields[i].shape);
            break;
        case FIELD_WHOLE:
        case FIELD_FLAG:
            break;
        }
        if (!good)
            return false;
    }
    return true;
}

static const unsigned char *raw(struct span bytes)
{
    return (const unsigned char *)bytes.at;
}

/* Long enough for a header, its key and a checksum; magic in place. */
static bool has_frame(struct span bytes)
{
    return bytes.length >= AT_KEY + CHECKSUM_SIZE &&
           load_u32(raw(bytes) + AT_MAGIC) == RECORD_MAGIC &&
           bytes.length >=
               (size_t)AT_KEY + raw(bytes)[AT_KEY_LENGTH] + CHECKSUM_SIZE;
}

struct span record_key(struct span bytes)
{
    if (!has_frame(bytes))
        return SPAN("");
    return (struct span){bytes.at + AT_KEY, raw(bytes)[AT_KEY_LENGTH]};
}

enum shape record_shape(struct span bytes)
{
    if (!has_frame(bytes) || raw(bytes)[AT_SHAPE] >= SHAPE_COUNT)
        return SHAPE_NONE;
    return (enum shape)raw(bytes)[AT_SHAPE];
}

static bool checksum_holds(struct span bytes)
{
    size_t covered = bytes.length - CHECKSUM_SIZE;

    return XXH3_64bits(bytes.at, covered) == load_u64(raw(bytes) + covered);
}

enum error record_open(struct span bytes, enum shape shape, struct span key,
                       struct row *root)
{
    if (!has_frame(bytes) || !checksum_holds(bytes))
        return ERROR_DAMAGED;
    return record_reopen(bytes, shape, key, root);
}

enum error record_reopen(struct span bytes, enum shape shape, struct span key,
                         struct row *root)
{
    struct proof proof;
    uint32_t slots;

    if (!has_frame(bytes))
        return ERROR_DAMAGED;
    if (load_u16(raw(bytes) + AT_VERSION) != RECORD_VERSION)
        return ERROR_FOREIGN;
    if (load_u32(raw(bytes) + AT_LENGTH) != bytes.length ||
        bytes.length > RECORD_LENGTH_MAX || record_shape(bytes) != shape ||
        !span_equal(record_key(bytes), key))
        return ERROR_DAMAGED;

    slots = load_u32(raw(bytes) + AT_ROOT);
    proof = (struct proof){raw(bytes), (uint32_t)(AT_KEY + key.length),
                           (uint32_t)(bytes.length - CHECKSUM_SIZE)};
    if (!inside(&proof, slots, (uint64_t)shapes[shape].count * SLOT_SIZE) ||
        !prove_row(&proof, slots, shape))
        return ERROR_DAMAGED;
    *root = (struct row){raw(bytes), raw(bytes) + slots};
    return ERROR_NONE;
}

static const unsigned char *slot_of(struct row row, unsigned field)
{
    return row.slots + field * SLOT_SIZE;
}

struct span record_text(struct row row, unsigned field)
{
    const unsigned char *slot = slot_of(row, field);

    return (struct span){(const char *)row.record + load_u32(slot),
                         load_u32(slot + 4)};
}

int64_t record_whole(struct row row, unsigned field)
{
    uint64_t number = load_u64(slot_of(row, field));

    return number > INT64_MAX ? RECORD_ABSENT : (int64_t)number;
}

bool record_flag(struct row row, unsigned field)
{
    return load_u64(slot_of(row, field)) == 1;
}

struct rows record_rows(struct row row, unsigned field, enum shape shape)
{
    const unsigned char *slot = slot_of(row, field);

    return (struct rows){row.record, row.record + load_u32(slot),
                         load_u32(slot + 4),
                         shapes[shape].count * (uint32_t)SLOT_SIZE};
}

struct rows record_texts(struct row row, unsigned field)
{
    return record_rows(row, field, SHAPE_TEXT_ROW);
}

struct row rows_at(struct rows rows, uint32_t index)
{
    return (struct row){rows.record, rows.first + (size_t)index * rows.stride};
}

struct span texts_at(struct rows rows, uint32_t index)
{
    return record_text(rows_at(rows, index), TEXT_ROW_TEXT);
}

bool label_is_number(struct span label)
{
    return label.length > 0 && label.at[0] == '#';
}

struct span label_text(struct span label)
{
    return label_is_number(label) ? span_from(label, 1) : label;
}
