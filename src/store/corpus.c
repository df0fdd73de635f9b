/*
 * The second file of a generation: how it is named, opened and watched.
 */
#include <stdio.h>
#include <string.h>

#include "store/generation.h"
#include "store/guard.h"

char *corpus_path(const char *data_path, struct span name)
{
    const char *slash = memrchr(data_path, '/', strlen(data_path));
    int folder = slash == NULL ? 0 : (int)(slash - data_path + 1);
    char *path;

    return asprintf(&path, "%.*scorpus-%.*s.mdb", folder, data_path,
                    (int)name.length, name.at) < 0
               ? NULL
               : path;
}

/* The last record, and how many there are. */
static enum error prove(struct volume *volume, struct span name)
{
    struct key key = key_of(KEY_CORPUS, SPAN(""));
    MDB_stat stat;
    struct span bytes;
    struct row root;
    enum error error;
    int code = volume_find(volume, 0, key_span(&key), &bytes);

    if (code == 0)
        code = mdb_stat(volume->readers[0], volume->dbi, &stat);
    if (code != 0)
        return ERROR_DAMAGED;
    error = record_open(bytes, SHAPE_CORPUS, key_span(&key), &root);
    if (error != ERROR_NONE)
        return error;
    if (!span_equal(record_text(root, CORPUS_NAME), name) ||
        record_whole(root, CORPUS_RECORDS) + 1 + volume->packs.count !=
            (int64_t)stat.ms_entries)
        return ERROR_DAMAGED;
    volume->rosters = (uint64_t)record_whole(root, CORPUS_ROSTERS);
    return volume_locate(volume, bytes);
}

/* What opening does under the guard. */
struct proof {
    struct volume *volume;
    struct span name;
    enum error error;
};

static void prove_under_guard(void *context)
{
    struct proof *proof = context;

    proof->error = prove(proof->volume, proof->name);
}

enum error corpus_open(const char *path, struct span name, unsigned readers,
                       struct volume *volume, struct sink *why)
{
    struct proof proof = {.volume = volume, .name = name};
    enum error error = volume_open(path, readers, volume, why);

    if (error != ERROR_NONE)
        return error;
    if (!guard_run(prove_under_guard, &proof))
        proof.error = ERROR_DAMAGED;
    if (proof.error != ERROR_NONE)
        volume_complain(why, path, proof.error,
                        "damaged, or not what its name says; compile again");
    return proof.error;
}
