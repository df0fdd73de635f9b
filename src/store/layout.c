#include "store/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/bytes.h"

#define MAGIC 0xBEEFC0DEu

/*
 * A page begins with its number, a word, and 8 more bytes; the first page's
 * meta data with a magic number, a version, and two words before the size of
 * pages (lmdb.h's MDB_page and MDB_meta, data version 1).
 */
static size_t meta_offset(unsigned word)
{
    return word + 8;
}

static size_t page_size_offset(unsigned word)
{
    return meta_offset(word) + 8 + 2 * word;
}

static uint32_t load(const unsigned char *at, bool big_endian)
{
    uint32_t value = load_u32(at);

    return big_endian ? __builtin_bswap32(value) : value;
}

static enum error parse(const unsigned char *bytes, struct layout *layout)
{
    for (unsigned word = 4; word <= 8; word += 4) {
        for (unsigned big = 0; big <= 1; big++) {
            if (load(bytes + meta_offset(word), big) != MAGIC)
                continue;
            *layout = (struct layout){
                word * 8, big, load(bytes + page_size_offset(word), big)};
            return ERROR_NONE;
        }
    }
    return ERROR_FOREIGN;
}

enum error layout_read(const char *path, struct layout *layout)
{
    unsigned char bytes[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got;

    if (fd < 0)
        return errno == ENOENT ? ERROR_ABSENT : ERROR_SYSTEM;
    got = read(fd, bytes, sizeof bytes);
    close(fd);
    if (got < 0)
        return ERROR_SYSTEM;
    return got < (ssize_t)sizeof bytes ? ERROR_FOREIGN : parse(bytes, layout);
}

struct layout layout_here(void)
{
    return (struct layout){sizeof(void *) * 8,
                           __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
                           (uint32_t)sysconf(_SC_PAGESIZE)};
}
