/*
 * http_cases.h - what the matrix has no place for: other names, formats,
 * addresses that are none. Each case is a point of TAP.
 */
#ifndef TLEXDR_TESTS_HTTP_CASES_H
#define TLEXDR_TESTS_HTTP_CASES_H

void check_cases(void);

#endif
