/*
 * answers.h - a worker's answers against those that it may give.
 *
 * A list names the addresses, one a line. Each generation that may answer has
 * a folder with its answers as `tlexdr render --head` prints them: line N's
 * is in N.gzip for a client that takes gzip, in N.identity for one that
 * doesn't. The former may get either. So an answer is right to the last byte
 * or it is wrong, and one made from two generations is wrong.
 */
#ifndef TLEXDR_TESTS_ANSWERS_H
#define TLEXDR_TESTS_ANSWERS_H

#include <stddef.h>

enum verdict {
    VERDICT_RIGHT,
    VERDICT_BUSY, /* a status 5xx */
    VERDICT_WRONG,
    VERDICT_CUT,
    VERDICT_REFUSED, /* no connection */
    VERDICTS
};

struct answers; /* never freed */

/* Ends the program, with a message, where something isn't there. */
struct answers *answers_load(const char *list, char **folders);

/* Of different requests: each address with each coding. */
size_t answers_count(const struct answers *answers);

/* Asks for one of them, by number; *folder gets whose answer is right. */
enum verdict answers_ask(struct answers *answers, const char *address,
                         size_t number, unsigned *folder);

/* Prints a line for people: the request, and what came. */
void answers_describe(const struct answers *answers, size_t number,
                      enum verdict verdict);

/* "N right, N busy, N wrong, N cut, N refused" and the line's end. */
void verdicts_print(const long counts[VERDICTS]);

#endif
