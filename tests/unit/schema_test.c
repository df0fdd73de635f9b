/*
 * Walks the schemas as they are published and breaks each of their rules in
 * a document made from them: what the tables of src/publish forget, or a
 * schema that has changed without them, is found here. A keyword or a
 * pattern that this test does not know fails it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <cJSON.h>

#include "publish/document.h"

typedef bool reader(struct span json, struct complaints *complaints,
                    struct writer *writer, struct span *record);

/* What is walked: a schema, and a document that it allows. */
struct walk {
    reader *read;
    cJSON *schema;
    cJSON *document;
    unsigned mutations;
};

/* A place in the document: a member of an object or an item of a list. */
struct spot {
    cJSON *parent;
    const char *key; /* NULL: the list's first item */
    char pointer[200];
};

/* What fits a pattern, up to what length that may grow, and what doesn't. */
static const struct sample {
    const char *pattern;
    const char *good;
    const char *more; /* appended, any number of times, it still fits */
    const char *bad[8];
} samples[] = {
    {"^[a-z0-9]+(-[a-z0-9]+)*$",
     "a-talk",
     "x",
     {"A", "a b", "-a", "a-", "a--b", "\u00e9", "a_b", ""}},
    {"^https?://",
     "https://a.example/",
     "x",
     {"", "http:/a", "HTTP://a", " http://a", "ftp://a", "//a", "https:", "a"}},
    {"^[A-Za-z0-9.-]{1,20}$",
     "S02E07",
     NULL,
     {"", "a b", "a_b", "#1", "123456789012345678901", "\u0661", "a/b", "1\n"}},
    {"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
     "2024-02-29",
     NULL,
     {"", "2024-", "24", "2024-2", "2024-02-2", "2024/02", "-2024",
      "20240229"}},
    {"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
     "pt-BR",
     NULL,
     {"", "p", "port", "pt-", "pt-B", "pt_BR", "pt-123456789", "12"}},
    {"^[A-Za-z0-9_-]{11}$",
     "_1f-o0nqpEI",
     NULL,
     {"", "_1f-o0nqpE", "_1f-o0nqpEII", "_1f-o0nqp.I", "_1f-o0nqp I", " ",
      "\u00e9", "."}},
    {"^https?://[^/?#]+(/[^?#]*[^/?#])?$",
     "https://a.example/b/c",
     "x",
     {"", "https://", "https://a/", "https://a?b", "https://a#b",
      "https://a/b/", "https:///a", "ftp://a"}},
    {"^(https?://|mailto:)",
     "mailto:a@a.example",
     "x",
     {"", "a@a.example", "mailto", "tel:1", "Mailto:a", "http:a",
      " mailto:", "x"}},
    {"^#[0-9a-fA-F]{6}$",
     "#FFcc00",
     NULL,
     {"", "FFcc00", "#FFcc0", "#FFcc000", "#FFccgg", "#", "red", "# FFcc0"}},
};

static const struct sample *sample_of(const char *pattern)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        if (strcmp(samples[i].pattern, pattern) == 0)
            return &samples[i];
    }
    fail_msg("no sample for the pattern %s", pattern);
    return NULL;
}

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* A schema without its $ref: #/$defs/NAME alone is known. */
static const cJSON *resolved(const struct walk *walk, const cJSON *schema)
{
    const cJSON *reference = member(schema, "$ref");

    if (reference == NULL)
        return schema;
    assert_true(strncmp(reference->valuestring, "#/$defs/", 8) == 0);
    schema = member(member(walk->schema, "$defs"), reference->valuestring + 8);
    assert_non_null(schema);
    return schema;
}

static bool allows(const cJSON *schema, const char *type)
{
    const cJSON *types = member(schema, "type");

    if (types == NULL)
        return member(schema, "enum") != NULL && strcmp(type, "string") == 0;
    if (cJSON_IsString(types))
        return strcmp(types->valuestring, type) == 0;
    for (const cJSON *one = types->child; one != NULL; one = one->next) {
        if (strcmp(one->valuestring, type) == 0)
            return true;
    }
    return false;
}

static const char *good_text(const cJSON *schema)
{
    const cJSON *words = member(schema, "enum");
    const cJSON *pattern = member(schema, "pattern");

    if (words != NULL)
        return words->child->valuestring;
    if (pattern != NULL)
        return sample_of(pattern->valuestring)->good;
    return member(schema, "format") != NULL ? "2026-05-29T06:26:41Z" : "x";
}

static cJSON *good_value(const struct walk *walk, const cJSON *schema)
{
    cJSON *value;

    schema = resolved(walk, schema);
    if (allows(schema, "integer"))
        return cJSON_CreateNumber(0);
    if (allows(schema, "string"))
        return cJSON_CreateString(good_text(schema));
    if (allows(schema, "boolean"))
        return cJSON_CreateBool(true);
    if (allows(schema, "array")) {
        value = cJSON_CreateArray();
        cJSON_AddItemToArray(value, good_value(walk, member(schema, "items")));
        return value;
    }
    assert_true(allows(schema, "object"));
    value = cJSON_CreateObject();
    if (member(schema, "properties") == NULL)
        return value;
    for (const cJSON *property = member(schema, "properties")->child;
         property != NULL; property = property->next)
        cJSON_AddItemToObject(value, property->string,
                              good_value(walk, property));
    return value;
}

/* Reads the document as it is now; true where it is taken. */
static bool is_taken(struct walk *walk, struct complaints *complaints)
{
    struct writer writer = {0};
    struct span record = {0};
    char *text = cJSON_PrintUnformatted(walk->document);
    bool taken = walk->read(span_of_string(text), complaints, &writer, &record);

    walk->mutations++;
    writer_free(&writer);
    free(text);
    return taken;
}

static void expect_taken(struct walk *walk, const char *what)
{
    struct complaints complaints = {0};

    if (!is_taken(walk, &complaints) || complaints.count > 0)
        fail_msg("%s: not taken: %.*s", what, (int)complaints.text_used,
                 complaints.text);
    complaints_free(&complaints);
}

/* The document must be rejected for what is at `pointer`, and only there. */
static void expect_rejected(struct walk *walk, const char *pointer,
                            const char *rule)
{
    struct complaints complaints = {0};

    if (is_taken(walk, &complaints))
        fail_msg("%s: %s is not enforced", pointer, rule);
    for (size_t i = 0; i < complaints.count; i++) {
        const struct complaint *item = &complaints.items[i];

        if (item->kind != COMPLAINT_ERROR ||
            item->reason - item->place != strlen(pointer) ||
            memcmp(complaints.text + item->place, pointer, strlen(pointer)))
            fail_msg("%s: %s: complained at %.*s", pointer, rule,
                     (int)(item->end - item->place),
                     complaints.text + item->place);
    }
    complaints_free(&complaints);
}

/* Makes the spot's pointer the one of `key` below `parent`. */
static void point_to(struct spot *spot, const char *parent, const char *key)
{
    struct sink sink = sink_over(spot->pointer, sizeof spot->pointer - 1);

    sink_ready(&sink, span_of_string(parent));
    LIT(&sink, "/");
    sink_ready(&sink, span_of_string(key));
    assert_int_equal(sink.error, ERROR_NONE);
    *sink.cursor = '\0';
}

static const cJSON *at_spot(const struct spot *spot)
{
    return spot->key == NULL ? spot->parent->child
                             : member(spot->parent, spot->key);
}

static void put(const struct spot *spot, cJSON *value)
{
    if (spot->key == NULL)
        cJSON_ReplaceItemInArray(spot->parent, 0, value);
    else
        cJSON_ReplaceItemInObjectCaseSensitive(spot->parent, spot->key, value);
}

/* Puts `value` at the spot, looks, and puts back what was there. */
static void mutate(struct walk *walk, const struct spot *spot, cJSON *value,
                   const char *rule, bool good)
{
    cJSON *before = cJSON_Duplicate(at_spot(spot), true);

    put(spot, value);
    if (good)
        expect_taken(walk, spot->pointer);
    else
        expect_rejected(walk, spot->pointer, rule);
    put(spot, before);
}

static void break_type(struct walk *walk, const struct spot *spot,
                       const cJSON *schema)
{
    const struct {
        const char *type;
        cJSON *value;
    } rows[] = {
        {"null", cJSON_CreateNull()},
        {"boolean", cJSON_CreateBool(true)},
        {"boolean", cJSON_CreateBool(false)},
        {"number", cJSON_CreateNumber(1.5)},
        {"integer", cJSON_CreateNumber(1)},
        {"string", cJSON_CreateString("x")},
        {"array", cJSON_CreateArray()},
        {"object", cJSON_CreateObject()},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (allows(schema, rows[i].type))
            cJSON_Delete(rows[i].value);
        else
            mutate(walk, spot, rows[i].value, rows[i].type, false);
    }
}

/* A text of `length` characters that fits the schema's pattern. */
static cJSON *text_of_length(const cJSON *schema, size_t length)
{
    const cJSON *pattern = member(schema, "pattern");
    const char *more =
        pattern == NULL ? "\u00e9" : sample_of(pattern->valuestring)->more;
    char *text = calloc(length + 1, 8);
    size_t used = 0;
    cJSON *value;

    if (pattern != NULL && length > 0)
        used = strlen(strcpy(text, good_text(schema)));
    assert_non_null(more);
    for (size_t count = used; count < length; count++)
        used += strlen(strcpy(text + used, more));
    value = cJSON_CreateString(text);
    free(text);
    return value;
}

static void break_length(struct walk *walk, const struct spot *spot,
                         const cJSON *schema)
{
    const cJSON *least = member(schema, "minLength");
    const cJSON *most = member(schema, "maxLength");
    bool path = strcmp(spot->pointer, "/transcript") == 0;

    if (least != NULL)
        mutate(walk, spot, text_of_length(schema, (size_t)least->valueint - 1),
               "minLength", false);
    else if (member(schema, "pattern") == NULL && !path &&
             member(schema, "format") == NULL && member(schema, "enum") == NULL)
        mutate(walk, spot, cJSON_CreateString(""), "no minLength", true);
    if (most == NULL)
        return;
    mutate(walk, spot, text_of_length(schema, (size_t)most->valueint + 1),
           "maxLength", false);
    mutate(walk, spot, text_of_length(schema, (size_t)most->valueint),
           "maxLength", true);
}

static void break_words(struct walk *walk, const struct spot *spot,
                        const cJSON *schema)
{
    static const char *const bad[] = {"", "x", "Host", "other "};
    const cJSON *words = member(schema, "enum");

    if (words == NULL)
        return;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        mutate(walk, spot, cJSON_CreateString(bad[i]), "enum", false);
    for (const cJSON *word = words->child; word != NULL; word = word->next)
        mutate(walk, spot, cJSON_Duplicate(word, false), "enum", true);
}

static void break_pattern(struct walk *walk, const struct spot *spot,
                          const cJSON *schema)
{
    const cJSON *pattern = member(schema, "pattern");
    const struct sample *sample;

    if (pattern == NULL)
        return;
    sample = sample_of(pattern->valuestring);
    mutate(walk, spot, cJSON_CreateString(sample->good), "pattern", true);
    for (size_t i = 0; i < sizeof sample->bad / sizeof *sample->bad; i++)
        mutate(walk, spot, cJSON_CreateString(sample->bad[i]), "pattern",
               false);
}

static void break_string(struct walk *walk, const struct spot *spot,
                         const cJSON *schema)
{
    break_length(walk, spot, schema);
    break_words(walk, spot, schema);
    break_pattern(walk, spot, schema);
    if (member(schema, "format") != NULL) {
        assert_string_equal(member(schema, "format")->valuestring, "date-time");
        mutate(walk, spot, cJSON_CreateString("2026-05-29"), "format", false);
    }
    mutate(walk, spot, cJSON_CreateString("https://a\x1b"), "control", false);
}

static void break_number(struct walk *walk, const struct spot *spot,
                         const cJSON *schema)
{
    const cJSON *least = member(schema, "minimum");
    const cJSON *most = member(schema, "maximum");

    assert_non_null(least);
    mutate(walk, spot, cJSON_CreateNumber(least->valuedouble - 1), "minimum",
           false);
    mutate(walk, spot, cJSON_CreateNumber(least->valuedouble), "minimum", true);
    if (most == NULL)
        return;
    mutate(walk, spot, cJSON_CreateNumber(most->valuedouble + 1), "maximum",
           false);
    if (strcmp(spot->pointer, "/duration") == 0)
        mutate(walk, spot, cJSON_CreateNumber(most->valuedouble), "maximum",
               true);
}

static void walk_schema(struct walk *walk, const struct spot *spot,
                        const cJSON *schema);

static void walk_list(struct walk *walk, const struct spot *spot,
                      const cJSON *schema)
{
    const cJSON *least = member(schema, "minItems");
    struct spot item = {(cJSON *)at_spot(spot), NULL, ""};

    assert_true(least == NULL || least->valueint == 1);
    mutate(walk, spot, cJSON_CreateArray(), "minItems", least == NULL);
    item.parent = (cJSON *)at_spot(spot);
    point_to(&item, spot->pointer, "0");
    walk_schema(walk, &item, member(schema, "items"));
}

static bool is_required(const cJSON *schema, const char *key)
{
    const cJSON *required = member(schema, "required");

    if (required == NULL)
        return false;
    for (const cJSON *name = required->child; name != NULL; name = name->next) {
        if (strcmp(name->valuestring, key) == 0)
            return true;
    }
    return false;
}

static void walk_properties(struct walk *walk, cJSON *object,
                            const char *pointer, const cJSON *schema)
{
    struct spot spot = {object, "unknown", ""};

    point_to(&spot, pointer, "unknown");
    assert_true(cJSON_IsFalse(member(schema, "additionalProperties")));
    cJSON_AddItemToObject(object, "unknown", cJSON_CreateNull());
    expect_rejected(walk, spot.pointer, "additionalProperties");
    cJSON_DeleteItemFromObjectCaseSensitive(object, "unknown");

    for (const cJSON *property = member(schema, "properties")->child;
         property != NULL; property = property->next) {
        cJSON *value;

        spot.key = property->string;
        point_to(&spot, pointer, property->string);
        walk_schema(walk, &spot, property);
        value = cJSON_DetachItemFromObjectCaseSensitive(object, spot.key);
        if (is_required(schema, spot.key))
            expect_rejected(walk, spot.pointer, "required");
        else
            expect_taken(walk, spot.pointer);
        cJSON_AddItemToObject(object, spot.key, value);
    }
}

static void expect_known_keywords(const cJSON *schema)
{
    static const char known[] =
        " $defs $ref $schema additionalProperties default description enum "
        "format items maximum maxLength minimum minItems minLength pattern "
        "properties required title type ";
    char word[64];

    for (const cJSON *keyword = schema->child; keyword != NULL;
         keyword = keyword->next) {
        snprintf(word, sizeof word, " %s ", keyword->string);
        if (strstr(known, word) == NULL)
            fail_msg("the keyword %s is not known here", keyword->string);
    }
}

static void walk_schema(struct walk *walk, const struct spot *spot,
                        const cJSON *schema)
{
    expect_known_keywords(schema);
    schema = resolved(walk, schema);
    expect_known_keywords(schema);
    break_type(walk, spot, schema);
    if (allows(schema, "string"))
        break_string(walk, spot, schema);
    if (allows(schema, "integer"))
        break_number(walk, spot, schema);
    if (allows(schema, "array"))
        walk_list(walk, spot, schema);
    if (allows(schema, "object") && member(schema, "properties") != NULL)
        walk_properties(walk, (cJSON *)at_spot(spot), spot->pointer, schema);
}

static cJSON *read_schema(const char *name)
{
    static char bytes[64 * 1024];
    char path[4096];
    FILE *file;
    cJSON *schema;

    snprintf(path, sizeof path, "%s/src/publish/%s", getenv("top_srcdir"),
             name);
    file = fopen(path, "rb");
    assert_non_null(file);
    schema = cJSON_ParseWithLength(bytes, fread(bytes, 1, sizeof bytes, file));
    fclose(file);
    assert_non_null(schema);
    return schema;
}

/* Walks a whole schema; how many documents were read for it. */
static unsigned walk_all(const char *name, reader *read)
{
    struct walk walk = {read, read_schema(name), NULL, 0};

    walk.document = good_value(&walk, walk.schema);
    expect_taken(&walk, name);
    expect_known_keywords(walk.schema);
    walk_properties(&walk, walk.document, "", walk.schema);
    expect_taken(&walk, name);
    cJSON_Delete(walk.document);
    cJSON_Delete(walk.schema);
    return walk.mutations;
}

static void enforces_the_episode_schema(void **state)
{
    (void)state;
    assert_true(walk_all("episode.schema.json", episode_read) > 600);
}

static void enforces_the_site_schema(void **state)
{
    (void)state;
    assert_true(walk_all("site.schema.json", site_read) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enforces_the_episode_schema),
        cmocka_unit_test(enforces_the_site_schema),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
