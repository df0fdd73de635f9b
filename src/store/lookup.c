/*
 * Look-ups in a generation, and what may have to wait for the disk.
 */
#include "store/generation.h"

#include "store/guard.h"
#include "store/roster.h"

struct volume *generation_volume(struct generation *generation, struct span key)
{
    return key_is_of_corpus(key) ? &generation->corpus : &generation->data;
}

/* A look-up as guard_run() takes it. */
struct lookup {
    struct generation *generation;
    struct volume *volume;
    unsigned reader;
    enum shape shape; /* SHAPE_NONE: the bytes alone */
    struct span key;
    struct span bytes;
    struct row root;
    enum error error;
};

/* Where a reader reads what was found; small records lie among the keys. */
static struct span view(const struct lookup *lookup, struct reader *reader)
{
    struct residence *residence = &lookup->volume->residence;
    struct span bytes = lookup->bytes;

    if (reader->frugal && bytes.length > INLINE_MAX &&
        !residence_admits(residence, bytes) &&
        !window_map(&reader->window, residence, &bytes))
        reader->overran = true;
    return bytes;
}

/* What was found, as the reader may have it. */
static enum error prove(struct lookup *lookup, struct reader *reader)
{
    struct residence *residence = &lookup->volume->residence;
    bool trusted = residence_trusts(residence, lookup->bytes);
    struct span bytes;
    enum error error;

    if (reader->hasty && !trusted && !residence_has(residence, lookup->bytes)) {
        reader->met_cold = true;
        return ERROR_COLD;
    }
    if (residence->no_ahead && !trusted) /* all of it, not page by page */
        residence_want(residence, lookup->bytes.at,
                       lookup->bytes.at + lookup->bytes.length);
    bytes = view(lookup, reader);
    if (lookup->shape == SHAPE_NONE) {
        lookup->bytes = bytes;
        return ERROR_NONE;
    }
    if (trusted)
        return record_reopen(bytes, lookup->shape, lookup->key, &lookup->root);
    error = record_open(bytes, lookup->shape, lookup->key, &lookup->root);
    if (error == ERROR_NONE)
        residence_trust(residence, lookup->bytes);
    return error;
}

static void look_up(void *context)
{
    struct lookup *lookup = context;
    struct reader *reader = &lookup->generation->readers[lookup->reader];
    int code;

    if (reader->met_cold) {
        lookup->error = ERROR_COLD;
        return;
    }
    if (lookup->volume->env == NULL) {
        lookup->error = lookup->generation->corpus_error;
        return;
    }
    code = volume_find(lookup->volume, lookup->reader, lookup->key,
                       &lookup->bytes);
    if (code != 0) {
        lookup->error = error_of_lmdb(code);
        if (code != MDB_NOTFOUND) {
            /* LMDB bars a transaction in which it met a bad page. */
            mdb_txn_reset(lookup->volume->readers[lookup->reader]);
            mdb_txn_renew(lookup->volume->readers[lookup->reader]);
        }
        return;
    }
    lookup->error = prove(lookup, reader);
}

static enum error run_guarded(struct lookup *lookup)
{
    lookup->volume = generation_volume(lookup->generation, lookup->key);
    if (guard_run(look_up, lookup))
        return lookup->error;
    generation_wear(lookup->generation);
    return ERROR_SYSTEM;
}

/* LMDB's pages bear no checksum: a key may only seem not to be there. */
static enum error doubt_absence(const struct lookup *lookup)
{
    uint64_t hash = roster_hash(lookup->key);
    struct key key = key_of_roster(
        key_is_of_corpus(lookup->key) ? KEY_CORPUS_ROSTER : KEY_ROSTER,
        roster_number(hash, lookup->volume->rosters));
    struct lookup roster = {.generation = lookup->generation,
                            .reader = lookup->reader,
                            .shape = SHAPE_ROSTER,
                            .key = key_span(&key)};
    enum error error = run_guarded(&roster);

    if (error == ERROR_NONE &&
        !roster_has(record_text(roster.root, ROSTER_HASHES), hash))
        return ERROR_ABSENT;
    return error == ERROR_NONE || error == ERROR_ABSENT ? ERROR_DAMAGED : error;
}

static enum error run_lookup(struct lookup *lookup)
{
    enum error error = run_guarded(lookup);

    return error == ERROR_ABSENT && lookup->volume->rosters > 0
               ? doubt_absence(lookup)
               : error;
}

enum error generation_find(struct generation *generation, unsigned reader,
                           enum shape shape, struct span key, struct row *root)
{
    struct lookup lookup = {
        .generation = generation, .reader = reader, .shape = shape, .key = key};
    enum error error = run_lookup(&lookup);

    if (error == ERROR_NONE)
        *root = lookup.root;
    return error;
}

enum error generation_bytes(struct generation *generation, unsigned reader,
                            struct span key, struct span *bytes)
{
    struct lookup lookup = {
        .generation = generation, .reader = reader, .key = key};
    enum error error = run_lookup(&lookup);

    if (error == ERROR_NONE)
        *bytes = lookup.bytes;
    return error;
}

void generation_hurry(struct generation *generation, unsigned reader)
{
    generation->readers[reader].hasty = true;
    generation->readers[reader].met_cold =
        !atomic_load_explicit(&generation->warm, memory_order_relaxed);
}

void generation_be_frugal(struct generation *generation, unsigned number)
{
    struct reader *reader = &generation->readers[number];

    if (reader->overran)
        generation_release(generation);
    reader->overran = false;
    reader->frugal = reader->window.base != NULL;
    window_renew(&reader->window);
}

bool generation_met_cold(const struct generation *generation, unsigned reader)
{
    return generation->readers[reader].met_cold;
}

enum error generation_let_trust(struct generation *generation)
{
    enum error error = residence_let_trust(&generation->data.residence);

    if (error == ERROR_NONE && generation->corpus.env != NULL)
        error = residence_let_trust(&generation->corpus.residence);
    return error;
}

void generation_doubt(struct generation *generation)
{
    residence_doubt(&generation->data.residence);
    residence_doubt(&generation->corpus.residence);
}

/* Where the ready pages begin and end: they lie side by side. */
struct extent {
    const char *from;
    const char *to;
};

static enum error widen(void *context, struct span key, struct span bytes)
{
    struct extent *extent = context;

    (void)key;
    if (extent->from == NULL || bytes.at < extent->from)
        extent->from = bytes.at;
    if (bytes.at + bytes.length > extent->to)
        extent->to = bytes.at + bytes.length;
    return ERROR_NONE;
}

static enum error pass_by(void *context, struct span key, struct span bytes)
{
    (void)context;
    (void)key;
    (void)bytes;
    return ERROR_NONE;
}

enum error generation_warm(struct generation *generation, unsigned reader)
{
    struct key prefix = key_of(KEY_READY, SPAN(""));
    struct extent ready = {NULL, NULL};
    enum error error =
        generation_walk(generation, reader, key_span(&prefix), widen, &ready);

    if (error == ERROR_NONE && ready.from != NULL && !generation->warm)
        residence_want(&generation->data.residence, ready.from, ready.to);
    if (error == ERROR_NONE)
        error = generation_walk(generation, reader, SPAN(""), pass_by, NULL);
    residence_let_read_ahead(&generation->data.residence);
    residence_let_read_ahead(&generation->corpus.residence);
    if (error == ERROR_NONE)
        atomic_store_explicit(&generation->warm, true, memory_order_relaxed);
    return error;
}
