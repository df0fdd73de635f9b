/*
 * Checking without a store: all of a compile up to where it would write.
 */
#include "publish/compile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "publish/claims.h"
#include "publish/folder.h"
#include "publish/intake.h"

static bool nothing_rejected(const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->count; i++) {
        if (catalog->documents[i].state == DOCUMENT_REJECTED)
            return false;
    }
    return true;
}

static bool check_listed(const struct compile_options *options,
                         const struct file_list *list)
{
    struct catalog catalog = {.data = options->data};
    bool good = false;

    if (catalog_list(&catalog, list) == ERROR_NONE &&
        intake(options, false, &catalog) == ERROR_NONE &&
        claims_settle(options, &catalog) == ERROR_NONE) {
        claims_settle_aliases(options, &catalog);
        if (options->data[0] != '\0')
            claims_check_related(options, &catalog);
        good = nothing_rejected(&catalog);
    }
    catalog_free(&catalog);
    return good;
}

static bool check_folder(const struct compile_options *options)
{
    struct file_list list = {0};
    struct writer writer = {0};
    struct span site;
    bool site_good =
        folder_read_site(options->data, options->messages, &writer, &site);
    bool good =
        folder_find_documents(options->data, options->messages, &list) &&
        check_listed(options, &list);

    file_list_free(&list);
    writer_free(&writer);
    return site_good && good;
}

static bool is_site(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strcmp(slash == NULL ? path : slash + 1, "site.json") == 0;
}

/* One file by itself, named as the caller named it. */
static bool check_file(const struct compile_options *options, const char *path)
{
    struct file_list list = {.paths = (char *[]){(char *)(uintptr_t)path},
                             .count = 1};
    struct writer writer = {0};
    struct span site;
    bool good;

    if (is_site(path))
        good = folder_read_site_file(path, options->messages, &writer, &site);
    else
        good = check_listed(options, &list);
    writer_free(&writer);
    return good;
}

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool check(const char *const *paths, size_t count, unsigned jobs,
           struct sink *messages)
{
    bool good = true;

    for (size_t i = 0; i < count; i++) {
        bool folder = is_folder(paths[i]);
        struct compile_options options = {
            .data = folder ? paths[i] : "", .jobs = jobs, .messages = messages};

        if (!(folder ? check_folder(&options) : check_file(&options, paths[i])))
            good = false;
    }
    return good;
}
