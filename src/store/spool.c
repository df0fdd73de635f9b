#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int spool_open(const char *folder)
{
    int spool = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    char *name;

    if (spool >= 0 || asprintf(&name, "%s/spool.XXXXXX", folder) < 0)
        return spool;
    spool = mkostemp(name, O_CLOEXEC);
    if (spool >= 0)
        unlink(name);
    free(name);
    return spool;
}

enum error spool_add(struct spool *spool, struct span bytes,
                     struct spooled *place)
{
    *place = (struct spooled){spool->end, bytes.length};
    while (bytes.length > 0) {
        ssize_t written =
            pwrite(spool->fd, bytes.at, bytes.length, (off_t)spool->end);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return ERROR_SYSTEM;
        spool->end += (uint64_t)written;
        bytes = span_from(bytes, (size_t)written);
    }
    return ERROR_NONE;
}

static enum error make_room(struct spool_room *room, size_t size)
{
    char *larger;

    if (size <= room->size)
        return ERROR_NONE;
    larger = realloc(room->bytes, size);
    if (larger == NULL)
        return ERROR_MEMORY;
    room->bytes = larger;
    room->size = size;
    return ERROR_NONE;
}

enum error spool_read(const struct spool *spool, struct spooled place,
                      struct spool_room *room, struct span *bytes)
{
    size_t done = 0;

    if (make_room(room, place.length) != ERROR_NONE)
        return ERROR_MEMORY;
    while (done < place.length) {
        ssize_t got = pread(spool->fd, room->bytes + done, place.length - done,
                            (off_t)(place.at + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return ERROR_SYSTEM;
        done += (size_t)got;
    }
    *bytes = (struct span){room->bytes, place.length};
    return ERROR_NONE;
}

void spool_close(struct spool *spool)
{
    if (spool->fd >= 0)
        close(spool->fd);
    *spool = (struct spool){.fd = -1};
}
