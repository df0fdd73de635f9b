/*
 * tap.h - results of a test program as TAP: a point passes where nothing was
 * found wrong between its begin and its end.
 */
#ifndef TLEXDR_TESTS_TAP_H
#define TLEXDR_TESTS_TAP_H

__attribute__((format(printf, 1, 2))) void tap_begin(const char *format, ...);

/* What was wrong, in a line; the first few are shown. */
__attribute__((format(printf, 1, 2))) void tap_fault(const char *format, ...);

void tap_end(void);

/* Prints the plan; the program's exit status. */
int tap_finish(void);

#endif
