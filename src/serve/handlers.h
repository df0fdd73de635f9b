/*
 * handlers.h - what the rows of the route table call; private to this room.
 * Each answers its exchange, whatever happens.
 */
#ifndef TLEXDR_SERVE_HANDLERS_H
#define TLEXDR_SERVE_HANDLERS_H

#include "serve/answer.h"

void home_handle(struct exchange *exchange);
void episode_handle(struct exchange *exchange);
void cite_page_handle(struct exchange *exchange);
void cite_style_handle(struct exchange *exchange);
void verify_handle(struct exchange *exchange);
void verify_json_handle(struct exchange *exchange);
void quote_handle(struct exchange *exchange);
void related_handle(struct exchange *exchange);
void related_json_handle(struct exchange *exchange);
void transcript_handle(struct exchange *exchange);
void transcript_vtt_handle(struct exchange *exchange);
void transcript_text_handle(struct exchange *exchange);
void find_handle(struct exchange *exchange);
void styles_handle(struct exchange *exchange);
void about_handle(struct exchange *exchange);
void asset_handle(struct exchange *exchange);
void favicon_handle(struct exchange *exchange);
void robots_handle(struct exchange *exchange);
void health_handle(struct exchange *exchange);
void health_json_handle(struct exchange *exchange);

/* Pages change when the store does; a validator makes asking cheap. */
#define PAGE_CACHE SPAN_INIT("public, max-age=0, must-revalidate")
#define HTML_TYPE SPAN_INIT("text/html; charset=utf-8")

#endif
