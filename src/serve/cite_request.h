/*
 * cite_request.h - how an address asks for a citation: of, t, quote,
 * accessed, part and as. Private to this room.
 */
#ifndef TLEXDR_SERVE_CITE_REQUEST_H
#define TLEXDR_SERVE_CITE_REQUEST_H

#include "cite/style.h"
#include "serve/answer.h"

struct cite_request {
    bool summary;
    int64_t at;        /* RECORD_ABSENT: not asked for */
    struct span quote; /* an id, or empty; in quote_text */
    char quote_text[8];
    struct date accessed;
    enum cite_part part;
    enum cite_as as;
    struct span type; /* what the answer is called; empty: what it is */
};

/*
 * Reads the query; what it doesn't say, or leaves empty as forms do, gets its
 * default, accessed the day of request->now. Empty where all is well, else a
 * sentence that says which parameter is wrong and what it takes.
 */
struct span cite_request_read(const struct request *request,
                              struct cite_request *cite);

/* Answers with one citation of the episode `slug`, or 404, or an alias's. */
void cite_answer(struct exchange *exchange, struct span slug,
                 const struct cite_style *style,
                 const struct cite_request *cite, bool negotiated);

/* The same with all styles, as a page. */
void cite_answer_page(struct exchange *exchange, struct span slug,
                      const struct cite_request *cite, bool negotiated);

/* The same for several, which view.cited holds. */
void cite_answer_list(struct exchange *exchange, const struct cite_style *style,
                      const struct cite_request *cite);

/* Answers that there is no such style, and names those that there are. */
void answer_no_style(struct exchange *exchange, unsigned status);

#endif
