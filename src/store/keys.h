/*
 * keys.h - the keys of a store, in the order in which they lie.
 *
 * A key is one letter and what names the record in its kind:
 *
 *   PNNNNNNNN  a pack of large records, from 0         (store/pack.h)
 *   aSLUG      an alias: which slug it leads to        SHAPE_ALIAS
 *   c          the site ("common")                     SHAPE_SITE
 *   dHASH      a document that was read, by its path   SHAPE_SOURCE
 *   eSLUG      an episode                              SHAPE_EPISODE
 *   iID        the episodes of a YouTube video         SHAPE_VIDEO
 *   jNNNNNNNN  a run of 256 units, from 0              SHAPE_UNITS
 *   kHASH      the units that bear a word              SHAPE_WORD
 *   lNNNNNNNN  a page of the list of episodes, from 1  SHAPE_LISTING
 *   nSLUG      the episodes related to an episode     SHAPE_RELATED
 *   pPATH      a ready-made body, by its address       SHAPE_READY
 *   sNNNNNNNN  which keys there are                    SHAPE_ROSTER
 *   tSLUG      an episode's transcript                 SHAPE_TRANSCRIPT
 *   uNNNNNNNN  which keys there are in the corpus      SHAPE_ROSTER
 *   v          the corpus                              SHAPE_CORPUS
 *   z          the generation                          SHAPE_GENERATION
 *
 * Everything that a page is made of sorts before the pages, so that pages
 * are rendered from a generation that lacks nothing but them.
 *
 * The letters t to y are the corpus's: such records lie in a file of their
 * own, which is kept while none of them changes. No ready page is made of
 * them.
 */
#ifndef TLEXDR_STORE_KEYS_H
#define TLEXDR_STORE_KEYS_H

#include "base/sink.h"

#define KEY_MAX 200

enum key_kind {
    KEY_PACK = 'P',
    KEY_ALIAS = 'a',
    KEY_SITE = 'c',
    KEY_SOURCE = 'd',
    KEY_EPISODE = 'e',
    KEY_VIDEO = 'i',
    KEY_UNITS = 'j',
    KEY_WORD = 'k',
    KEY_LISTING = 'l',
    KEY_RELATED = 'n',
    KEY_READY = 'p',
    KEY_ROSTER = 's',
    KEY_TRANSCRIPT = 't',
    KEY_CORPUS_ROSTER = 'u',
    KEY_CORPUS = 'v',
    KEY_GENERATION = 'z'
};

struct key {
    char bytes[KEY_MAX];
    size_t length;
};

/* The key of `name` in `kind`; a name too long is cut, and so is absent. */
struct key key_of(enum key_kind kind, struct span name);

/* The key of a pack of either file, from 0. */
struct key key_of_pack(uint32_t number);

/* The key of a page of the list, from 1. */
struct key key_of_listing(uint64_t page);

/* The key of a roster of either file, from 0. */
struct key key_of_roster(enum key_kind kind, uint64_t number);

/* How many units one record tells of. */
#define UNITS_LENGTH 256

/* The key of the record that tells whose unit `unit` is. */
struct key key_of_units(uint32_t unit);

/* The key of the word with this hash (text/words.h). */
struct key key_of_word(uint64_t hash);

/* The key of the document at `path`, by its XXH3-128. */
struct key key_of_source(struct span path);

/* Whether a key lies in the corpus, or would; no empty one does. */
bool key_is_of_corpus(struct span key);

struct span key_span(const struct key *key);

#endif
