/*
 * The folder whose current generation changes, and who borrows what of it.
 */
#include "store/generation.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * A generation, and how many hold it. Where nobody does, the next look closes
 * it: were that a thread that answers, memory of the looking one would pile up
 * in malloc's cache of each of them.
 */
struct holding {
    struct generation *generation;
    unsigned users; /* borrowers, and the store while it is current */
    struct stat file;
    struct holding *next;
};

struct store {
    char *path; /* of data.mdb */
    unsigned readers;
    pthread_mutex_t lock; /* held for a few instructions, never while reading */
    struct holding *current;
    struct holding *holdings;
    struct stat seen; /* the file that was last looked at */
    unsigned looks;   /* how often that was */
};

static char *path_below(const char *folder, const char *name)
{
    char *path;

    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

enum error store_open(const char *folder, unsigned readers,
                      struct store **store, struct sink *why)
{
    struct store *fresh = calloc(1, sizeof *fresh);
    bool changed;

    if (fresh == NULL)
        return ERROR_MEMORY;
    fresh->path = path_below(folder, "data.mdb");
    if (fresh->path == NULL) {
        free(fresh);
        return ERROR_MEMORY;
    }
    fresh->readers = readers;
    pthread_mutex_init(&fresh->lock, NULL);
    store_refresh(fresh, &changed, why);
    *store = fresh;
    return ERROR_NONE;
}

/* Takes one that nobody uses out of the list; NULL where there is none. */
static struct holding *take_unused(struct store *store)
{
    struct holding **link = &store->holdings;
    struct holding *holding;

    pthread_mutex_lock(&store->lock);
    while (*link != NULL && (*link)->users > 0)
        link = &(*link)->next;
    holding = *link;
    if (holding != NULL)
        *link = holding->next;
    pthread_mutex_unlock(&store->lock);
    return holding;
}

/* Closes what nobody uses any more. */
static void close_unused(struct store *store)
{
    struct holding *holding;

    while ((holding = take_unused(store)) != NULL) {
        generation_close(holding->generation);
        free(holding);
    }
}

void store_close(struct store *store)
{
    if (store->current != NULL)
        store->current->users--;
    close_unused(store);
    pthread_mutex_destroy(&store->lock);
    free(store->path);
    free(store);
}

/* Makes `generation` (NULL: none) current. */
static enum error switch_to(struct store *store, struct generation *generation,
                            const struct stat *file)
{
    struct holding *old = store->current;
    struct holding *fresh = NULL;

    if (generation != NULL) {
        fresh = malloc(sizeof *fresh);
        if (fresh == NULL) {
            generation_close(generation);
            return ERROR_MEMORY;
        }
    }
    pthread_mutex_lock(&store->lock);
    if (fresh != NULL) {
        *fresh = (struct holding){generation, 1, *file, store->holdings};
        store->holdings = fresh;
    }
    if (old != NULL)
        old->users--;
    store->current = fresh;
    pthread_mutex_unlock(&store->lock);
    /* Two are in memory for a while; page tables of one will do. */
    if (old != NULL)
        generation_release(old->generation);
    close_unused(store);
    return ERROR_NONE;
}

bool same_inode(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool same_file(const struct stat *a, const struct stat *b)
{
    return same_inode(a, b) && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The current generation's own file was cut or written over. */
static bool current_is_spoilt(const struct store *store, const struct stat *now)
{
    const struct holding *current = store->current;

    return current != NULL && (generation_worn(current->generation) ||
                               (same_inode(now, &current->file) &&
                                !same_file(now, &current->file)));
}

/* There is nothing else to be opened than what was looked at last. */
static bool is_settled(const struct store *store, const struct stat *now)
{
    const struct holding *current = store->current;

    return store->seen.st_ino != 0 && same_file(now, &store->seen) &&
           (current == NULL || !generation_stirred(current->generation));
}

/* Ends the trust in what was proven some looks ago. */
static void doubt(struct store *store)
{
    store->looks++;
    if (store->looks % STORE_TRUST_LOOKS == 0 && store->current != NULL)
        generation_doubt(store->current->generation);
}

static enum error open_next(struct store *store, struct generation **next,
                            struct sink *why)
{
    enum error error =
        generation_open(store->path, store->readers, false, next, why);

    if (error == ERROR_NONE)
        error = generation_let_trust(*next);
    if (error == ERROR_MEMORY)
        generation_close(*next);
    return error;
}

enum error store_refresh(struct store *store, bool *changed, struct sink *why)
{
    struct generation *next = NULL;
    struct stat now = {0};
    bool spoilt;
    enum error error;

    *changed = false;
    close_unused(store);
    doubt(store);
    stat(store->path, &now);
    spoilt = current_is_spoilt(store, &now);
    if (!spoilt && is_settled(store, &now))
        return ERROR_NONE;
    error = open_next(store, &next, why);
    /* For want of a descriptor or memory it is tried again at each look. */
    if (error != ERROR_SYSTEM && error != ERROR_MEMORY)
        store->seen = now;
    if (error != ERROR_NONE && !spoilt)
        return error; /* what is current goes on serving */
    *changed = true;
    if (error != ERROR_NONE) {
        switch_to(store, NULL, NULL);
        return error;
    }
    return switch_to(store, next, &now);
}

struct generation *store_borrow(struct store *store)
{
    struct generation *generation = NULL;

    pthread_mutex_lock(&store->lock);
    if (store->current != NULL) {
        store->current->users++;
        generation = store->current->generation;
    }
    pthread_mutex_unlock(&store->lock);
    return generation;
}

void store_return(struct store *store, struct generation *generation)
{
    struct holding *holding;

    if (generation == NULL)
        return;
    pthread_mutex_lock(&store->lock);
    holding = store->holdings;
    while (holding->generation != generation)
        holding = holding->next;
    holding->users--;
    pthread_mutex_unlock(&store->lock);
}
