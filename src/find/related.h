/*
 * related.h - which episodes overlap, by the traits that they share.
 *
 *     related_begin → related_add, each episode in order → related_index →
 *     related_find, as often as wanted → related_end
 *
 * A trait weighs 1 + log2(episodes / episodes that bear it), both rounded
 * down to powers of two. That is doubled for each of two episodes that has
 * it as a word, and doubled twice for each that has it as a name. Names that
 * more than half of the episodes bear, and more than two, don't count, nor
 * words and mentions that more than a quarter bear, nor what both merely
 * mention. The score of two episodes is the sum over what they share; they are
 * no match where that is less than a rare word of both weighs or, where neither
 * has any of it as a name, four of them. Of equal scores the earlier episode
 * comes first.
 *
 * The work for an episode is bounded: its RELATED_TRAITS heaviest traits
 * count, and of these, heaviest first, those whose bearers are together at most
 * RELATED_BEARERS; of the heaviest trait so many are looked at in any case.
 * So what many share neither costs much nor says much. The
 * heaviest are chosen by frequencies that are counted by a part of the hash,
 * so that a rare trait may be taken for a frequent one; weights are by the
 * episodes that chose the trait.
 *
 * Episodes are told by their order, from 0; there may be RELATED_EPISODES.
 */
#ifndef TLEXDR_FIND_RELATED_H
#define TLEXDR_FIND_RELATED_H

#include "find/runs.h"
#include "find/traits.h"

#define RELATED_TRAITS 48
#define RELATED_BEARERS 1024
#define RELATED_EPISODES ((uint32_t)1 << 26)

/* So much is told of what two episodes share. */
#define RELATED_SHARES 3

/* A trait that two episodes share. */
struct share {
    struct trait_number {
        uint8_t kind;  /* enum trait_kind, of the episode asked about */
        uint8_t index; /* among its traits of that kind */
    } trait;
    bool name; /* of one of the two */
    uint16_t weight;
};

/* An episode that overlaps with another. */
struct match {
    uint32_t episode;
    uint32_t score;
    unsigned share_count;
    /* The heaviest first; a name of one is never told beside mere words. */
    struct share shares[RELATED_SHARES];
};

struct related;

/* Takes `fd` as runs_begin() does; related_end() is due in any case. */
enum error related_begin(int fd, struct related **related);

/* The next episode; `row` must live only for the call. */
enum error related_add(struct related *related, struct row row);

/* Makes the index, for so many workers, once all are added. */
enum error related_index(struct related *related, unsigned workers);

/*
 * Finds at most `most` matches of `episode`, best first. The first `pinned`
 * of them are given by the caller and stay where they are, even if they are no
 * match; then they share nothing. Workers may do so side by side.
 */
unsigned related_find(const struct related *related, unsigned worker,
                      uint32_t episode, struct match *matches, unsigned pinned,
                      unsigned most);

/* NULL is nothing. */
void related_end(struct related *related);

#endif
