/*
 * complaints.h - what is wrong with a document, in the order in which it was
 * found: errors, which reject it, and warnings, which don't.
 *
 *     struct sink *reason = complaint_begin(&complaints, COMPLAINT_ERROR);
 *     LIT(reason, "/title");
 *     complaint_reason(&complaints);
 *     LIT(reason, "is empty");
 *     complaint_end(&complaints);
 *
 * One list belongs to one document and one thread. {0} is an empty list.
 */
#ifndef TLEXDR_PUBLISH_COMPLAINTS_H
#define TLEXDR_PUBLISH_COMPLAINTS_H

#include "base/sink.h"

/* As many are kept; the others are counted, and the last line says so. */
#define COMPLAINTS_KEPT 1000

enum complaint_kind {
    COMPLAINT_ERROR,   /* its place is a JSON pointer (RFC 6901) */
    COMPLAINT_WARNING, /* the same */
    COMPLAINT_SYNTAX   /* an error; its place is LINE:COLUMN, or empty */
};

struct complaint {
    enum complaint_kind kind;
    size_t place; /* offsets in the list's text */
    size_t reason;
    size_t end;
};

struct complaints {
    size_t errors; /* how many reject the document, kept or not */
    size_t warnings;

    struct complaint *items; /* the list's own */
    size_t count;
    size_t room;
    char *text;
    size_t text_used;
    size_t text_room;
    struct sink sink;
    char chunk[256];
};

/* Starts a complaint; its place is what is written to the sink first. */
struct sink *complaint_begin(struct complaints *complaints,
                             enum complaint_kind kind);

/* From here on the reason is written. */
void complaint_reason(struct complaints *complaints);
void complaint_end(struct complaints *complaints);

/* A whole complaint at once. */
void complain(struct complaints *complaints, enum complaint_kind kind,
              struct span place, struct span reason);

/*
 * Writes a line for each, `file` in front:
 *
 *   FILE: JSON-POINTER: reason
 *   FILE: JSON-POINTER: warning: reason
 *   FILE:LINE:COLUMN: reason
 *   FILE: reason, of one that could not be read
 *
 * Control characters are escaped in all parts. The pointer of a document as
 * a whole is empty.
 */
void complaints_write(const struct complaints *complaints, struct span file,
                      struct sink *sink);

/* Puts those from `first` on in the order of their lines and columns. */
void complaints_sort(struct complaints *complaints, size_t first);

void complaints_free(struct complaints *complaints);

#endif
