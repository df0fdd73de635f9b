#include "base/escape.h"

#include "base/utf8.h"

/*
 * Writes `text` in runs: bytes of which `replace` wants nothing go out
 * together, the others as what it gives. `replace` returns an empty span for
 * a byte that stays. Inlined, so that it is no call for each byte of a page.
 */
static inline __attribute__((always_inline)) void
write_runs(struct sink *sink, struct span text,
           struct span (*replace)(unsigned char byte))
{
    size_t run = 0;

    for (size_t i = 0; i < text.length; i++) {
        struct span other = replace((unsigned char)text.at[i]);

        if (other.length == 0)
            continue;
        sink_ready(sink, (struct span){text.at + run, i - run});
        sink_ready(sink, other);
        run = i + 1;
    }
    sink_ready(sink, span_from(text, run));
}

static struct span html_entity(unsigned char byte)
{
    switch (byte) {
    case '&':
        return SPAN("&amp;");
    case '<':
        return SPAN("&lt;");
    case '>':
        return SPAN("&gt;");
    case '"':
        return SPAN("&quot;");
    case '\'':
        return SPAN("&#39;");
    default:
        return SPAN("");
    }
}

void html_text(struct sink *sink, struct span text)
{
    write_runs(sink, text, html_entity);
}

void plain_text(struct sink *sink, struct span text)
{
    sink_ready(sink, text);
}

static struct span vtt_entity(unsigned char byte)
{
    return byte == '"' || byte == '\'' ? SPAN("") : html_entity(byte);
}

void vtt_text(struct sink *sink, struct span text)
{
    size_t at;

    while ((at = span_find(text, '{')) < text.length) {
        struct span rest = span_from(text, at + 1);

        write_runs(sink, span_first(text, at), vtt_entity);
        if (rest.length == 0 || rest.at[0] == '\\')
            LIT(sink, "&#123;");
        else
            LIT(sink, "{");
        text = rest;
    }
    write_runs(sink, text, vtt_entity);
}

static struct span markdown_escape(unsigned char byte)
{
    static const char escapes[] = "\\\\\\`\\*\\_\\[\\]\\<\\>\\&\\~\\|";

    for (size_t i = 0; i + 1 < sizeof(escapes); i += 2) {
        if ((unsigned char)escapes[i + 1] == byte)
            return (struct span){escapes + i, 2};
    }
    return SPAN("");
}

/* How many bytes at the start of `text` could open a list or a heading. */
static size_t markdown_opener(struct span text)
{
    size_t digits = 0;

    while (digits < text.length && text.at[digits] >= '0' &&
           text.at[digits] <= '9')
        digits++;
    if (digits == text.length)
        return 0;
    switch (text.at[digits]) {
    case '#':
    case '+':
    case '-':
    case '=':
        return digits == 0 ? 1 : 0;
    case '.':
    case ')':
        return digits > 0 ? digits + 1 : 0;
    default:
        return 0;
    }
}

void markdown_text(struct sink *sink, struct span text)
{
    size_t opener = markdown_opener(text);

    if (opener > 0) {
        sink_ready(sink, span_first(text, opener - 1));
        sink_byte(sink, '\\');
        sink_byte(sink, text.at[opener - 1]);
    }
    write_runs(sink, span_from(text, opener), markdown_escape);
}

void html_attribute(struct sink *sink, struct span text)
{
    write_runs(sink, text, html_entity);
}

static struct span xml_entity(unsigned char byte)
{
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
        return SPAN("\xEF\xBF\xBD");
    return html_entity(byte);
}

void xml_text(struct sink *sink, struct span text)
{
    size_t run = 0;
    size_t at = 0;

    /* U+FFFE and U+FFFF are the only others that XML 1.0 leaves out. */
    while (at < text.length) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);

        if (point != UTF8_BAD && point != 0xFFFE && point != 0xFFFF)
            continue;
        write_runs(sink, (struct span){text.at + run, start - run}, xml_entity);
        LIT(sink, "\xEF\xBF\xBD");
        run = at;
    }
    write_runs(sink, span_from(text, run), xml_entity);
}

static struct span json_escape(unsigned char byte)
{
    static const char controls[32][7] = {
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005",
        "\\u0006", "\\u0007", "\\b",     "\\t",     "\\n",     "\\u000b",
        "\\f",     "\\r",     "\\u000e", "\\u000f", "\\u0010", "\\u0011",
        "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
        "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d",
        "\\u001e", "\\u001f"};

    if (byte < 0x20)
        return span_of_string(controls[byte]);
    if (byte == '"')
        return SPAN("\\\"");
    if (byte == '\\')
        return SPAN("\\\\");
    return SPAN("");
}

void json_text(struct sink *sink, struct span text)
{
    write_runs(sink, text, json_escape);
}

static struct span script_escape(unsigned char byte)
{
    switch (byte) {
    case '<':
        return SPAN("\\u003c");
    case '>':
        return SPAN("\\u003e");
    case '&':
        return SPAN("\\u0026");
    default:
        return json_escape(byte);
    }
}

void script_json_text(struct sink *sink, struct span text)
{
    static const struct span separators[] = {SPAN_INIT("\xE2\x80\xA8"),
                                             SPAN_INIT("\xE2\x80\xA9")};

    while (text.length > 0) {
        size_t line = span_find_span(text, separators[0]);
        size_t paragraph = span_find_span(text, separators[1]);
        size_t next = line < paragraph ? line : paragraph;

        write_runs(sink, span_first(text, next), script_escape);
        if (next == text.length)
            return;
        if (line < paragraph)
            LIT(sink, "\\u2028");
        else
            LIT(sink, "\\u2029");
        text = span_from(text, next + 3);
    }
}

static void percent(struct sink *sink, unsigned char byte)
{
    LIT(sink, "%");
    sink_byte(sink, "0123456789ABCDEF"[byte >> 4]);
    sink_byte(sink, "0123456789ABCDEF"[byte & 15]);
}

static bool unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

void url_segment(struct sink *sink, struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (unreserved((unsigned char)text.at[i]))
            sink_byte(sink, text.at[i]);
        else
            percent(sink, (unsigned char)text.at[i]);
    }
}

void url_argument(struct sink *sink, struct span text)
{
    url_segment(sink, text);
}

static bool hex_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

static bool begins_triplet(struct span text, size_t at)
{
    return at + 2 < text.length && hex_digit(text.at[at + 1]) &&
           hex_digit(text.at[at + 2]);
}

/* Where path, query or fragment begin, so that [::1] stays a host. */
static size_t host_end(struct span address)
{
    size_t at = span_find_span(address, SPAN("://"));

    at = at == address.length ? 0 : at + 3;
    while (at < address.length && address.at[at] != '/' &&
           address.at[at] != '?' && address.at[at] != '#')
        at++;
    return at;
}

static bool in_no_address(struct span address, size_t at, size_t host)
{
    unsigned char byte = (unsigned char)address.at[at];

    switch (byte) {
    case '%':
        return !begins_triplet(address, at);
    case '[':
    case ']':
        return at >= host;
    case '"':
    case '<':
    case '>':
    case '\\':
    case '^':
    case '`':
    case '{':
    case '|':
    case '}':
        return true;
    default:
        return byte <= 0x20 || byte == 0x7F;
    }
}

static void write_address(struct sink *sink, struct span address,
                          void (*write)(struct sink *, struct span))
{
    size_t host = host_end(address);
    size_t written = 0;

    for (size_t i = 0; i < address.length; i++) {
        if (!in_no_address(address, i, host))
            continue;
        write(sink, (struct span){address.at + written, i - written});
        percent(sink, (unsigned char)address.at[i]);
        written = i + 1;
    }
    write(sink, span_from(address, written));
}

void html_url(struct sink *sink, struct span address)
{
    write_address(sink, address, html_attribute);
}

void url_address(struct sink *sink, struct span address)
{
    write_address(sink, address, sink_ready);
}

void header_value(struct sink *sink, struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] >= 0x20 && text.at[i] < 0x7F)
            sink_byte(sink, text.at[i]);
        else
            percent(sink, (unsigned char)text.at[i]);
    }
}

void header_address(struct sink *sink, struct span address)
{
    write_address(sink, address, header_value);
}

/* U+0080 to U+009F: C2 80 to C2 9F, of which terminals take orders too. */
static bool in_c1_control(struct span text, size_t at)
{
    size_t first = (unsigned char)text.at[at] == 0xC2 ? at : at - 1;

    return first < text.length && (unsigned char)text.at[first] == 0xC2 &&
           first + 1 < text.length &&
           (unsigned char)text.at[first + 1] >= 0x80 &&
           (unsigned char)text.at[first + 1] <= 0x9F;
}

void log_text(struct sink *sink, struct span text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];

        if (byte >= 0x20 && byte != 0x7F && byte != '\\' &&
            !in_c1_control(text, i)) {
            sink_byte(sink, text.at[i]);
        } else {
            LIT(sink, "\\x");
            sink_hex(sink, byte, 2);
        }
    }
}

static enum error drain_escaped(struct sink *sink, const char *bytes,
                                size_t length)
{
    struct escaping *escaping = sink->host;

    escaping->escape(escaping->outer, (struct span){bytes, length});
    return escaping->outer->error;
}

void escaping_begin(struct escaping *escaping, struct sink *outer,
                    void (*escape)(struct sink *sink, struct span text))
{
    escaping->outer = outer;
    escaping->escape = escape;
    escaping->sink = sink_over(escaping->bytes, sizeof escaping->bytes);
    escaping->sink.drain = drain_escaped;
    escaping->sink.host = escaping;
}

void escaping_end(struct escaping *escaping)
{
    if (escaping->sink.error == ERROR_NONE)
        sink_flush(&escaping->sink);
    if (escaping->sink.error != ERROR_NONE)
        sink_fail(escaping->outer, escaping->sink.error);
}
