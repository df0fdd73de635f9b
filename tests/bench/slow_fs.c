/*
 * Usage: slow_fs BACKING MILLISECONDS MOUNTPOINT [FUSE OPTION...]
 *
 * Shows the files of the folder BACKING, read-only, and sleeps before each
 * read, as a slow disk does. The kernel keeps what was read but reads nothing
 * ahead, so that each page costs what it costs.
 */
#define FUSE_USE_VERSION 31
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int backing;
static struct timespec nap;

static const char *below(const char *path)
{
    return path[1] == '\0' ? "." : path + 1;
}

static void *begin(struct fuse_conn_info *connection,
                   struct fuse_config *config)
{
    connection->max_readahead = 0;
    config->kernel_cache = 1;
    return NULL;
}

static int show(const char *path, struct stat *status,
                struct fuse_file_info *file)
{
    (void)file;
    return fstatat(backing, below(path), status, 0) == 0 ? 0 : -errno;
}

static int open_one(const char *path, struct fuse_file_info *file)
{
    int fd = openat(backing, below(path), O_RDONLY);

    if (fd < 0)
        return -errno;
    file->fh = (uint64_t)fd;
    return 0;
}

static int read_one(const char *path, char *bytes, size_t size, off_t offset,
                    struct fuse_file_info *file)
{
    ssize_t got;

    (void)path;
    nanosleep(&nap, NULL);
    got = pread((int)file->fh, bytes, size, offset);
    return got < 0 ? -errno : (int)got;
}

static int close_one(const char *path, struct fuse_file_info *file)
{
    (void)path;
    return close((int)file->fh);
}

int main(int argc, char **argv)
{
    static const struct fuse_operations operations = {
        .init = begin,
        .getattr = show,
        .open = open_one,
        .read = read_one,
        .release = close_one,
    };

    if (argc < 4)
        return 2;
    backing = open(argv[1], O_RDONLY | O_DIRECTORY);
    nap.tv_nsec = atol(argv[2]) * 1000000;
    if (backing < 0)
        return 1;
    argv[2] = argv[0];
    return fuse_main(argc - 2, argv + 2, &operations, NULL);
}
