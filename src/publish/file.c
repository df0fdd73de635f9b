#include "publish/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum error read_all(int fd, char *bytes, size_t size, size_t *length)
{
    *length = 0;
    while (*length < size) {
        ssize_t got = read(fd, bytes + *length, size - *length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ERROR_SYSTEM;
        if (got == 0)
            break;
        *length += (size_t)got;
    }
    return ERROR_NONE;
}

static enum error read_open_file(int fd, size_t most, char **bytes,
                                 size_t *length)
{
    struct stat status;
    enum error error;

    if (fstat(fd, &status) != 0)
        return ERROR_SYSTEM;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return ERROR_SYSTEM;
    }
    if ((uint64_t)status.st_size > most)
        return ERROR_FULL;
    *bytes = malloc((size_t)status.st_size + 1);
    if (*bytes == NULL)
        return ERROR_MEMORY;
    error = read_all(fd, *bytes, (size_t)status.st_size, length);
    if (error != ERROR_NONE)
        free(*bytes);
    return error;
}

enum error file_read(const char *path, size_t most, char **bytes,
                     size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum error error;
    int why;

    if (fd < 0)
        return ERROR_SYSTEM;
    error = read_open_file(fd, most, bytes, length);
    why = errno;
    close(fd);
    errno = why;
    return error;
}

static bool write_file(FILE *file, struct span bytes, bool lasting)
{
    return fwrite(bytes.at, 1, bytes.length, file) == bytes.length &&
           fflush(file) == 0 && (!lasting || fsync(fileno(file)) == 0);
}

static enum error write_beside(const char *beside, const char *path,
                               struct span bytes, bool lasting)
{
    FILE *file = fopen(beside, "we");
    bool good;
    int why;

    if (file == NULL)
        return ERROR_SYSTEM;
    good = write_file(file, bytes, lasting);
    why = errno;
    if (fclose(file) != 0 && good) {
        good = false;
        why = errno;
    }
    if (good && rename(beside, path) == 0)
        return ERROR_NONE;
    if (good)
        why = errno;
    unlink(beside);
    errno = why;
    return ERROR_SYSTEM;
}

enum error file_replace(const char *path, struct span bytes, bool lasting)
{
    enum error error;
    char *beside;

    if (asprintf(&beside, "%s.new", path) < 0)
        return ERROR_MEMORY;
    error = write_beside(beside, path, bytes, lasting);
    free(beside);
    return error;
}

static enum error add(struct file_list *list, char *path)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 64 : list->room * 2;
        char **paths = realloc(list->paths, room * sizeof *paths);

        if (paths == NULL) {
            free(path);
            return ERROR_MEMORY;
        }
        list->paths = paths;
        list->room = room;
    }
    list->paths[list->count++] = path;
    return ERROR_NONE;
}

/* Where a listing is, and where it failed. */
struct finding {
    struct file_list *list;
    char *failed; /* of `size` bytes */
    size_t size;
};

static enum error fail_at(const struct finding *finding, const char *path)
{
    snprintf(finding->failed, finding->size, "%s", path);
    return ERROR_SYSTEM;
}

static enum error find_in(int folder, const char *path,
                          const struct finding *finding);

/* One entry of the open folder `path`; takes `inner`, its path from above. */
static enum error visit(int folder, const struct dirent *entry, char *inner,
                        const struct finding *finding)
{
    struct stat status = {0};
    enum error error = ERROR_NONE;

    /* One that is gone by now is left to who reads it. */
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 &&
        errno != ENOENT)
        error = fail_at(finding, inner);
    else if (S_ISDIR(status.st_mode))
        error = find_in(
            openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
            inner, finding);
    else if (span_ends(span_of_string(entry->d_name), SPAN(".json")))
        return add(finding->list, inner);
    free(inner);
    return error;
}

/* NULL at the end, with errno 0, and where the folder can't be read. */
static struct dirent *next_entry(DIR *stream)
{
    errno = 0;
    return readdir(stream);
}

/* Takes `folder`, which may be -1 with errno set. */
static enum error find_in(int folder, const char *path,
                          const struct finding *finding)
{
    DIR *stream = folder < 0 ? NULL : fdopendir(folder);
    enum error error = ERROR_NONE;
    struct dirent *entry;
    int why;

    if (stream == NULL)
        return fail_at(finding, path);
    while (error == ERROR_NONE && (entry = next_entry(stream)) != NULL) {
        char *inner;

        if (entry->d_name[0] == '.')
            continue;
        if (asprintf(&inner, "%s/%s", path, entry->d_name) < 0)
            error = ERROR_MEMORY;
        else
            error = visit(folder, entry, inner, finding);
    }
    if (error == ERROR_NONE && errno != 0)
        error = fail_at(finding, path);
    why = errno;
    closedir(stream);
    errno = why;
    return error;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum error file_find(const char *folder, const char *below,
                     struct file_list *list, char *failed, size_t size)
{
    int top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int inner =
        top < 0 ? -1 : openat(top, below, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct finding finding = {list, failed, size};
    enum error error = find_in(inner, below, &finding);

    if (top >= 0)
        close(top);
    if (error == ERROR_NONE && list->count > 0)
        qsort(list->paths, list->count, sizeof *list->paths, by_bytes);
    return error;
}

void file_list_free(struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->paths[i]);
    free(list->paths);
    *list = (struct file_list){0};
}
