/*
 * serve.h - the one door: a request in, a response out, no transport.
 *
 *     generation = store_borrow(store);
 *     serve(generation, &request, &response);
 *     for each of response.fields and of serve_common_fields: write it as
 *     your protocol wants it
 *     serve_body(&response, sink);
 *     store_return(store, generation);
 *
 * The response borrows from the generation and the request until the last of
 * its body is written. No heap, no system call, no lock, no log: what should
 * be logged is left in response.fault.
 */
#ifndef TLEXDR_SERVE_SERVE_H
#define TLEXDR_SERVE_SERVE_H

#include "render/view.h"
#include "store/read.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

struct request {
    enum method method;
    struct span path;  /* as in the request line, still %-encoded, from / */
    struct span query; /* behind the ?, or empty */
    struct span accept;
    struct span accept_encoding;
    struct span if_none_match;
    int64_t now;           /* seconds since 1970 */
    unsigned reader;       /* this thread's number, below the store's readers */
    int64_t anonymous_kib; /* for /healthz.json; negative where unknown */
    char *room;            /* for a body that is rendered, or NULL: one that */
    size_t room_size;      /* fits is not rendered again to be sent */
};

struct response_field {
    struct span name;
    struct span value;
};

#define RESPONSE_FIELDS 16
#define RESPONSE_SUM 640          /* XXH3's state, and more */
#define RESPONSE_TEXT (52 * 1024) /* a list's room, and the longest address */

struct response {
    unsigned status;
    struct span status_line;                       /* 404 Not Found */
    struct response_field fields[RESPONSE_FIELDS]; /* all there are, */
    unsigned field_count; /* Content-Length too where it is due */

    /* The body: ready bytes from map or text, or a renderer and its view. */
    struct span ready;
    void (*render)(struct sink *sink, const void *view);
    uint64_t length; /* of the body that a GET gets */
    bool bodyless;   /* HEAD, 304: serve_body writes nothing */

    /* For the log: empty, or what was wrong with which key. */
    struct span fault_key;
    enum error fault;

    union {
        struct episode_view episode;
        struct quote_view quote;
        struct transcript_view transcript;
        struct home_view home;
        struct about_view about;
        struct citation_view citation;
        struct find_view find;
        struct cited_view cited;
        struct error_view error;
        struct health_view health;
        struct site_view site;
    } view;

    /* serve()'s own, while it sums a body; less is touched here than on stacks,
     * which all of a thread's deepest path adds up on. */
    _Alignas(64) char sum[RESPONSE_SUM];

    /*
     * What fields and view point to when it is in neither map nor program.
     * Most of it is never touched, so it lies behind what is.
     */
    struct sink text_sink;
    _Alignas(16) char text[RESPONSE_TEXT];
};

/* generation may be NULL: no store that can be read, 503. */
void serve(struct generation *generation, const struct request *request,
           struct response *response);

/*
 * What every response bears besides its own fields; and the same as the lines
 * of a head, each with a CRLF.
 */
#define COMMON_FIELDS 5
extern const struct response_field serve_common_fields[COMMON_FIELDS];
struct span serve_common_lines(void);

/* Writes the body, unless the response has none to send. */
void serve_body(const struct response *response, struct sink *sink);

/* The path of a site's base_url, which all its addresses start with. */
struct span serve_prefix(struct row site);

/*
 * The index-th pattern of all addresses, where a '*' stands for one segment;
 * an empty span past the end. And the index-th suffix that an episode's
 * address may have behind a dot.
 */
struct span serve_pattern(unsigned index);
struct span serve_episode_suffix(unsigned index);

/* Who renders: 16 hex digits over the sources of all that makes bodies. */
struct span serve_renderer(void);

#endif
