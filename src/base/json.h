/*
 * json.h - writes JSON (RFC 8259) to a sink. Commas come by themselves; keys
 * are literals. The writer is one struct in the caller's frame.
 *
 *     struct json json = json_begin(sink, JSON_PLAIN);
 *     json_object(&json);
 *     JSON_KEY(&json, "title");
 *     json_string(&json, title);
 *     json_end_object(&json);
 *
 * A value where a key is due, an end that fits no beginning, or more than
 * JSON_DEPTH levels fail the sink with ERROR_INPUT.
 */
#ifndef TLEXDR_BASE_JSON_H
#define TLEXDR_BASE_JSON_H

#include "base/sink.h"

#define JSON_DEPTH 32

enum json_place {
    JSON_PLAIN, /* a document of its own */
    JSON_SCRIPT /* inside an HTML <script> element */
};

struct json {
    struct sink *sink;
    enum json_place place;
    unsigned depth;
    uint32_t is_object; /* a bit a level */
    uint32_t has_items;
    bool key_written;
};

struct json json_begin(struct sink *sink, enum json_place place);
void json_object(struct json *json);
void json_end_object(struct json *json);
void json_array(struct json *json);
void json_end_array(struct json *json);

/* The key of the next value, a literal or a name out of a table of ours. */
#define JSON_KEY(json, literal) json_key((json), SPAN(literal))
void json_key(struct json *json, struct span name);

void json_string(struct json *json, struct span text);
void json_whole(struct json *json, int64_t number);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/* A string in parts: open, any escaped pieces, close. */
void json_string_open(struct json *json);
void json_string_part(struct json *json, struct span text);
void json_string_close(struct json *json);

#endif
