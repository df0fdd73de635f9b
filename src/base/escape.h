/*
 * escape.h - writes dynamic text so that it stays text where it goes. Each
 * function is named for its context; there is no way to write unescaped text
 * by accident. All take any bytes; those that must be UTF-8 were checked when
 * the document was read.
 */
#ifndef TLEXDR_BASE_ESCAPE_H
#define TLEXDR_BASE_ESCAPE_H

#include "base/sink.h"

/* Between tags, and in attribute values in double or single quotes. */
void html_text(struct sink *sink, struct span text);
void html_attribute(struct sink *sink, struct span text);

/*
 * A whole address as an attribute's value: what no address may hold (spaces,
 * controls, quotes, a % that begins no triplet, brackets behind the host)
 * goes out as %XX, & as its entity (WHATWG URL, "URL code points").
 */
void html_url(struct sink *sink, struct span address);

/* The same in plain text, as between < and > (RFC 3986, appendix C). */
void url_address(struct sink *sink, struct span address);

/* text/plain: as it is. */
void plain_text(struct sink *sink, struct span text);

/*
 * A WebVTT cue's text, and a voice's name: & < > as entities (W3C WebVTT,
 * sections 4.2.2 and 4.2.3), so that no --> is in it either, and { before \
 * or at the end, as it would open a tag of SubRip's. It must hold no line end.
 */
void vtt_text(struct sink *sink, struct span text);

/* XML 1.0 text and attribute values; what XML can't hold becomes U+FFFD. */
void xml_text(struct sink *sink, struct span text);

/* The inside of a JSON string (RFC 8259), without its quotes. */
void json_text(struct sink *sink, struct span text);

/*
 * The same inside <script>: < > & and U+2028, U+2029 as \u escapes, so that
 * no text can close the element (HTML, "Restrictions for contents of script
 * elements").
 */
void script_json_text(struct sink *sink, struct span text);

/*
 * CommonMark text within a paragraph: a backslash before each byte that could
 * be markup there, or at the start of a line.
 */
void markdown_text(struct sink *sink, struct span text);

/* One path segment (RFC 3986): all but unreserved characters as %XX. */
void url_segment(struct sink *sink, struct span text);

/* A value or name in a query; the same set, so a space is %20. */
void url_argument(struct sink *sink, struct span text);

/*
 * A header field's value (RFC 9110): visible ASCII and spaces go out, every
 * other byte as %XX. CR and LF can't get through.
 */
void header_value(struct sink *sink, struct span text);

/* A whole address there, url_address(). */
void header_address(struct sink *sink, struct span address);

/* A log line: controls (C0, DEL, C1) and the backslash as \xHH. */
void log_text(struct sink *sink, struct span text);

/*
 * A sink whose bytes go to another through an escaper: for what is written
 * whole by a function of its own. Nothing of it may be moved in between.
 */
#define ESCAPING_SIZE 512

struct escaping {
    struct sink sink; /* write here */
    struct sink *outer;
    void (*escape)(struct sink *sink, struct span text);
    char bytes[ESCAPING_SIZE];
};

void escaping_begin(struct escaping *escaping, struct sink *outer,
                    void (*escape)(struct sink *sink, struct span text));

/* Writes what is left; `outer` has the error, if there was one. */
void escaping_end(struct escaping *escaping);

#endif
