/*
 * feed_xml.h - a feed as a tree of elements and their texts; feed_xml.c is
 * the one file that knows libxml2.
 *
 * Feeds come from strangers: nothing is fetched, no entity that the feed
 * defines is expanded, libxml2's own limits stay on, and all text goes
 * through feed_plain().
 */
#ifndef TLEXDR_PROGRAMS_FEED_XML_H
#define TLEXDR_PROGRAMS_FEED_XML_H

#include "base/sink.h"

#define FEED_BYTES_MAX ((size_t)64 << 20)

/* An element; libxml2's own. */
struct element;

/* {0} is closed. */
struct tree {
    void *document;
    const struct element *root;
    char **texts; /* all that tree_text() and _attribute() gave out */
    size_t text_count;
    size_t text_room;
};

/*
 * Which vocabulary an element is of, by its namespace, or by its prefix where
 * that was left undeclared. Plain ones have no prefix.
 */
enum words {
    WORDS_PLAIN,
    WORDS_ITUNES,
    WORDS_PODCAST,
    WORDS_DC,
    WORDS_YOUTUBE
};

/* What an element is called; case counts nowhere: feeds get it wrong. */
struct name {
    enum words words;
    struct span local;
};

/*
 * Reads the file. False where it can't be read or is no XML; `why` gets
 * FILE:LINE:COLUMN: reason, or FILE: reason. Close it in both cases.
 */
bool tree_open(struct tree *tree, const char *path, struct sink *why);
void tree_close(struct tree *tree);

/* The first element in `parent` of this name, and the next beside one. */
const struct element *element_child(const struct element *parent,
                                    struct name name);
const struct element *element_next(const struct element *element,
                                   struct name name);

/*
 * The text in an element, and of an attribute; empty where there is none or
 * it is longer than any field may be. The tree's, until tree_close().
 */
struct span tree_text(struct tree *tree, const struct element *element);
struct span tree_attribute(struct tree *tree, const struct element *element,
                           struct span name);

/* A copy of `text` that lives as long as the tree. */
struct span tree_keep(struct tree *tree, struct span text);

#endif
