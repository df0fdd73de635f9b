/*
 * format.h - where the parts of a record lie; shared by read.c and write.c
 * and by nothing else. tlexdr.db(5) says the same in words.
 */
#ifndef TLEXDR_RECORD_FORMAT_H
#define TLEXDR_RECORD_FORMAT_H

#define RECORD_MAGIC 0x52584C54u /* "TLXR" as a little-endian number */
#define RECORD_VERSION 6

enum record_layout {
    AT_MAGIC = 0,      /* u32 */
    AT_VERSION = 4,    /* u16 */
    AT_SHAPE = 6,      /* u8 */
    AT_KEY_LENGTH = 7, /* u8 */
    AT_LENGTH = 8,     /* u32, of the whole record */
    AT_ROOT = 12,      /* u32, where the root's slots start */
    AT_KEY = 16,       /* the key's bytes */
    SLOT_SIZE = 8,     /* a slot: a u64 number, or a u32 offset, u32 length */
    CHECKSUM_SIZE = 8  /* XXH3-64, seed 0, of all before it */
};

#define RECORD_KEY_MAX 200
#define RECORD_LENGTH_MAX 0x10000000u /* 256 MiB */

/* The number in the slot of an absent WHOLE. */
#define SLOT_NO_NUMBER UINT64_MAX

#endif
