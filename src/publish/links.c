#include "publish/links.h"

#include <cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "publish/file.h"
#include "publish/intake.h"
#include "publish/scan.h"

static const struct span state_names[] = {[LINK_UNCHECKED] =
                                              SPAN_INIT("unchecked"),
                                          [LINK_OK] = SPAN_INIT("ok"),
                                          [LINK_GONE] = SPAN_INIT("gone")};

#define STATES (sizeof state_names / sizeof *state_names)

struct span link_state_name(enum link_state state)
{
    return state_names[state];
}

/* The place of `url`, or where it would have to stand. */
static size_t place_of(const struct links *links, struct span url)
{
    size_t from = 0;
    size_t to = links->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (span_compare(span_of_string(links->items[middle].url), url) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct link *links_find(const struct links *links, struct span url)
{
    size_t place = place_of(links, url);

    if (place == links->count ||
        !span_equal(span_of_string(links->items[place].url), url))
        return NULL;
    return &links->items[place];
}

static bool make_room(struct links *links)
{
    size_t room = links->room == 0 ? 64 : 2 * links->room;
    struct link *larger;

    if (links->count < links->room)
        return true;
    larger = realloc(links->items, room * sizeof *larger);
    if (larger == NULL)
        return false;
    links->items = larger;
    links->room = room;
    return true;
}

struct link *links_add(struct links *links, struct span url)
{
    size_t place = place_of(links, url);
    struct link *link = links_find(links, url);
    char *copy;

    if (link != NULL)
        return link;
    copy = make_room(links) ? strndup(url.at, url.length) : NULL;
    if (copy == NULL)
        return NULL;
    link = &links->items[place];
    memmove(link + 1, link, (links->count++ - place) * sizeof *link);
    *link = (struct link){.url = copy};
    return link;
}

void links_free(struct links *links)
{
    for (size_t i = 0; i < links->count; i++)
        free(links->items[i].url);
    free(links->items);
    *links = (struct links){0};
}

/* --- Reading the file */

static struct span string_of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

    return span_of_string(cJSON_IsString(value) ? value->valuestring : NULL);
}

static bool read_state(struct span name, enum link_state *state)
{
    for (size_t i = 0; i < STATES; i++) {
        if (span_equal(name, state_names[i])) {
            *state = (enum link_state)i;
            return true;
        }
    }
    return false;
}

static bool read_status(const cJSON *value, int *status)
{
    *status = 0;
    if (value == NULL || cJSON_IsNull(value))
        return true;
    *status = value->valueint;
    return cJSON_IsNumber(value) && *status >= 100 && *status <= 999 &&
           value->valuedouble == *status;
}

static bool read_day(struct span text, char day[LINK_DAY])
{
    struct date date;

    if (text.length != LINK_DAY || !date_parse(text, &date))
        return false;
    memcpy(day, text.at, LINK_DAY);
    return true;
}

static bool read_link(struct links *links, const cJSON *entry)
{
    struct link *link = links_add(links, span_of_string(entry->string));

    return link != NULL &&
           read_state(string_of(entry, "state"), &link->state) &&
           read_status(cJSON_GetObjectItemCaseSensitive(entry, "status"),
                       &link->status) &&
           read_day(string_of(entry, "checked"), link->day);
}

/* The entry's key as a JSON pointer (RFC 6901). */
static void complain_of_entry(struct complaints *complaints, const char *key)
{
    struct sink *sink = complaint_begin(complaints, COMPLAINT_ERROR);

    LIT(sink, "/");
    for (; *key != '\0'; key++) {
        if (*key == '~')
            LIT(sink, "~0");
        else if (*key == '/')
            LIT(sink, "~1");
        else
            sink_byte(sink, *key);
    }
    complaint_reason(complaints);
    LIT(sink, "must be an object with a state (ok, gone or unchecked), a "
              "status from 100 to 999 or none, and the day as checked "
              "(YYYY-MM-DD)");
    complaint_end(complaints);
}

static void read_tree(struct span json, struct links *links,
                      struct complaints *complaints)
{
    cJSON *tree;

    if (!scan_json(json, complaints) || complaints->errors > 0)
        return;
    tree = cJSON_ParseWithLength(json.at, json.length);
    if (!cJSON_IsObject(tree)) {
        complain(complaints, COMPLAINT_ERROR, SPAN(""),
                 tree == NULL ? span_of_string(error_text(ERROR_MEMORY))
                              : SPAN("must be an object"));
    } else {
        for (const cJSON *entry = tree->child; entry != NULL;
             entry = entry->next) {
            if (!read_link(links, entry))
                complain_of_entry(complaints, entry->string);
        }
    }
    cJSON_Delete(tree);
}

static void read_file(const char *path, struct links *links,
                      struct complaints *complaints)
{
    enum error error;
    char *bytes;
    size_t length;

    errno = 0;
    error = file_read(path, DOCUMENT_BYTES_MAX, &bytes, &length);
    if (error == ERROR_NONE) {
        read_tree((struct span){bytes, length}, links, complaints);
        free(bytes);
    } else if (error != ERROR_SYSTEM || errno != ENOENT) {
        complain(complaints, COMPLAINT_ERROR, SPAN(""),
                 span_of_string(error == ERROR_SYSTEM ? strerror(errno)
                                                      : error_text(error)));
    }
}

bool links_read(const char *data, struct links *links,
                struct complaints *complaints)
{
    char *path = path_in_data(data, LINKS_FILE);

    *links = (struct links){0};
    if (path == NULL)
        complain(complaints, COMPLAINT_ERROR, SPAN(""),
                 span_of_string(error_text(ERROR_MEMORY)));
    else
        read_file(path, links, complaints);
    free(path);
    if (complaints->errors > 0)
        links_free(links);
    return complaints->errors == 0;
}

/* --- Writing it */

static enum error write_to_file(struct sink *sink, const char *bytes,
                                size_t length)
{
    return fwrite(bytes, 1, length, sink->host) == length ? ERROR_NONE
                                                          : ERROR_SYSTEM;
}

static void write_link(struct json *json, const struct link *link)
{
    json_object(json);
    JSON_KEY(json, "state");
    json_string(json, link_state_name(link->state));
    if (link->status > 0) {
        JSON_KEY(json, "status");
        json_whole(json, link->status);
    }
    JSON_KEY(json, "checked");
    json_string(json, (struct span){link->day, LINK_DAY});
    json_end_object(json);
}

static enum error write_links(FILE *file, const struct links *links)
{
    char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer);
    struct json json = json_begin(&sink, JSON_PLAIN);

    sink.drain = write_to_file;
    sink.host = file;
    json_object(&json);
    for (size_t i = 0; i < links->count; i++) {
        LIT(&sink, "\n"); /* a line each, for those who compare versions */
        json_key(&json, span_of_string(links->items[i].url));
        write_link(&json, &links->items[i]);
    }
    json_end_object(&json);
    LIT(&sink, "\n");
    return sink_flush(&sink);
}

enum error links_write(const char *data, const struct links *links)
{
    char *path = path_in_data(data, LINKS_FILE);
    char *bytes = NULL;
    size_t length;
    FILE *memory = path == NULL ? NULL : open_memstream(&bytes, &length);
    enum error error = ERROR_MEMORY;

    if (memory != NULL) {
        error = write_links(memory, links);
        if (fclose(memory) != 0)
            error = ERROR_MEMORY;
    }
    if (error == ERROR_NONE)
        error = file_replace(path, (struct span){bytes, length}, true);
    free(bytes);
    free(path);
    return error;
}

/* --- What goes into a record */

static struct rows references_of(struct row episode)
{
    return record_rows(episode, EPISODE_REFERENCES, SHAPE_REFERENCE);
}

/* What is known of an address; an entry that says nothing is as none. */
static const struct link *known(const struct links *links, struct row row)
{
    const struct link *link =
        links_find(links, record_text(row, REFERENCE_URL));

    return link == NULL || link->state == LINK_UNCHECKED ? NULL : link;
}

static bool agrees(const struct link *link, struct row row)
{
    struct span day = record_text(row, REFERENCE_CHECKED);

    if (link == NULL)
        return day.length == 0;
    return span_equal(day, (struct span){link->day, LINK_DAY}) &&
           span_equal(record_text(row, REFERENCE_STATE),
                      link_state_name(link->state)) &&
           record_whole(row, REFERENCE_STATUS) == link->status;
}

bool links_agree(const struct links *links, struct row episode)
{
    struct rows rows = references_of(episode);

    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        if (!agrees(known(links, row), row))
            return false;
    }
    return true;
}

static void note_row(const struct link *link, struct writer *writer,
                     writer_handle row)
{
    if (link == NULL)
        return;
    writer_text(writer, row, REFERENCE_STATE, link_state_name(link->state));
    writer_whole(writer, row, REFERENCE_STATUS, link->status);
    writer_text(writer, row, REFERENCE_CHECKED,
                (struct span){link->day, LINK_DAY});
}

/* Each row is read anew where it lies: setting a field may move them all. */
enum error links_note(const struct links *links, struct writer *writer,
                      struct span *record)
{
    struct row episode;
    struct rows rows;
    writer_handle first;
    enum error error =
        record_open(*record, SHAPE_EPISODE, record_key(*record), &episode);

    if (error != ERROR_NONE)
        return error;
    rows = references_of(episode);
    if (rows.count == 0)
        return ERROR_NONE;
    first = writer_handle_of(rows_at(rows, 0));
    writer_reopen(writer);
    for (uint32_t i = 0; i < rows.count; i++) {
        writer_handle row = writer_row(first, SHAPE_REFERENCE, i);

        note_row(known(links, (struct row){writer->bytes, writer->bytes + row}),
                 writer, row);
    }
    return writer_end(writer, record);
}
