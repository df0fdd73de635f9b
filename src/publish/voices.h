/*
 * voices.h - who speaks, in captions that say so in their text: "MARA
 * ELLWOOD: My guest is ...", ">> Lex: Well", "[Speaker 1]: Hello".
 *
 * A colon behind a word proves little ("Note: this is ..."). So a head is
 * looked for at the start of a cue's line alone: up to five words, each
 * beginning with a capital, a digit or a letter of a script without case
 * (particles such as "van" may stand between, and words such as "speaker" in
 * small letters), then a colon that a space or the line's end follows. Words
 * that mostly open a remark (Note, Question, Step ...) are none.
 *
 * A line may open with a dash instead, "- I was." It tells of a turn only where
 * another line of the same cue does so too.
 *
 * Whether heads are names is judged over the whole file. They are where its
 * first line has one (twice in the file, for one word that is not all in
 * capitals: "Today: how we ..."), or where at least two of them come twice each
 * (three times, for such a word). Then each head is one,
 *
 *   but none that stands in the middle of a sentence in more than half of
 *   its places (judged only where most heads follow a sentence's end);
 *   but none of a single word in mixed case where most are all in capitals,
 *   or where it comes only once in a file of twenty heads or more.
 */
#ifndef TLEXDR_PUBLISH_VOICES_H
#define TLEXDR_PUBLISH_VOICES_H

#include "base/error.h"
#include "base/span.h"

/* White space and controls: nothing of them stays between words or signs. */
bool parts_words(uint32_t point);

/* What the start of a line holds besides words. */
struct head {
    struct span name;    /* empty where there is none */
    size_t length;       /* bytes of the line up to the words said */
    size_t turn_length;  /* up to behind >>: somebody else speaks; 0: no such */
    size_t signs_length; /* behind dashes too */
    bool dash;           /* one is among them */
    bool capitals;       /* no small letter in the name */
    bool word;           /* the name is a single word */
};

/* Looks at a line; what it holds is only a candidate for a voice. */
struct head head_read(struct span line);

/* All heads of a file; {0} has none. */
struct voices {
    struct voice *slots; /* a power of two of them, by hash, some free */
    size_t room;
    size_t used;
    size_t heads;  /* in all */
    size_t middle; /* of those in the middle of a sentence */
    size_t capitals;
    uint64_t first; /* the hash of one in the file's first line, or 0 */
    bool any;       /* set by voices_judge: heads are names here */
};

/*
 * Notes the head of a line. `opening`: it is the file's first line; `middle`:
 * the words before it end no sentence. ERROR_MEMORY.
 */
enum error voices_note(struct voices *voices, const struct head *head,
                       bool opening, bool middle);

/* After the last note. */
void voices_judge(struct voices *voices);

/* Is this head a name? After voices_judge. */
bool voices_hold(const struct voices *voices, const struct head *head);

/* True where `text` ends with a sentence, or has no words. */
bool ends_sentence(struct span text);

void voices_free(struct voices *voices);

#endif
