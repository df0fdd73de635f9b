#include "publish/transcript_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/sink.h"
#include "publish/file.h"
#include "publish/transcript.h"

void file_hash(struct span bytes, char hash[FILE_HASH_LENGTH])
{
    struct sink sink = sink_over(hash, FILE_HASH_LENGTH);

    sink_hex(&sink, XXH3_64bits(bytes.at, bytes.length), FILE_HASH_LENGTH);
}

/* How much of a document's path is its folder, the slash with it. */
static int folder_length(const char *document)
{
    const char *slash = strrchr(document, '/');

    return slash == NULL ? 0 : (int)(slash - document + 1);
}

char *transcript_file_path(const char *document, struct span name)
{
    char *path;

    return asprintf(&path, "%.*s%.*s", folder_length(document), document,
                    (int)name.length, name.at) < 0
               ? NULL
               : path;
}

/*
 * Where `path` leads, links followed; NULL where that is no file below the
 * document's folder. The caller frees it.
 */
static char *resolve(const char *document, const char *path, enum error *error)
{
    char *folder = NULL;
    char *real_folder = NULL;
    char *real = realpath(path, NULL);
    size_t length;

    *error = ERROR_SYSTEM;
    if (real == NULL && (errno == ENOENT || errno == ENOTDIR))
        *error = ERROR_ABSENT;
    if (real != NULL &&
        asprintf(&folder, "%.*s.", folder_length(document), document) >= 0)
        real_folder = realpath(folder, NULL);
    if (real_folder != NULL) {
        length = strlen(real_folder);
        if (strcmp(real_folder, "/") == 0)
            length = 0;
        if (strncmp(real, real_folder, length) == 0 && real[length] == '/')
            *error = ERROR_NONE;
        else
            *error = ERROR_INPUT;
    }
    free(folder);
    free(real_folder);
    if (*error == ERROR_NONE)
        return real;
    free(real);
    return NULL;
}

enum error transcript_file_read(const char *document, struct span name,
                                char hash[FILE_HASH_LENGTH], char **bytes,
                                size_t *length)
{
    char *path;
    char *real = NULL;
    enum error error = ERROR_MEMORY;

    memset(hash, '0', FILE_HASH_LENGTH);
    *bytes = NULL;
    *length = 0;
    if (name.length == 0)
        return ERROR_ABSENT;
    path = transcript_file_path(document, name);
    if (path != NULL)
        real = resolve(document, path, &error);
    if (real != NULL)
        error = file_read(real, TRANSCRIPT_BYTES_MAX, bytes, length);
    free(path);
    free(real);
    if (error == ERROR_NONE)
        file_hash((struct span){*bytes, *length}, hash);
    else
        *bytes = NULL;
    return error;
}
