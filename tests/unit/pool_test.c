#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "publish/pool.h"

#define ITEMS 1000
#define WORKERS 4

/* Work leaves something in its place; settling takes it from there. */
struct trial {
    size_t places[POOL_WINDOW];
    atomic_size_t worked;
    atomic_bool busy[WORKERS];
    size_t settled;
    size_t fail_at;
    pthread_t caller;
    atomic_bool wrong;
};

static void work(void *context, size_t item, unsigned worker)
{
    struct trial *trial = context;

    if (worker >= WORKERS || atomic_exchange(&trial->busy[worker], true))
        trial->wrong = true;
    if (trial->places[item % POOL_WINDOW] != 0)
        trial->wrong = true;
    trial->places[item % POOL_WINDOW] = item + 1;
    trial->worked++;
    atomic_store(&trial->busy[worker], false);
}

static enum error settle(void *context, size_t item)
{
    struct trial *trial = context;

    if (item != trial->settled || !pthread_equal(trial->caller, pthread_self()))
        trial->wrong = true;
    if (trial->places[item % POOL_WINDOW] != item + 1)
        trial->wrong = true;
    trial->places[item % POOL_WINDOW] = 0;
    trial->settled++;
    return item == trial->fail_at ? ERROR_INPUT : ERROR_NONE;
}

static enum error run(struct trial *trial, unsigned workers, size_t count)
{
    struct pool_task task = {count, work, settle, trial};

    trial->caller = pthread_self();
    return pool_run(workers, &task);
}

static void settles_each_in_order(void **state)
{
    static const size_t counts[] = {
        0, 1, 2, POOL_WINDOW - 1, POOL_WINDOW, POOL_WINDOW + 1, ITEMS};

    (void)state;
    for (unsigned workers = 1; workers <= WORKERS; workers++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            struct trial trial = {.fail_at = ITEMS};

            assert_int_equal(run(&trial, workers, counts[i]), ERROR_NONE);
            assert_int_equal(trial.worked, counts[i]);
            assert_int_equal(trial.settled, counts[i]);
            assert_false(trial.wrong);
        }
    }
}

static void ends_with_the_first_error(void **state)
{
    (void)state;
    for (unsigned workers = 1; workers <= WORKERS; workers++) {
        struct trial trial = {.fail_at = 300};

        assert_int_equal(run(&trial, workers, ITEMS), ERROR_INPUT);
        assert_int_equal(trial.settled, 301);
        assert_in_range(trial.worked, 301, 301 + POOL_WINDOW);
        assert_false(trial.wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settles_each_in_order),
        cmocka_unit_test(ends_with_the_first_error),
    };

    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
