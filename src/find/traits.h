/*
 * traits.h - what an episode is known by when it is compared with others:
 * its names, its words and its mentions.
 *
 * Names are its topics, guests and glossary terms and the titles and makers
 * of its references, each as a whole. Words are those of all its texts
 * (text/words.h) that are no name by themselves, the most frequent first, of
 * equally frequent ones the earliest; one in a name or a title counts twice.
 *
 * A trait is 8 bytes: u32 hash, u32 place. Names are hashed as their words
 * with a space between, and behind them those of # + * @ & % that they have,
 * so that case, accents and punctuation don't count, but C is not C++; the
 * hash is the upper half of word_hash(). A place is where the trait stands in
 * the record, offset << 8 | bytes, as far as they go; 0 where it is too far.
 */
#ifndef TLEXDR_FIND_TRAITS_H
#define TLEXDR_FIND_TRAITS_H

#include "record/write.h"

/* What a trait is of an episode; how often it is doubled in weight. */
enum trait_kind { TRAIT_MENTION, TRAIT_WORD, TRAIT_NAME, TRAIT_KINDS };

#define TRAIT_NAMES_MAX 64
#define TRAIT_WORDS_MAX 128

/* So many different words are told apart; later ones are not looked at. */
#define TRAIT_WORDS_SEEN 4096

struct trait {
    uint32_t hash;
    uint32_t place;
};

/*
 * Puts the traits into the episode in *record, which `writer` has ended;
 * *record is the new one.
 */
enum error traits_note(struct writer *writer, struct span *record);

/* How many traits of a kind an episode has. */
uint32_t traits_of(struct row episode, enum trait_kind kind);

/* The index-th of them, which must be below traits_of(). */
struct trait trait_at(struct row episode, enum trait_kind kind, uint32_t index);

/* A trait's text in its record; empty where that is not known. */
struct span trait_text(struct span record, struct trait trait);

#endif
