#include "publish/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct pool {
    atomic_size_t next;
    size_t count;
    void (*work)(void *context, size_t item, unsigned worker);
    void *context;
};

struct member {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

static void *run_member(void *context)
{
    struct member *member = context;
    struct pool *pool = member->pool;
    size_t item;

    while ((item = atomic_fetch_add(&pool->next, 1)) < pool->count)
        pool->work(pool->context, item, member->number);
    return NULL;
}

void pool_run(unsigned workers, size_t count,
              void (*work)(void *context, size_t item, unsigned worker),
              void *context)
{
    struct pool pool = {.count = count, .work = work, .context = context};
    struct member self = {.pool = &pool};
    struct member *others = calloc(workers, sizeof *others);
    unsigned started = 0;

    while (others != NULL && started + 1 < workers && started + 1 < count) {
        struct member *member = &others[started];

        member->pool = &pool;
        member->number = started + 1;
        if (pthread_create(&member->thread, NULL, run_member, member) != 0)
            break;
        started++;
    }
    run_member(&self);
    for (unsigned i = 0; i < started; i++)
        pthread_join(others[i].thread, NULL);
    free(others);
}
