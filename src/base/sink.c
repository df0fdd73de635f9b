#include "base/sink.h"

struct sink sink_over(char *buffer, size_t size)
{
    return (struct sink){
        .start = buffer, .cursor = buffer, .limit = buffer + size};
}

static enum error count_only(struct sink *sink, const char *bytes,
                             size_t length)
{
    (void)sink;
    (void)bytes;
    (void)length;
    return ERROR_NONE;
}

struct sink sink_counting(void)
{
    return (struct sink){.drain = count_only};
}

uint64_t sink_length(const struct sink *sink)
{
    return sink->drained + sink_held(sink).length;
}

struct span sink_held(const struct sink *sink)
{
    if (sink->start == NULL)
        return SPAN("");
    return (struct span){sink->start, (size_t)(sink->cursor - sink->start)};
}

void sink_fail(struct sink *sink, enum error error)
{
    if (sink->error == ERROR_NONE)
        sink->error = error;
    sink->limit = sink->cursor; /* so that every write takes the slow way */
}

static void pass_on(struct sink *sink, struct span bytes)
{
    enum error error;

    if (sink->error != ERROR_NONE || bytes.length == 0)
        return;
    if (sink->drain == NULL) {
        sink_fail(sink, ERROR_FULL);
        return;
    }
    error = sink->drain(sink, bytes.at, bytes.length);
    if (error != ERROR_NONE)
        sink_fail(sink, error);
    else
        sink->drained += bytes.length;
}

enum error sink_flush(struct sink *sink)
{
    struct span held = sink_held(sink);

    pass_on(sink, held);
    if (sink->error == ERROR_NONE)
        sink->cursor = sink->start;
    return sink->error;
}

void sink_overflow(struct sink *sink, struct span bytes)
{
    if (sink->error != ERROR_NONE || sink_flush(sink) != ERROR_NONE)
        return;
    if (bytes.length <= (size_t)(sink->limit - sink->cursor)) {
        memcpy(sink->cursor, bytes.at, bytes.length);
        sink->cursor += bytes.length;
    } else {
        pass_on(sink, bytes);
    }
}

void sink_ready(struct sink *sink, struct span bytes)
{
    sink_put(sink, bytes);
}

void sink_byte(struct sink *sink, char byte)
{
    sink_ready(sink, (struct span){&byte, 1});
}

void sink_decimal(struct sink *sink, int64_t number)
{
    uint64_t size = (uint64_t)number;

    if (number < 0) {
        sink_byte(sink, '-');
        size = 0 - size;
    }
    sink_decimal_padded(sink, size, 1);
}

void sink_decimal_padded(struct sink *sink, uint64_t number, unsigned width)
{
    char digits[20];
    unsigned used = 0;

    while (number > 0 || used < width) {
        digits[sizeof digits - ++used] = (char)('0' + number % 10);
        number /= 10;
    }
    sink_ready(sink, (struct span){digits + sizeof digits - used, used});
}

void sink_hex(struct sink *sink, uint64_t number, unsigned digits)
{
    while (digits-- > 0)
        sink_byte(sink, "0123456789abcdef"[number >> (4 * digits) & 15]);
}
