/*
 * catalog.h - what a compile knows of each document, between reading it and
 * writing the store. Small for each, since all of them are held at once;
 * records themselves wait in the spool or in the previous generation.
 */
#ifndef TLEXDR_PUBLISH_CATALOG_H
#define TLEXDR_PUBLISH_CATALOG_H

#include "publish/document.h"
#include "publish/file.h"
#include "publish/links.h"
#include "store/spool.h"
#include "store/read.h"

/* Hashes of a document's and its transcript's bytes, 16 hex digits each. */
#define SOURCE_HASH_LENGTH 32

enum document_state {
    DOCUMENT_FRESH,     /* new, or its bytes or its transcript's changed */
    DOCUMENT_UNCHANGED, /* as the previous generation has it */
    DOCUMENT_REJECTED
};

struct document {
    char *path; /* below DATA; borrowed from the list of files */
    enum document_state state;
    char hash[SOURCE_HASH_LENGTH];

    /* What is published for this path; slug NULL: nothing. */
    char *slug;
    char *number; /* a LABEL, or NULL */
    int64_t day;  /* published, since 1970; INT64_MIN: undated */
    char *title;
    char *subtitle; /* or NULL */
    char *language;
    int64_t duration;      /* or RECORD_ABSENT */
    uint32_t units;        /* find/units.h; those of its own, */
    uint32_t first_unit;   /* behind those of all before it in by_slug */
    uint32_t order;        /* in by_slug */
    bool from_previous;    /* its record is the previous generation's */
    struct spooled record; /* else here */
};

/* A slug that a document names, for an earlier one or a related episode. */
struct mention {
    char *slug;
    const struct document *document;
    uint32_t index; /* in the document's own list */
};

struct mentions {
    struct mention *items;
    size_t count;
    size_t room;
};

struct catalog {
    const char *data;   /* the data folder */
    struct links links; /* what DATA says of references' addresses */
    struct document *documents;
    size_t count;
    struct document **by_slug; /* those that are published; by_slug_count */
    size_t by_slug_count;
    struct mentions aliases;     /* sorted by slug, then by document's slug */
    struct mentions related;     /* in the order of the documents */
    struct generation *previous; /* or NULL */
    struct spool *spool;         /* or NULL: records are not kept */
};

/* Makes a document of each path; the paths stay the list's. */
enum error catalog_list(struct catalog *catalog, const struct file_list *list);

/* Takes what the catalog keeps out of an episode's record. */
enum error catalog_note(struct catalog *catalog, struct document *document,
                        struct row episode);

/* Forgets it again: nothing is published for this path. */
void catalog_forget(struct catalog *catalog, struct document *document);

/*
 * Makes `document` publish what its path published last, where that is
 * whole; else nothing.
 */
enum error catalog_keep(struct catalog *catalog, struct document *document);

/* Fills by_slug, and sorts the aliases. */
enum error catalog_sort(struct catalog *catalog);

/* The published document of `slug`, after catalog_sort; or NULL. */
const struct document *catalog_find(const struct catalog *catalog,
                                    struct span slug);

/*
 * The record of a published document, its bytes and its root, until the next
 * use of `room`. `reader` is the previous generation's.
 */
enum error catalog_record(const struct catalog *catalog, unsigned reader,
                          const struct document *document,
                          struct spool_room *room, struct span *bytes,
                          struct row *episode);

/*
 * The published documents as the list of episodes has them: newest first,
 * then the higher number, then by slug; undated last. The caller frees it.
 */
const struct document **catalog_newest_first(const struct catalog *catalog);

/* The previous generation's record of the document at `path`. */
enum error catalog_previous_source(const struct catalog *catalog,
                                   unsigned reader, struct span path,
                                   struct row *source);

/* The previous generation's episode of `slug`. */
enum error catalog_previous_episode(const struct catalog *catalog,
                                    unsigned reader, struct span slug,
                                    struct row *episode);

void catalog_free(struct catalog *catalog);

#endif
