/*
 * http_check.h - asks, and holds each answer against what is true of all.
 * What is wrong goes to tap_fault(), with the request that it was about.
 */
#ifndef TLEXDR_TESTS_HTTP_CHECK_H
#define TLEXDR_TESTS_HTTP_CHECK_H

#include "tests/lib/client.h"
#include "tests/lib/tap.h"

/* The path that all targets start with, or "". */
extern const char *site_prefix;

/* The fields of a request that matter; NULL leaves one out. */
struct asking {
    const char *method; /* NULL is GET */
    const char *target; /* without the site's prefix */
    const char *accept;
    const char *coding;    /* Accept-Encoding */
    const char *condition; /* If-None-Match */
};

/*
 * Asks and checks: a complete answer, fields of allowed bytes, none twice,
 * a body as long as told, the security fields.
 */
void ask(struct asking asking, struct answer *answer);

/* The same for a target that has its prefix, or needs none. */
void ask_whole(struct asking asking, struct answer *answer);

/* The request that was asked last, for messages. */
const char *asked(void);

void expect_status(const struct answer *answer, unsigned status);

/* `want` must stand in the field's value; "" says that it is absent. */
void expect_field(const struct answer *answer, const char *name,
                  const char *want);

/* A field's values are equal in both. */
void expect_same(const struct answer *one, const struct answer *other,
                 const char *name);

/* An error's page or JSON, by Content-Type. */
void expect_error(const struct answer *answer, unsigned status, bool json);

#endif
