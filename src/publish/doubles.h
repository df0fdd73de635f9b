/*
 * doubles.h - finds keys that stand twice in one object. Names are compared
 * decoded, so that "a" and "\u0061" are the same.
 *
 * The scan notes each key as it reads it; when an object closes, its keys
 * are sorted and compared, and forgotten.
 */
#ifndef TLEXDR_PUBLISH_DOUBLES_H
#define TLEXDR_PUBLISH_DOUBLES_H

#include "publish/complaints.h"

/* A place in a file, both from 1; columns are code points. */
struct position {
    size_t line;
    size_t column;
};

void position_write(struct sink *sink, struct position position);

/* A key of an object that is not closed yet. */
struct noted_key {
    struct span name; /* set when its object closes; until then its length */
    size_t start;     /* of the name in the names */
    struct position position;
    struct position first; /* of an equal key before it; line 0 for none */
};

/* {0} holds none. */
struct doubles {
    struct noted_key *keys;
    size_t count;
    size_t room;
    char *names;
    size_t name_used;
    size_t name_room;
};

/* Notes a key; its name follows in pieces. False where memory is out. */
bool doubles_key(struct doubles *doubles, struct position position);
bool doubles_name(struct doubles *doubles, struct span piece);

/*
 * Closes the object whose first key was noted when doubles->count was
 * `base`, and complains of each key that stands in it a second time.
 */
void doubles_close(struct doubles *doubles, size_t base,
                   struct complaints *complaints);

void doubles_free(struct doubles *doubles);

#endif
