#include "publish/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "publish/file.h"

#define MANIFEST ".tlexdr-export"
#define MANIFEST_BYTES_MAX ((size_t)1 << 30)
#define PATH_ROOM 4096

static bool fail(struct shelf *shelf, const char *path, const char *reason)
{
    log_text(shelf->why, span_of_string(path));
    LIT(shelf->why, ": ");
    log_text(shelf->why, span_of_string(reason));
    return false;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~' ||
           c == '-';
}

bool shelf_takes(struct span name)
{
    struct span segment;

    if (name.length == 0 || name.length > 1024 || span_ends(name, SPAN("/")))
        return false;
    while (span_cut(&name, '/', &segment)) {
        if (segment.length == 0 || segment.length > 200 || segment.at[0] == '.')
            return false;
        for (size_t i = 0; i < segment.length; i++) {
            if (!is_name_byte(segment.at[i]))
                return false;
        }
    }
    return true;
}

/* FOLDER/NAME and an ending. */
static bool full_path(struct shelf *shelf, struct span name, const char *ending,
                      char path[PATH_ROOM])
{
    int length = snprintf(path, PATH_ROOM, "%s/%.*s%s", shelf->folder,
                          (int)name.length, name.at, ending);

    return (length > 0 && length < PATH_ROOM) ||
           fail(shelf, shelf->folder, strerror(ENAMETOOLONG));
}

static bool is_empty_folder(const char *path)
{
    DIR *stream = opendir(path);
    struct dirent *entry;
    bool empty = stream != NULL;

    while (empty && (entry = readdir(stream)) != NULL)
        empty =
            strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (stream != NULL)
        closedir(stream);
    return empty;
}

/* A last line that was cut off names nothing. */
static bool read_manifest(struct shelf *shelf, const char *path)
{
    char *bytes;
    size_t length;
    struct span rest;
    struct span line;
    bool good = true;

    if (file_read(path, MANIFEST_BYTES_MAX, &bytes, &length) != ERROR_NONE)
        return fail(shelf, path, strerror(errno));
    rest = (struct span){bytes, length};
    while (good && span_find(rest, '\n') < rest.length &&
           span_cut(&rest, '\n', &line)) {
        if (shelf_takes(line))
            good = addresses_add(&shelf->before, line) == ERROR_NONE;
    }
    free(bytes);
    return good || fail(shelf, path, strerror(ENOMEM));
}

/* The slash is no name, nor is what was cut off when it ends with one. */
static bool open_manifest(struct shelf *shelf, const char *path)
{
    shelf->manifest = fopen(path, "ae");
    return (shelf->manifest != NULL && fputs("/\n", shelf->manifest) >= 0 &&
            fflush(shelf->manifest) == 0) ||
           fail(shelf, path, strerror(errno));
}

bool shelf_open(struct shelf *shelf, const char *folder, struct sink *why)
{
    char path[PATH_ROOM];

    *shelf = (struct shelf){.folder = folder, .why = why};
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return fail(shelf, folder, strerror(errno));
    if (!full_path(shelf, SPAN(MANIFEST), "", path))
        return false;
    if (access(path, F_OK) == 0)
        return read_manifest(shelf, path) && open_manifest(shelf, path);
    if (is_empty_folder(folder))
        return open_manifest(shelf, path);
    return fail(shelf, folder,
                "is no folder, or holds files that no export made; name an "
                "empty one");
}

/* Makes the folders on the way to a file. */
static bool make_folders(struct shelf *shelf, char *path)
{
    for (char *slash = path + strlen(shelf->folder) + 1;
         (slash = strchr(slash, '/')) != NULL; slash++) {
        bool made;

        *slash = '\0';
        made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return fail(shelf, path, strerror(errno));
    }
    return true;
}

static bool is_same(const char *path, struct span bytes)
{
    char *present;
    size_t length;
    bool same;

    if (file_read(path, bytes.length, &present, &length) != ERROR_NONE)
        return false;
    same = span_equal((struct span){present, length}, bytes);
    free(present);
    return same;
}

static bool replace(struct shelf *shelf, const char *path, struct span bytes)
{
    return file_replace(path, bytes, false) == ERROR_NONE ||
           fail(shelf, path, strerror(errno));
}

static bool put_one(struct shelf *shelf, struct span name, const char *ending,
                    struct span bytes, bool *changed)
{
    char path[PATH_ROOM];

    if (!full_path(shelf, name, ending, path))
        return false;
    if (is_same(path, bytes))
        return true;
    *changed = true;
    return make_folders(shelf, path) && replace(shelf, path, bytes);
}

static bool note(struct shelf *shelf, struct span name)
{
    if (addresses_add(&shelf->now, name) != ERROR_NONE)
        return fail(shelf, shelf->folder, strerror(ENOMEM));
    if (addresses_have(&shelf->before, name))
        return true;
    return (fprintf(shelf->manifest, "%.*s\n", (int)name.length, name.at) > 0 &&
            fflush(shelf->manifest) == 0) ||
           fail(shelf, shelf->folder, strerror(errno));
}

bool shelf_put(struct shelf *shelf, struct span name, struct span bytes,
               struct span gzip, bool *changed)
{
    *changed = false;
    return note(shelf, name) && put_one(shelf, name, "", bytes, changed) &&
           put_one(shelf, name, ".gz", gzip, changed);
}

/* Removes a file with all beside it, and folders that this leaves empty. */
static bool take_away(struct shelf *shelf, struct span name)
{
    char path[PATH_ROOM];
    static const char *const beside[] = {".gz", ".gz.new", ".new"};
    char *slash;

    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        if (!full_path(shelf, name, beside[i], path))
            return false;
        unlink(path);
    }
    path[strlen(path) - 4] = '\0';
    if (unlink(path) != 0 && errno != ENOENT)
        return fail(shelf, path, strerror(errno));
    while ((slash = strrchr(path, '/')) > path + strlen(shelf->folder)) {
        *slash = '\0';
        if (rmdir(path) != 0)
            break;
    }
    return true;
}

static bool write_manifest(struct shelf *shelf)
{
    char beside[PATH_ROOM];
    char path[PATH_ROOM];
    FILE *file;
    bool good = true;

    if (!full_path(shelf, SPAN(MANIFEST), "", path) ||
        !full_path(shelf, SPAN(MANIFEST), ".new", beside))
        return false;
    file = fopen(beside, "we");
    if (file == NULL)
        return fail(shelf, path, strerror(errno));
    for (size_t i = 0; i < shelf->now.count; i++)
        good = fprintf(file, "%s\n", shelf->now.items[i]) > 0 && good;
    good = fclose(file) == 0 && good && rename(beside, path) == 0;
    return good || fail(shelf, path, strerror(errno));
}

bool shelf_settle(struct shelf *shelf, size_t *removed)
{
    *removed = 0;
    for (size_t i = 0; i < shelf->before.count; i++) {
        struct span name = span_of_string(shelf->before.items[i]);

        if (addresses_have(&shelf->now, name))
            continue;
        if (!take_away(shelf, name))
            return false;
        ++*removed;
    }
    return write_manifest(shelf);
}

void shelf_close(struct shelf *shelf)
{
    if (shelf->manifest != NULL)
        fclose(shelf->manifest);
    addresses_free(&shelf->before);
    addresses_free(&shelf->now);
}
