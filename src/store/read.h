/*
 * read.h - the read side of a store: generations and look-ups.
 *
 * A generation is one data.mdb, mapped, that nothing ever writes to again,
 * and a second file that it names, its corpus, which holds what is large and
 * seldom changes (store/keys.h). A store is a folder whose current generation
 * changes when a publish renames a new data.mdb into place. Readers borrow a
 * generation for as long as they use anything out of it; the first
 * store_refresh() after all gave it back closes it.
 *
 * Look-ups take the number of the reader, below the count that the store
 * was opened with; one reader number is used by one thread at a time.
 *
 * Nothing here allocates but the opening of a generation.
 */
#ifndef TLEXDR_STORE_READ_H
#define TLEXDR_STORE_READ_H

#include "record/read.h"
#include "store/keys.h"

struct generation;
struct store;

/*
 * Opens the data.mdb at `path`, checks its size against its last page, and
 * its first and last records. On failure *generation is untouched and `why`
 * gets one sentence: ERROR_ABSENT, ERROR_DAMAGED, ERROR_FOREIGN or
 * ERROR_SYSTEM. `unfinished` is for publishing alone: no last record is due.
 *
 * Where its corpus is damaged or gone the rest can be read: ERROR_NONE, but a
 * sentence in `why`, and what is looked up in the corpus is ERROR_DAMAGED.
 */
enum error generation_open(const char *path, unsigned readers, bool unfinished,
                           struct generation **generation, struct sink *why);
void generation_close(struct generation *generation);

/*
 * Bytes. A larger file is opened without reading ahead, until the first
 * generation_release() or generation_warm(); if it is also large against
 * memory, for ever.
 */
#define STORE_LARGE (8 << 20)

/*
 * Takes what was read so far out of this process's memory, page tables too,
 * so that who reads all of a store need not hold all of it; the system's
 * cache keeps it, and others may read meanwhile. NULL is nothing.
 */
void generation_release(struct generation *generation);

/*
 * Looks `key` up and opens the record. ERROR_ABSENT; ERROR_DAMAGED where its
 * bytes fail; ERROR_SYSTEM where the file is not all there any more, after
 * which the generation is worn: generation_worn() says so and it should be
 * opened anew.
 */
enum error generation_find(struct generation *generation, unsigned reader,
                           enum shape shape, struct span key, struct row *root);

/*
 * After generation_let_trust(), values of a page and more whose checksum held
 * are not summed again until generation_doubt(), which must be called every
 * few seconds: by then they may have left memory, and the disk may have
 * changed them. What doesn't need the sum is proven each time, so that no
 * accessor leaves a record. ERROR_MEMORY, or ERROR_NONE.
 */
enum error generation_let_trust(struct generation *generation);
void generation_doubt(struct generation *generation);

/*
 * The bytes of a value, unproven; for verify and for copying.
 */
enum error generation_bytes(struct generation *generation, unsigned reader,
                            struct span key, struct span *bytes);

/*
 * Calls `visit` with each key and value whose key starts with `prefix`, in
 * order, until it returns other than ERROR_NONE, which is then the result. An
 * empty prefix is all of data.mdb, then all of the corpus if it can be read.
 * A walk may wait for the disk, whatever reader it has.
 */
enum error generation_walk(struct generation *generation, unsigned reader,
                           struct span prefix,
                           enum error (*visit)(void *context, struct span key,
                                               struct span bytes),
                           void *context);

/*
 * For hosts that must not wait for the disk. After generation_hurry(), what
 * `reader` looks up and isn't in memory is ERROR_COLD, and so is everything
 * after that, until the next generation_hurry(); generation_met_cold() says
 * whether it came to that. The host then asks all of it again with a reader
 * that may wait.
 *
 * Everything is cold until generation_warm() has read all keys, which waits
 * for the disk; before that it asks the system to read ahead the ready pages.
 * Calling it from time to time keeps the keys in memory.
 */
void generation_hurry(struct generation *generation, unsigned reader);
bool generation_met_cold(const struct generation *generation, unsigned reader);
enum error generation_warm(struct generation *generation, unsigned reader);

/*
 * For hosts that must stay small. After generation_be_frugal(), what `reader`
 * looks up outside of a few regions of the files (store/window.h) lives only
 * until its next generation_be_frugal(), which a host calls as each request
 * begins; so page tables don't grow with the files.
 */
void generation_be_frugal(struct generation *generation, unsigned reader);

/*
 * A worn generation's file is not all there any more. generation_wear() is
 * for the host that saw guard_took_fault() after a look-up.
 */
bool generation_worn(const struct generation *generation);
void generation_wear(struct generation *generation);

/* The site's record, copied and proven when the generation was opened. */
struct row generation_site(const struct generation *generation);

/* Each 16 hex digits, or empty where it is unfinished: what is in it, who
 * wrote its records, and who rendered its ready bodies. */
struct span generation_hash(const struct generation *generation);
struct span generation_publisher(const struct generation *generation);
struct span generation_renderer(const struct generation *generation);

/* The name of its corpus, 16 hex digits; empty where it has none. */
struct span generation_corpus(const struct generation *generation);

/*
 * The corpus was written over, or was not to be read and may be now; so the
 * generation should be opened anew. One stat(2).
 */
bool generation_stirred(const struct generation *generation);

/* The size of its files in bytes. */
uint64_t generation_size(const struct generation *generation);

/*
 * How many calls of store_refresh() a store's values are trusted over, as
 * generation_let_trust() says: 2 seconds where it is called four times in one.
 */
#define STORE_TRUST_LOOKS 8

/*
 * A store folder for `readers` readers. Succeeds also where there is nothing
 * to serve yet: store_borrow() then gives NULL, and `why` holds the reason.
 */
enum error store_open(const char *folder, unsigned readers,
                      struct store **store, struct sink *why);
void store_close(struct store *store);

/*
 * Looks whether the folder holds another generation than the current one,
 * and if so opens and makes it current. Cheap (one stat) where nothing
 * changed. One thread calls it, every so often; never inside a request.
 * ERROR_NONE also where nothing changed; *changed says which.
 * Each STORE_TRUST_LOOKS-th call ends the trust in what was proven. Generations
 * that were replaced and that nobody holds any more are closed.
 */
enum error store_refresh(struct store *store, bool *changed, struct sink *why);

/* The current generation or NULL; give it back with store_return. */
struct generation *store_borrow(struct store *store);
void store_return(struct store *store, struct generation *generation);

#endif
