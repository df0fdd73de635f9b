#include "store/keys.h"

#include <string.h>
#include <xxhash.h>

struct key key_of(enum key_kind kind, struct span name)
{
    struct key key;

    name = span_first(name, KEY_MAX - 1);
    key.bytes[0] = (char)kind;
    if (name.length > 0)
        memcpy(key.bytes + 1, name.at, name.length);
    key.length = 1 + name.length;
    return key;
}

static struct key key_in_sink(const struct sink *sink, struct key *key)
{
    key->length = sink_held(sink).length;
    return *key;
}

static struct key key_of_number(enum key_kind kind, uint64_t number)
{
    struct key key;
    struct sink sink = sink_over(key.bytes, sizeof key.bytes);

    sink_byte(&sink, (char)kind);
    sink_decimal_padded(&sink, number, 8);
    return key_in_sink(&sink, &key);
}

struct key key_of_pack(uint32_t number)
{
    return key_of_number(KEY_PACK, number);
}

struct key key_of_listing(uint64_t page)
{
    return key_of_number(KEY_LISTING, page);
}

struct key key_of_roster(enum key_kind kind, uint64_t number)
{
    return key_of_number(kind, number);
}

struct key key_of_units(uint32_t unit)
{
    return key_of_number(KEY_UNITS, unit / UNITS_LENGTH);
}

struct key key_of_word(uint64_t hash)
{
    struct key key;
    struct sink sink = sink_over(key.bytes, sizeof key.bytes);

    sink_byte(&sink, KEY_WORD);
    sink_hex(&sink, hash, 16);
    return key_in_sink(&sink, &key);
}

struct key key_of_source(struct span path)
{
    struct key key;
    struct sink sink = sink_over(key.bytes, sizeof key.bytes);
    XXH128_hash_t hash = XXH3_128bits(path.at, path.length);

    sink_byte(&sink, KEY_SOURCE);
    sink_hex(&sink, hash.high64, 16);
    sink_hex(&sink, hash.low64, 16);
    return key_in_sink(&sink, &key);
}

bool key_is_of_corpus(struct span key)
{
    return key.length > 0 && key.at[0] >= 't' && key.at[0] <= 'y';
}

struct span key_span(const struct key *key)
{
    return (struct span){key->bytes, key->length};
}
