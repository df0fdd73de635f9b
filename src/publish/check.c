#include "publish/check.h"

#include "base/utf8.h"
#include "publish/mend.h"
#include "publish/rules.h"
#include "publish/spelling.h"

_Static_assert(episode_field_count <= 32, "a bit a field");

#define SHOWN_MAX 60 /* bytes of a wrong text that a message repeats */

/* Where in the document a value is; a path through the callers' frames. */
struct place {
    const struct place *parent; /* NULL: the document */
    const char *key;            /* NULL: the index-th item of a list */
    size_t index;
};

struct check {
    struct complaints *complaints;
    struct bench *bench;
    int64_t duration; /* RECORD_ABSENT where the document gives none */
};

/* A JSON pointer (RFC 6901). */
static void write_pointer(struct sink *sink, const struct place *place)
{
    if (place == NULL)
        return;
    write_pointer(sink, place->parent);
    LIT(sink, "/");
    if (place->key == NULL) {
        sink_decimal(sink, (int64_t)place->index);
        return;
    }
    for (const char *c = place->key; *c != '\0'; c++) {
        if (*c == '~')
            LIT(sink, "~0");
        else if (*c == '/')
            LIT(sink, "~1");
        else
            sink_byte(sink, *c);
    }
}

/* Begins a complaint about `place`; the reason is to follow. */
static struct sink *begin(struct check *check, enum complaint_kind kind,
                          const struct place *place)
{
    struct sink *sink = complaint_begin(check->complaints, kind);

    write_pointer(sink, place);
    complaint_reason(check->complaints);
    return sink;
}

static void end(struct check *check)
{
    complaint_end(check->complaints);
}

static void reject(struct check *check, const struct place *place,
                   struct span reason)
{
    sink_ready(begin(check, COMPLAINT_ERROR, place), reason);
    end(check);
}

static struct span type_of(const cJSON *value)
{
    if (cJSON_IsNull(value))
        return SPAN("null");
    if (cJSON_IsTrue(value))
        return SPAN("true");
    if (cJSON_IsFalse(value))
        return SPAN("false");
    if (cJSON_IsNumber(value))
        return SPAN("a number");
    if (cJSON_IsString(value))
        return SPAN("a string");
    return cJSON_IsArray(value) ? SPAN("a list") : SPAN("an object");
}

static void reject_type(struct check *check, const struct place *place,
                        struct span wanted, const cJSON *value)
{
    struct sink *sink = begin(check, COMPLAINT_ERROR, place);

    LIT(sink, "must be ");
    sink_ready(sink, wanted);
    LIT(sink, ", not ");
    sink_ready(sink, type_of(value));
    if (cJSON_IsNull(value) && place != NULL && place->key != NULL)
        LIT(sink, "; leave the key out where there is nothing to say");
    end(check);
}

/* The start of a wrong text, so that an author finds it again. */
static void write_shown(struct sink *sink, struct span text)
{
    struct span shown = utf8_first(text, SHOWN_MAX);

    LIT(sink, "\"");
    sink_ready(sink, shown);
    if (shown.length < text.length)
        LIT(sink, "\xE2\x80\xA6");
    LIT(sink, "\"");
}

static void check_length(struct check *check, const struct place *place,
                         struct span text, const struct form *form)
{
    size_t count = utf8_count(text);
    struct sink *sink;

    if (count < form->least) {
        reject(check, place,
               SPAN("is empty; it must have at least one character"));
    } else if (form->most > 0 && count > form->most) {
        sink = begin(check, COMPLAINT_ERROR, place);
        LIT(sink, "is too long: ");
        sink_decimal(sink, (int64_t)count);
        LIT(sink, " characters, where ");
        sink_decimal(sink, (int64_t)form->most);
        LIT(sink, " are the most");
        end(check);
    }
}

/* What is probably meant, where that can be told. */
static void suggest(struct sink *sink, const struct form *form,
                    struct span text)
{
    char buffer[2 * SHOWN_MAX];
    struct sink mended = sink_over(buffer, sizeof buffer);

    if (!mend_text(form, text, &mended))
        return;
    LIT(sink, "; is ");
    sink_ready(sink, sink_held(&mended));
    LIT(sink, " meant?");
}

static void check_words(struct check *check, const struct place *place,
                        struct span text, const struct form *form)
{
    struct sink *sink;

    for (size_t i = 0; i < form->word_count; i++) {
        if (span_equal(text, form->words[i]))
            return;
    }
    sink = begin(check, COMPLAINT_ERROR, place);
    write_shown(sink, text);
    LIT(sink, " must be one of ");
    for (size_t i = 0; i < form->word_count; i++) {
        if (i > 0)
            LIT(sink, ", ");
        sink_ready(sink, form->words[i]);
    }
    suggest(sink, form, text);
    end(check);
}

static void complain_of_text(struct check *check, const struct place *place,
                             enum complaint_kind kind, struct span text,
                             struct span reason, const struct form *form)
{
    struct sink *sink = begin(check, kind, place);

    write_shown(sink, text);
    LIT(sink, " ");
    sink_ready(sink, reason);
    if (kind == COMPLAINT_ERROR)
        suggest(sink, form, text);
    end(check);
}

static void check_demands(struct check *check, const struct place *place,
                          struct span text, const struct form *form)
{
    for (size_t i = 0; i < FORM_DEMANDS; i++) {
        const struct demand *demand = &form->demands[i];

        if (demand->holds == NULL || demand->holds(text))
            continue;
        complain_of_text(check, place, COMPLAINT_ERROR, text, demand->otherwise,
                         form);
        return;
    }
    if (form->wish.holds != NULL && !form->wish.holds(text))
        complain_of_text(check, place, COMPLAINT_WARNING, text,
                         form->wish.otherwise, form);
}

static void reject_control(struct check *check, const struct place *place,
                           uint32_t control)
{
    struct sink *sink = begin(check, COMPLAINT_ERROR, place);

    LIT(sink, "holds the control character U+00");
    sink_byte(sink, "0123456789ABCDEF"[control >> 4 & 15]);
    sink_byte(sink, "0123456789ABCDEF"[control & 15]);
    LIT(sink, ", which a text can't have");
    end(check);
}

/* Cleans the string in place; false where it can't be. */
static bool settle(struct check *check, const struct place *place, cJSON *value,
                   struct span *text)
{
    struct span raw = span_of_string(value->valuestring);
    uint32_t control = 0;
    enum error error = clean_text(check->bench, raw, text, &control);

    if (error == ERROR_INPUT) {
        reject_control(check, place, control);
        return false;
    }
    if (error == ERROR_NONE && text->at != raw.at) {
        if (cJSON_SetValuestring(value, text->at) == NULL)
            error = ERROR_MEMORY;
        *text = span_of_string(value->valuestring);
    }
    if (error != ERROR_NONE)
        reject(check, place, span_of_string(error_text(error)));
    return error == ERROR_NONE;
}

static void check_text(struct check *check, const struct place *place,
                       cJSON *value, const struct form *form)
{
    struct span text;

    if (!cJSON_IsString(value)) {
        reject_type(check, place, SPAN("a string"), value);
        return;
    }
    if (!settle(check, place, value, &text))
        return;
    check_length(check, place, text, form);
    if (form->words != NULL)
        check_words(check, place, text, form);
    if (text.length > 0 || form->least == 0)
        check_demands(check, place, text, form);
}

/* True for 5 and 5.0 within `most`; doubles are exact there. */
static bool whole_between(const cJSON *value, int64_t most)
{
    double number = value->valuedouble;

    return number >= 0 && number <= (double)most &&
           number == (double)(int64_t)number;
}

static void check_past_end(struct check *check, const struct place *place,
                           int64_t at)
{
    struct sink *sink;

    if (check->duration == RECORD_ABSENT || at <= check->duration)
        return;
    sink = begin(check, COMPLAINT_WARNING, place);
    sink_decimal(sink, at);
    LIT(sink, " is past the end of the video, whose duration is ");
    sink_decimal(sink, check->duration);
    end(check);
}

/* 1:02:03 is what people write; what it is in seconds is quickly said. */
static void reject_clock(struct check *check, const struct place *place,
                         struct span text)
{
    struct sink *sink = begin(check, COMPLAINT_ERROR, place);
    int64_t seconds = mend_seconds(text);

    LIT(sink, "must be a whole number of seconds, not a string");
    if (seconds >= 0) {
        LIT(sink, "; is ");
        sink_decimal(sink, seconds);
        LIT(sink, " meant?");
    }
    end(check);
}

static void check_whole(struct check *check, const struct place *place,
                        cJSON *value, const struct rule *rule)
{
    if (cJSON_IsString(value))
        reject_clock(check, place, span_of_string(value->valuestring));
    else if (!cJSON_IsNumber(value))
        reject_type(check, place, SPAN("a whole number of seconds"), value);
    else if (!whole_between(value, SECONDS_MAX))
        reject(check, place,
               SPAN("must be a whole number of seconds from 0 to 359999"));
    else if (rule->moment)
        check_past_end(check, place, (int64_t)value->valuedouble);
}

static void check_label(struct check *check, const struct place *place,
                        cJSON *value, const struct rule *rule)
{
    if (cJSON_IsString(value))
        check_text(check, place, value, rule->form);
    else if (!cJSON_IsNumber(value))
        reject_type(check, place, SPAN("a whole number or a string"), value);
    else if (!whole_between(value, NUMBER_MAX))
        reject(check, place,
               SPAN("must be a whole number from 0 to 9007199254740991, or "
                    "a string"));
}

static void check_object(struct check *check, const struct place *place,
                         cJSON *object, enum shape shape);

/* One item of a list. */
static void check_item(struct check *check, const struct place *place,
                       cJSON *value, const struct field *field,
                       const struct rule *rule)
{
    if (field->type == FIELD_TEXTS)
        check_text(check, place, value, rule->form);
    else
        check_object(check, place, value, field->shape);
}

static void check_list(struct check *check, const struct place *place,
                       cJSON *list, const struct field *field,
                       const struct rule *rule)
{
    struct place item = {place, NULL, 0};

    if (!cJSON_IsArray(list)) {
        reject_type(check, place, SPAN("a list"), list);
        return;
    }
    if (rule->not_empty && list->child == NULL)
        reject(check, place, SPAN("is empty; it must have at least one item"));
    for (cJSON *value = list->child; value != NULL; value = value->next) {
        check_item(check, &item, value, field, rule);
        item.index++;
    }
}

static void check_field(struct check *check, const struct place *place,
                        cJSON *value, const struct field *field,
                        const struct rule *rule)
{
    switch (field->type) {
    case FIELD_TEXT:
        check_text(check, place, value, rule->form);
        break;
    case FIELD_LABEL:
        check_label(check, place, value, rule);
        break;
    case FIELD_WHOLE:
        check_whole(check, place, value, rule);
        break;
    case FIELD_FLAG:
        if (!cJSON_IsBool(value))
            reject_type(check, place, SPAN("true or false"), value);
        break;
    case FIELD_TEXTS:
    case FIELD_ROWS:
        if (rule->single)
            check_object(check, place, value, field->shape);
        else
            check_list(check, place, value, field, rule);
        break;
    }
}

/* The known key that `key` is nearest to, or an empty span. */
static struct span nearest_key(const struct shape_info *info, struct span key)
{
    struct span nearest = SPAN("");
    unsigned best = SPELLING_MAX;

    for (unsigned i = 0; i < info->count; i++) {
        unsigned distance;

        if (info->fields[i].key.length > 0 &&
            spelling_near(key, info->fields[i].key, &distance) &&
            distance < best) {
            nearest = info->fields[i].key;
            best = distance;
        }
    }
    return nearest;
}

static void write_keys(struct sink *sink, const struct shape_info *info)
{
    bool first = true;

    for (unsigned i = 0; i < info->count; i++) {
        if (info->fields[i].key.length == 0)
            continue;
        if (!first)
            LIT(sink, ", ");
        first = false;
        sink_ready(sink, info->fields[i].key);
    }
}

static void reject_key(struct check *check, const struct place *place,
                       enum shape shape)
{
    const struct shape_info *info = shape_info(shape);
    struct sink *sink = begin(check, COMPLAINT_ERROR, place);
    struct span nearest = SPAN("");

    LIT(sink, "is no key of ");
    sink_ready(sink, shape_called(shape));
    if (check->complaints->count < COMPLAINTS_KEPT) /* else nobody reads it */
        nearest = nearest_key(info, span_of_string(place->key));
    if (nearest.length > 0) {
        LIT(sink, "; is ");
        sink_ready(sink, nearest);
        LIT(sink, " meant?");
    } else {
        LIT(sink, "; known are ");
        write_keys(sink, info);
    }
    end(check);
}

/* The index of the field with this key, or info->count. */
static unsigned field_with_key(const struct shape_info *info, struct span key)
{
    unsigned i = 0;

    while (i < info->count && !span_equal(info->fields[i].key, key))
        i++;
    return i;
}

/* Checks a member of an object; returns the bit of its field. */
static uint32_t check_member(struct check *check, const struct place *place,
                             cJSON *value, enum shape shape)
{
    const struct shape_info *info = shape_info(shape);
    struct span key = span_of_string(place->key);
    unsigned field = field_with_key(info, key);

    if (key.length > 0 && field < info->count) {
        check_field(check, place, value, &info->fields[field],
                    rule_of(shape, field));
        return (uint32_t)1 << field;
    }
    if (!key_is_ignored(shape, key))
        reject_key(check, place, shape);
    else if (!cJSON_IsObject(value))
        reject_type(check, place, SPAN("an object"), value);
    return 0;
}

static void check_missing(struct check *check, const struct place *parent,
                          enum shape shape, uint32_t present)
{
    const struct shape_info *info = shape_info(shape);

    for (unsigned i = 0; i < info->count; i++) {
        struct place place = {parent, info->fields[i].key.at, 0};
        struct sink *sink;

        if (info->fields[i].key.length == 0 || !rule_of(shape, i)->required ||
            (present >> i & 1) != 0)
            continue;
        sink = begin(check, COMPLAINT_ERROR, &place);
        LIT(sink, "is missing; ");
        sink_ready(sink, shape_called(shape));
        LIT(sink, " must have it");
        end(check);
    }
}

static void check_object(struct check *check, const struct place *place,
                         cJSON *object, enum shape shape)
{
    uint32_t present = 0;

    if (!cJSON_IsObject(object)) {
        reject_type(check, place, SPAN("an object"), object);
        return;
    }
    for (cJSON *value = object->child; value != NULL; value = value->next) {
        struct place member = {place, value->string, 0};

        present |= check_member(check, &member, value, shape);
    }
    check_missing(check, place, shape, present);
}

/* The duration, if it is good: it may stand behind the times it bounds. */
static int64_t duration_of(const cJSON *document)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(document, "duration");

    if (!cJSON_IsNumber(value) || !whole_between(value, SECONDS_MAX))
        return RECORD_ABSENT;
    return (int64_t)value->valuedouble;
}

void check_document(cJSON *document, enum shape shape, struct bench *bench,
                    struct complaints *complaints)
{
    struct check check = {complaints, bench, duration_of(document)};

    check_object(&check, NULL, document, shape);
}
