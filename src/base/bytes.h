/*
 * bytes.h - little-endian loads and stores, a byte at a time.
 *
 * Values in the map may lie at any even address and the store is read on
 * machines that fault on unaligned access, so nothing is ever cast to a
 * wider type; compilers turn these into single instructions where they may.
 */
#ifndef TLEXDR_BASE_BYTES_H
#define TLEXDR_BASE_BYTES_H

#include <stdint.h>

static inline uint16_t load_u16(const unsigned char *at)
{
    return (uint16_t)(at[0] | (unsigned)at[1] << 8);
}

static inline uint32_t load_u32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static inline uint64_t load_u64(const unsigned char *at)
{
    return (uint64_t)load_u32(at) | (uint64_t)load_u32(at + 4) << 32;
}

static inline void store_u16(unsigned char *at, uint16_t value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
}

static inline void store_u32(unsigned char *at, uint32_t value)
{
    store_u16(at, (uint16_t)value);
    store_u16(at + 2, (uint16_t)(value >> 16));
}

static inline void store_u64(unsigned char *at, uint64_t value)
{
    store_u32(at, (uint32_t)value);
    store_u32(at + 4, (uint32_t)(value >> 32));
}

#endif
