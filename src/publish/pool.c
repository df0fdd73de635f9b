#include "publish/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct pool {
    const struct pool_task *task;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t freed; /* places, or no more work comes */
    pthread_cond_t done;  /* the item that is to be settled next */
    size_t next;          /* the first item that nobody took */
    size_t settled;       /* the first item that is not */
    bool worked[POOL_WINDOW];
    bool over;
};

struct member {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

/* With the lock held: works on the next item, if it may begin. */
static bool work_on_next(struct pool *pool, unsigned worker)
{
    size_t item = pool->next;

    if (item == pool->task->count || item == pool->settled + POOL_WINDOW)
        return false;
    pool->next++;
    pthread_mutex_unlock(&pool->lock);
    pool->task->work(pool->task->context, item, worker);
    pthread_mutex_lock(&pool->lock);
    pool->worked[item % POOL_WINDOW] = true;
    if (item == pool->settled)
        pthread_cond_signal(&pool->done);
    return true;
}

static void *run_member(void *context)
{
    struct member *member = context;
    struct pool *pool = member->pool;

    pthread_mutex_lock(&pool->lock);
    while (!pool->over && pool->next < pool->task->count) {
        if (!work_on_next(pool, member->number))
            pthread_cond_wait(&pool->freed, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* With the lock held. Threads are woken for some places at once. */
static enum error settle_next(struct pool *pool)
{
    enum error error;

    pthread_mutex_unlock(&pool->lock);
    error = pool->task->settle(pool->task->context, pool->settled);
    pthread_mutex_lock(&pool->lock);
    pool->worked[pool->settled % POOL_WINDOW] = false;
    pool->settled++;
    if (pool->settled % (POOL_WINDOW / 4) == 0)
        pthread_cond_broadcast(&pool->freed);
    return error;
}

static enum error run_caller(struct pool *pool)
{
    enum error error = ERROR_NONE;

    pthread_mutex_lock(&pool->lock);
    while (error == ERROR_NONE && pool->settled < pool->task->count) {
        if (pool->worked[pool->settled % POOL_WINDOW])
            error = settle_next(pool);
        else if (!work_on_next(pool, 0))
            pthread_cond_wait(&pool->done, &pool->lock);
    }
    pool->over = true;
    pthread_cond_broadcast(&pool->freed);
    pthread_mutex_unlock(&pool->lock);
    return error;
}

enum error pool_run(unsigned workers, const struct pool_task *task)
{
    struct pool pool = {.task = task,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .freed = PTHREAD_COND_INITIALIZER,
                        .done = PTHREAD_COND_INITIALIZER};
    struct member *others = calloc(workers, sizeof *others);
    unsigned started = 0;
    enum error error;

    while (others != NULL && started + 1 < workers &&
           started + 1 < task->count) {
        struct member *member = &others[started];

        member->pool = &pool;
        member->number = started + 1;
        if (pthread_create(&member->thread, NULL, run_member, member) != 0)
            break;
        started++;
    }
    error = run_caller(&pool);
    for (unsigned i = 0; i < started; i++)
        pthread_join(others[i].thread, NULL);
    free(others);
    return error;
}
