/*
 * numbers.h - the numbers that a text names, in digits or in English words.
 *
 * "27,000", "1.5 million", "$6bn", "six hundred and seventy-one billion",
 * "two point five", "4 point 5", "nineteen ninety-five" (which is 19, 95 and
 * 1995). A comma before one or two digits is a decimal sign, "1,5". Signs of
 * minus, and digits within a name (H20, GPT-4) and in times (5:06), are none.
 */
#ifndef TLEXDR_PUBLISH_NUMBERS_H
#define TLEXDR_PUBLISH_NUMBERS_H

#include "base/span.h"

struct number {
    double value;
    struct span text; /* where it stands, as it stands */
    bool digits;      /* written in digits, with a word of scale or without */
};

/* Calls `found` with each number, in the order of the text. */
void numbers_find(struct span text,
                  void (*found)(void *context, const struct number *number),
                  void *context);

/* The same to nine digits. */
bool number_equal(double a, double b);

#endif
