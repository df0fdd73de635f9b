#include "tests/blackbox/http_check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *site_prefix = "";

static char description[512];

const char *asked(void)
{
    return description;
}

static void describe(const struct asking *asking, const char *method)
{
    int used = snprintf(description, sizeof description, "%s %.200s", method,
                        asking->target);
    const char *const fields[][2] = {{"Accept", asking->accept},
                                     {"Accept-Encoding", asking->coding},
                                     {"If-None-Match", asking->condition}};

    for (unsigned i = 0; i < 3; i++) {
        if (fields[i][1] != NULL)
            used +=
                snprintf(description + used, sizeof description - (size_t)used,
                         " [%s: %.60s]", fields[i][0], fields[i][1]);
    }
    for (char *byte = description; *byte != '\0'; byte++) {
        if (iscntrl((unsigned char)*byte))
            *byte = '?';
    }
}

void expect_status(const struct answer *answer, unsigned status)
{
    if (answer->status != status)
        tap_fault("%s: status %u, not %u", description, answer->status, status);
}

void expect_field(const struct answer *answer, const char *name,
                  const char *want)
{
    const char *value = answer_value(answer, name);

    if (want[0] == '\0' ? value[0] != '\0' : strstr(value, want) == NULL)
        tap_fault("%s: %s is \"%s\", not \"%s\"", description, name, value,
                  want);
}

void expect_same(const struct answer *one, const struct answer *other,
                 const char *name)
{
    if (strcmp(answer_value(one, name), answer_value(other, name)) != 0)
        tap_fault("%s: %s is \"%s\" once and \"%s\" once", description, name,
                  answer_value(one, name), answer_value(other, name));
}

/* RFC 9110, 5.1 and 5.5: a token, and visible ASCII between spaces. */
static void check_fields(const struct answer *answer)
{
    for (unsigned i = 0; i < answer->count; i++) {
        const char *name = answer->names[i];

        if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] != '\0')
            tap_fault("%s: a field is named \"%s\"", description, name);
        for (const char *at = answer->values[i]; *at != '\0'; at++) {
            if (*at < ' ' || *at > '~')
                tap_fault("%s: %s holds byte %02X", description, name,
                          (unsigned)(unsigned char)*at);
        }
        for (unsigned k = 0; k < i; k++) {
            if (strcasecmp(name, answer->names[k]) == 0)
                tap_fault("%s: %s comes twice", description, name);
        }
    }
}

static void check_length(const struct answer *answer, bool bodyless)
{
    const char *length = answer_value(answer, "Content-Length");

    if (bodyless && answer->length > 0)
        tap_fault("%s: comes with a body", description);
    if (!bodyless && (size_t)atol(length) != answer->length)
        tap_fault("%s: Content-Length %s, but %zu bytes", description, length,
                  answer->length);
}

static void check_security(const struct answer *answer)
{
    expect_field(answer, "Content-Security-Policy", "default-src 'none'");
    expect_field(answer, "X-Content-Type-Options", "nosniff");
}

void ask_whole(struct asking asking, struct answer *answer)
{
    const char *method = asking.method == NULL ? "GET" : asking.method;
    const char *const fields[] = {
        "Accept",      asking.accept,   "Accept-Encoding",
        asking.coding, "If-None-Match", asking.condition,
        NULL};

    describe(&asking, method);
    client_ask(method, asking.target, fields, answer);
    if (answer->fault != NULL)
        tap_fault("%s: %s", description, answer->fault);
    if (answer->status == 0)
        return;
    check_fields(answer);
    check_length(answer, answer->status == 304 || strcmp(method, "HEAD") == 0);
    check_security(answer);
}

void ask(struct asking asking, struct answer *answer)
{
    static char target[64 * 1024];

    snprintf(target, sizeof target, "%s%s", site_prefix, asking.target);
    asking.target = target;
    ask_whole(asking, answer);
}

static void expect_text(const struct answer *answer, const char *text)
{
    if (strstr(answer->body, text) == NULL)
        tap_fault("%s: the body says nothing of %s", description, text);
}

void expect_error(const struct answer *answer, unsigned status, bool json)
{
    char number[32];

    snprintf(number, sizeof number, "\"status\":%u", status);
    expect_status(answer, status);
    expect_field(answer, "Content-Type",
                 json ? "application/json" : "text/html");
    expect_field(answer, "Cache-Control", "no-store");
    expect_field(answer, "ETag", "");
    expect_text(answer, json ? number : "<h1");
    expect_text(answer, json ? "\"error\":\"" : "<p");
    expect_text(answer, json ? "\"detail\":\"" : "<a href=\"");
}
