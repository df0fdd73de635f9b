/*
 * letter.h - the case of single letters, and what scripts they belong to.
 * Simple mappings (Unicode, UnicodeData.txt), one code point to one.
 */
#ifndef TLEXDR_TEXT_LETTER_H
#define TLEXDR_TEXT_LETTER_H

#include <stdbool.h>
#include <stdint.h>

/* The same code point where there is no other case. */
uint32_t letter_upper(uint32_t point);
uint32_t letter_lower(uint32_t point);

/*
 * True for Han, Hiragana, Katakana, Hangul and Bopomofo, whose names put the
 * family first and no space between.
 */
bool letter_is_cjk(uint32_t point);
bool letter_is_han(uint32_t point);
bool letter_is_hangul(uint32_t point);

/*
 * True for letters, digits and hyphens of Latin, Greek, Cyrillic, Hebrew,
 * Arabic and Thai: scripts that part a name's words with spaces.
 */
bool letter_is_spaced(uint32_t point);

/* ' and what is typed or set for it, the letters of Hawaiian among them. */
bool letter_is_apostrophe(uint32_t point);

/* Letters, marks and numbers: what words are made of. */
bool letter_is_word(uint32_t point);

/* Marks, which belong to the letter before them. */
bool letter_is_mark(uint32_t point);

/*
 * True for scripts that put no space between words: Han, kana and Bopomofo,
 * Thai, Lao, Burmese, Khmer.
 */
bool letter_is_unspaced(uint32_t point);

#endif
