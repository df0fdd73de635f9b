#include "base/json.h"

#include "base/escape.h"

struct json json_begin(struct sink *sink, enum json_place place)
{
    return (struct json){.sink = sink, .place = place};
}

static uint32_t level_bit(const struct json *json)
{
    return (uint32_t)1 << (json->depth - 1);
}

static bool in_object(const struct json *json)
{
    return json->depth > 0 && (json->is_object & level_bit(json)) != 0;
}

static void separate(struct json *json)
{
    if (json->depth == 0)
        return;
    if ((json->has_items & level_bit(json)) != 0)
        LIT(json->sink, ",");
    json->has_items |= level_bit(json);
}

static void before_value(struct json *json)
{
    if (in_object(json)) {
        if (!json->key_written)
            sink_fail(json->sink, ERROR_INPUT);
        json->key_written = false;
    } else {
        separate(json);
    }
}

static void enter(struct json *json, bool object)
{
    before_value(json);
    if (json->depth == JSON_DEPTH) {
        sink_fail(json->sink, ERROR_INPUT);
        return;
    }
    json->depth++;
    json->has_items &= ~level_bit(json);
    if (object)
        json->is_object |= level_bit(json);
    else
        json->is_object &= ~level_bit(json);
}

static void leave(struct json *json, bool object)
{
    if (json->depth == 0 || in_object(json) != object || json->key_written) {
        sink_fail(json->sink, ERROR_INPUT);
        return;
    }
    json->depth--;
}

void json_object(struct json *json)
{
    enter(json, true);
    LIT(json->sink, "{");
}

void json_end_object(struct json *json)
{
    leave(json, true);
    LIT(json->sink, "}");
}

void json_array(struct json *json)
{
    enter(json, false);
    LIT(json->sink, "[");
}

void json_end_array(struct json *json)
{
    leave(json, false);
    LIT(json->sink, "]");
}

static void write_text(struct json *json, struct span text)
{
    if (json->place == JSON_SCRIPT)
        script_json_text(json->sink, text);
    else
        json_text(json->sink, text);
}

void json_key(struct json *json, struct span name)
{
    if (!in_object(json) || json->key_written) {
        sink_fail(json->sink, ERROR_INPUT);
        return;
    }
    separate(json);
    LIT(json->sink, "\"");
    write_text(json, name);
    LIT(json->sink, "\":");
    json->key_written = true;
}

void json_string(struct json *json, struct span text)
{
    json_string_open(json);
    json_string_part(json, text);
    json_string_close(json);
}

void json_whole(struct json *json, int64_t number)
{
    before_value(json);
    sink_decimal(json->sink, number);
}

void json_bool(struct json *json, bool value)
{
    before_value(json);
    if (value)
        LIT(json->sink, "true");
    else
        LIT(json->sink, "false");
}

void json_null(struct json *json)
{
    before_value(json);
    LIT(json->sink, "null");
}

void json_string_open(struct json *json)
{
    before_value(json);
    LIT(json->sink, "\"");
}

void json_string_part(struct json *json, struct span text)
{
    write_text(json, text);
}

void json_string_close(struct json *json)
{
    LIT(json->sink, "\"");
}
