/*
 * Whether what answers is what the store holds: behind the socket, and at the
 * address that all pages give.
 */
#include "programs/doctor.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "serve/serve.h"

/* Workers look for a new generation every so often, at least once a second. */
#define TRIES 8
#define BETWEEN_TRIES 250 /* milliseconds */

static bool is_ours(const struct doctor *doctor, const struct health *health)
{
    return doctor->generation != NULL &&
           span_equal(span_of_string(health->generation),
                      generation_hash(doctor->generation));
}

static void write_health_path(const struct doctor *doctor, struct sink *path)
{
    if (doctor->generation != NULL)
        sink_ready(path, serve_prefix(generation_site(doctor->generation)));
    LIT(path, "/healthz.json");
}

/* True where there was an answer of 200; else says what there was. */
static bool answered(struct doctor *doctor, struct span subject,
                     const struct health *health, struct span cure)
{
    struct sink *out;

    if (health->status == 200)
        return true;
    out = doctor_begin(doctor, FINDING_PROBLEM, subject);
    if (health->trouble != NULL) {
        LIT(out, "no answer: ");
        log_text(out, span_of_string(health->trouble));
    } else if (health->status != 0) {
        LIT(out, "answers ");
        sink_decimal(out, health->status);
        LIT(out, " when it is asked for /healthz.json");
    } else {
        LIT(out, "answers what is no answer");
    }
    doctor_end(doctor, cure);
    return false;
}

static void compare_renderers(struct doctor *doctor,
                              const struct health *health)
{
    if (span_equal(span_of_string(health->renderer), serve_renderer()))
        return;
    doctor_find(doctor, FINDING_PROBLEM, SPAN("worker"),
                SPAN("it is of another version than this tlexdr, so that it "
                     "renders each page anew"),
                SPAN("start the worker again, so that it is the one that is "
                     "installed"));
}

void doctor_examine_worker(struct doctor *doctor, const char *path)
{
    char text[4096];
    struct sink address = sink_over(text, sizeof text);
    struct health health;
    struct sink *out;
    int tries = 0;

    write_health_path(doctor, &address);
    health_of_worker(path, sink_held(&address), &health);
    while (doctor->generation != NULL && health.trouble == NULL &&
           !is_ours(doctor, &health) && tries++ < TRIES) {
        poll(NULL, 0, BETWEEN_TRIES);
        health_of_worker(path, sink_held(&address), &health);
    }
    errno = health.why;
    if (doctor_is_barred(doctor, SPAN("worker"), path))
        return;
    if (doctor->generation == NULL &&
        (health.status == 200 || health.status == 404)) {
        doctor_find(doctor, FINDING_UNKNOWN, SPAN("worker"),
                    SPAN("answers, but the store is not known to compare"),
                    SPAN(""));
        return;
    }
    if (!answered(doctor, SPAN("worker"), &health,
                  health.why == EAGAIN
                      ? SPAN("it hangs or is overloaded: restart it, or give "
                             "more --threads")
                      : SPAN("start tlexdr-fcgi with this store; its log says "
                             "what is wrong")))
        return;
    out = doctor_begin(
        doctor, is_ours(doctor, &health) ? FINDING_GOOD : FINDING_PROBLEM,
        SPAN("worker"));
    LIT(out, "serves generation ");
    log_text(out, span_of_string(health.generation));
    if (!is_ours(doctor, &health))
        LIT(out, ", which is not the store's");
    doctor_end(doctor, is_ours(doctor, &health)
                           ? SPAN("")
                           : SPAN("its --store must be this folder, and its "
                                  "log says if it can't read it"));
    compare_renderers(doctor, &health);
}

/* That is a fault where readers are, and may be none here. */
static void say_unresolved(struct doctor *doctor, struct span address)
{
    struct sink *out = doctor_begin(doctor, FINDING_UNKNOWN, SPAN("base_url"));

    log_text(out, address);
    LIT(out, ": this machine does not know the host; from where readers are, "
             "curl ");
    log_text(out, address);
    LIT(out, "/healthz should print ok");
    doctor_end(doctor, SPAN(""));
}

void doctor_examine_site(struct doctor *doctor)
{
    struct span address =
        record_text(generation_site(doctor->generation), SITE_BASE_URL);
    struct health health;
    struct sink *out;

    health_of_site(address, &health);
    if (health.unresolved) {
        say_unresolved(doctor, address);
        return;
    }
    if (!answered(doctor, SPAN("base_url"), &health,
                  SPAN("start the web server, or set base_url in site.json to "
                       "where the site is, and compile")))
        return;
    out = doctor_begin(
        doctor, is_ours(doctor, &health) ? FINDING_GOOD : FINDING_PROBLEM,
        SPAN("base_url"));
    log_text(out, address);
    if (is_ours(doctor, &health)) {
        LIT(out, " answers as this store");
        doctor_end(doctor, SPAN(""));
    } else {
        LIT(out, " answers, but not as this store");
        doctor_end(doctor, SPAN("another site or another worker is there: set "
                                "base_url, or the web server's socket"));
    }
}
