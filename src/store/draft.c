#include "store/draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/spool.h"
#include "store/volume.h"

/* One huge transaction would keep all it wrote in memory. */
#define COMMIT_BYTES ((size_t)4 << 20)

/* A reader keeps 16 bytes for each, so they are not small. */
#define PACK_BYTES ((size_t)2 << 20)

/*
 * Address space, not memory, and part of the file; so it is fixed. A 64-bit
 * Raspberry Pi may have 512 GiB of it, a 32-bit one little over 2; valgrind
 * takes no more than this at once.
 */
#define MAP_BYTES                                                              \
    (sizeof(void *) == 4 ? (size_t)1 << 30 : (size_t)((uint64_t)32 << 30))

static enum error complain(struct sink *why, const struct draft *draft,
                           int code)
{
    if (code == 0)
        return ERROR_NONE;
    if (code == MDB_MAP_FULL)
        return volume_complain(why, draft->path, ERROR_FULL,
                               "the store would be larger than this system "
                               "can map");
    errno = code;
    return volume_complain(why, draft->path, ERROR_SYSTEM, mdb_strerror(code));
}

enum error draft_name(struct draft *draft, const char *folder, const char *name)
{
    draft->name = name;
    if (asprintf(&draft->path, "%s/%s", folder, name) < 0)
        draft->path = NULL;
    return draft->path != NULL ? ERROR_NONE : ERROR_MEMORY;
}

static int begin_transaction(struct draft *draft)
{
    int code = mdb_txn_begin(draft->env, NULL, 0, &draft->txn);

    draft->uncommitted = 0;
    return code != 0 ? code : mdb_dbi_open(draft->txn, NULL, 0, &draft->dbi);
}

static int commit(struct draft *draft)
{
    int code = draft->txn == NULL ? 0 : mdb_txn_commit(draft->txn);

    draft->txn = NULL;
    return code;
}

static int commit_where_due(struct draft *draft)
{
    int code;

    if (draft->txn == NULL)
        return begin_transaction(draft);
    if (draft->uncommitted < COMMIT_BYTES)
        return 0;
    code = commit(draft);
    return code != 0 ? code : begin_transaction(draft);
}

static int open_environment(struct draft *draft)
{
    /* The file is synced once, before the rename that makes it count. */
    unsigned flags = MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOSYNC | MDB_NOTLS;
    int code = mdb_env_create(&draft->env);

    if (code == 0)
        code = mdb_env_set_mapsize(draft->env, MAP_BYTES);
    if (code == 0)
        code = mdb_env_open(draft->env, draft->path, flags, 0666);
    return code != 0 ? code : begin_transaction(draft);
}

static int open_waiting(struct draft *draft, const char *folder)
{
    int fd = spool_open(folder);

    draft->waiting = fd < 0 ? NULL : fdopen(fd, "w+");
    if (draft->waiting == NULL && fd >= 0)
        close(fd);
    return draft->waiting == NULL ? errno : 0;
}

enum error draft_begin(struct draft *draft, const char *folder,
                       struct sink *why)
{
    int code = 0;

    if (unlink(draft->path) != 0 && errno != ENOENT)
        code = errno;
    if (code == 0)
        code = open_waiting(draft, folder);
    if (code == 0 && (draft->pack = malloc(PACK_BYTES)) == NULL)
        code = ENOMEM;
    if (code == 0)
        code = open_environment(draft);
    return complain(why, draft, code);
}

static int put(struct draft *draft, struct span key, struct span value,
               unsigned flags)
{
    MDB_val name = {key.length, (void *)(uintptr_t)key.at};
    MDB_val data = {value.length, (void *)(uintptr_t)value.at};
    int code = commit_where_due(draft);

    if (code == 0)
        code = mdb_put(draft->txn, draft->dbi, &name, &data, flags);
    draft->uncommitted += key.length + value.length;
    return code;
}

/* Packs sort before all that may have been settled, so they aren't appended. */
static int put_pack(struct draft *draft, struct span bytes)
{
    struct key key = key_of_pack(draft->packs++);

    return put(draft, key_span(&key), bytes, 0);
}

static int close_pack(struct draft *draft)
{
    struct span bytes = {draft->pack, draft->packed};

    draft->packed = 0;
    return bytes.length == 0 ? 0 : put_pack(draft, bytes);
}

/* Puts `record` into a pack, or where it is too large, makes it one. */
static int pack_record(struct draft *draft, struct span record,
                       struct locator *place)
{
    int code =
        record.length > PACK_BYTES - draft->packed ? close_pack(draft) : 0;

    *place = (struct locator){draft->packs, (uint32_t)draft->packed,
                              (uint32_t)record.length};
    if (code != 0)
        return code;
    if (record.length > PACK_BYTES)
        return put_pack(draft, record);
    memcpy(draft->pack + draft->packed, record.at, record.length);
    draft->packed += record.length;
    return 0;
}

/* stdio may say only that it failed. */
static int last_error(void)
{
    return errno != 0 ? errno : EIO;
}

/* What waits: the length of a key and of what lies under it, and both. */
struct entry {
    uint32_t key_length;
    uint32_t value_length; /* at most INLINE_MAX */
};

static int make_wait(struct draft *draft, struct span key, struct span value)
{
    struct entry entry = {(uint32_t)key.length, (uint32_t)value.length};

    errno = 0;
    if (fwrite(&entry, sizeof entry, 1, draft->waiting) != 1 ||
        fwrite(key.at, key.length, 1, draft->waiting) != 1 ||
        fwrite(value.at, value.length, 1, draft->waiting) != 1)
        return last_error();
    draft->entries++;
    return 0;
}

static int put_record(struct draft *draft, struct span key, struct span value)
{
    unsigned char bytes[LOCATOR_BYTES];
    struct locator place;
    int code;

    if (value.length <= INLINE_MAX)
        return make_wait(draft, key, value);
    code = pack_record(draft, value, &place);
    if (code != 0)
        return code;
    locator_write(&place, bytes);
    return make_wait(draft, key,
                     (struct span){(const char *)bytes, sizeof bytes});
}

enum error draft_put(struct draft *draft, struct span key, struct span value,
                     struct sink *why)
{
    int code = put_record(draft, key, value);

    if (code == 0 && draft->rosters == 0 &&
        roll_add(&draft->roll, key) != ERROR_NONE)
        code = ENOMEM;
    draft->records++;
    return complain(why, draft, code);
}

static bool take_waiting(struct draft *draft, void *bytes, size_t length)
{
    return fread(bytes, length, 1, draft->waiting) == 1;
}

static int append_waiting(struct draft *draft)
{
    char key[KEY_MAX];
    char value[INLINE_MAX];
    int code = 0;

    for (; code == 0 && draft->entries > 0; draft->entries--) {
        struct entry entry;

        errno = 0;
        if (!take_waiting(draft, &entry, sizeof entry) ||
            !take_waiting(draft, key, entry.key_length) ||
            !take_waiting(draft, value, entry.value_length))
            return last_error();
        code = put(draft, (struct span){key, entry.key_length},
                   (struct span){value, entry.value_length}, MDB_APPEND);
    }
    return code;
}

/* To its beginning, after what was written to it. */
static int rewind_waiting(struct draft *draft)
{
    errno = 0;
    return fseek(draft->waiting, 0, SEEK_SET) == 0 ? 0 : last_error();
}

static int settle(struct draft *draft)
{
    int code = close_pack(draft);

    if (code == 0)
        code = rewind_waiting(draft);
    if (code == 0)
        code = append_waiting(draft);
    if (code == 0)
        code = commit(draft);
    return code != 0 ? code : rewind_waiting(draft);
}

enum error draft_settle(struct draft *draft, struct sink *why)
{
    return complain(why, draft, settle(draft));
}

enum error draft_close(struct draft *draft, struct sink *why)
{
    enum error error = draft_settle(draft, why);

    if (error != ERROR_NONE)
        return error;
    mdb_env_close(draft->env);
    draft->env = NULL;
    return ERROR_NONE;
}

void draft_free(struct draft *draft)
{
    if (draft->txn != NULL)
        mdb_txn_abort(draft->txn);
    if (draft->env != NULL)
        mdb_env_close(draft->env);
    if (draft->waiting != NULL)
        fclose(draft->waiting);
    roll_free(&draft->roll);
    free(draft->pack);
    free(draft->path);
    *draft = (struct draft){0};
}
