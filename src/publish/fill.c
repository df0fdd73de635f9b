#include "publish/fill.h"

#include "publish/accent.h"
#include "publish/rules.h"
#include "publish/tally.h"
#include "text/identity.h"

struct fill {
    struct writer *writer;
    struct bench *bench;
    struct tally quote_ids; /* of this document */
    struct tally term_slugs;
    enum error error; /* the first */
};

static void fail(struct fill *fill, enum error error)
{
    if (fill->error == ERROR_NONE)
        fill->error = error;
}

static struct span string_of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

    return span_of_string(value == NULL ? NULL : value->valuestring);
}

/* Room to make an identity of `text`. */
static bool make_room(struct fill *fill, struct span text)
{
    enum error error = bench_points(
        fill->bench, normal_room(text, NORMAL_NFKC_FOLDED) + IDENTITY_ROOM);

    if (error != ERROR_NONE)
        fail(fill, error);
    return fill->error == ERROR_NONE;
}

/*
 * A quote's id. Where equal quotes came before it, its number among them is
 * hashed too; and counted on, should that too be taken by a quote whose words
 * end in a number.
 */
static void fill_quote(struct fill *fill, writer_handle row,
                       const cJSON *object)
{
    struct span text = string_of(object, "text");
    struct span id;
    char bytes[QUOTE_ID_LENGTH];
    uint64_t number = 1;
    uint64_t times;

    if (!make_room(fill, text))
        return;
    quote_id(text, number, &fill->bench->points, bytes);
    id = (struct span){bytes, sizeof bytes};
    for (times = tally_count(&fill->quote_ids, id); times > 1;
         times = tally_count(&fill->quote_ids, id)) {
        number = number == 1 ? times : number + 1;
        quote_id(text, number, &fill->bench->points, bytes);
    }
    if (times == 0)
        fail(fill, ERROR_MEMORY);
    writer_text(fill->writer, row, QUOTE_ID, id);
}

/* A term's slug; of terms that fold to the same, the later get a number. */
static void fill_term(struct fill *fill, writer_handle row, const cJSON *object)
{
    struct span term = string_of(object, "term");
    char bytes[NAME_SLUG_MAX + 21];
    struct sink sink = sink_over(bytes, sizeof bytes);
    struct span slug;
    size_t length;
    uint64_t number = 1;
    uint64_t times;

    if (!make_room(fill, term))
        return;
    name_slug(term, &fill->bench->points, &sink);
    slug = sink_held(&sink);
    length = slug.length;
    for (times = tally_count(&fill->term_slugs, slug); times > 1;
         times = tally_count(&fill->term_slugs, slug)) {
        number = number == 1 ? times : number + 1;
        sink.cursor = sink.start + length;
        LIT(&sink, "-");
        sink_decimal(&sink, (int64_t)number);
        slug = sink_held(&sink);
    }
    if (times == 0)
        fail(fill, ERROR_MEMORY);
    writer_text(fill->writer, row, TERM_SLUG, slug);
}

static void fill_colour(struct fill *fill, writer_handle row, unsigned field,
                        uint32_t colour)
{
    char bytes[7];
    struct sink sink = sink_over(bytes, sizeof bytes);

    LIT(&sink, "#");
    sink_hex(&sink, colour, 6);
    writer_text(fill->writer, row, field, sink_held(&sink));
}

static void fill_site(struct fill *fill, writer_handle row, const cJSON *object)
{
    uint32_t accent;

    if (!colour_parse(string_of(object, "accent"), &accent))
        return;
    fill_colour(fill, row, SITE_ACCENT_LIGHT,
                accent_fitted(accent, SCHEME_LIGHT));
    fill_colour(fill, row, SITE_ACCENT_DARK,
                accent_fitted(accent, SCHEME_DARK));
}

static void fill_row(struct fill *fill, writer_handle row, enum shape shape,
                     const cJSON *object);

static void fill_label(struct fill *fill, writer_handle row, unsigned field,
                       const cJSON *value)
{
    char bytes[32];
    struct sink sink = sink_over(bytes, sizeof bytes);

    if (cJSON_IsString(value)) {
        writer_text(fill->writer, row, field,
                    span_of_string(value->valuestring));
        return;
    }
    LIT(&sink, "#");
    sink_decimal(&sink, (int64_t)value->valuedouble);
    writer_text(fill->writer, row, field, sink_held(&sink));
}

static void fill_list(struct fill *fill, writer_handle row, unsigned field,
                      const struct field *info, const cJSON *list)
{
    int count = cJSON_GetArraySize(list);
    writer_handle first =
        writer_rows(fill->writer, row, field, info->shape, (uint32_t)count);
    uint32_t index = 0;

    for (const cJSON *value = list->child; value != NULL; value = value->next) {
        writer_handle item = writer_row(first, info->shape, index++);

        if (info->type == FIELD_TEXTS)
            writer_text(fill->writer, item, TEXT_ROW_TEXT,
                        span_of_string(value->valuestring));
        else
            fill_row(fill, item, info->shape, value);
    }
}

static void fill_single(struct fill *fill, writer_handle row, unsigned field,
                        const struct field *info, const cJSON *object)
{
    fill_row(fill, writer_rows(fill->writer, row, field, info->shape, 1),
             info->shape, object);
}

static void fill_value(struct fill *fill, writer_handle row, enum shape shape,
                       unsigned field, const cJSON *value)
{
    const struct field *info = &shape_info(shape)->fields[field];

    switch (info->type) {
    case FIELD_TEXT:
        writer_text(fill->writer, row, field,
                    span_of_string(value->valuestring));
        break;
    case FIELD_LABEL:
        fill_label(fill, row, field, value);
        break;
    case FIELD_WHOLE:
        writer_whole(fill->writer, row, field, (int64_t)value->valuedouble);
        break;
    case FIELD_FLAG:
        if (cJSON_IsTrue(value))
            writer_flag(fill->writer, row, field);
        break;
    case FIELD_TEXTS:
    case FIELD_ROWS:
        if (rule_of(shape, field)->single)
            fill_single(fill, row, field, info, value);
        else
            fill_list(fill, row, field, info, value);
        break;
    }
}

/* What follows from a row's members. */
static void fill_derived(struct fill *fill, writer_handle row, enum shape shape,
                         const cJSON *object)
{
    if (shape == SHAPE_QUOTE)
        fill_quote(fill, row, object);
    else if (shape == SHAPE_TERM)
        fill_term(fill, row, object);
    else if (shape == SHAPE_SITE)
        fill_site(fill, row, object);
}

static void fill_row(struct fill *fill, writer_handle row, enum shape shape,
                     const cJSON *object)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        const cJSON *value;

        if (info->fields[i].key.length == 0)
            continue;
        value =
            cJSON_GetObjectItemCaseSensitive(object, info->fields[i].key.at);
        if (value != NULL)
            fill_value(fill, row, shape, i, value);
        else if (info->fields[i].type == FIELD_TEXT)
            writer_text(fill->writer, row, i, rule_of(shape, i)->fallback);
    }
    fill_derived(fill, row, shape, object);
}

enum error fill_record(struct writer *writer, enum shape shape,
                       const cJSON *document, struct bench *bench)
{
    struct fill fill = {.writer = writer, .bench = bench};

    fill_row(&fill, WRITER_ROOT, shape, document);
    tally_free(&fill.quote_ids);
    tally_free(&fill.term_slugs);
    return fill.error;
}
