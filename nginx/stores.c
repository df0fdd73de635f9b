#include "nginx/stores.h"

#include "base/escape.h"

#define TICK_MS 250   /* between two looks at the stores' folders */
#define WARM_LOOKS 40 /* until keys are read again, so that they stay */

struct store_entry *stores_add(struct store_list *list, ngx_conf_t *cf,
                               const ngx_str_t *folder)
{
    struct store_entry *entry;

    if (list->threads == NULL)
        list->threads = ngx_thread_pool_add(cf, NULL);
    if (list->threads == NULL)
        return NULL;

    for (entry = list->first; entry != NULL; entry = entry->next) {
        if (entry->folder.len == folder->len &&
            ngx_memcmp(entry->folder.data, folder->data, folder->len) == 0)
            return entry;
    }
    entry = ngx_pcalloc(cf->pool, sizeof *entry);
    if (entry == NULL)
        return NULL;
    entry->folder = *folder;
    entry->next = list->first;
    list->first = entry;
    return entry;
}

static void log_generation(struct store_entry *entry, ngx_log_t *log)
{
    struct generation *generation = store_borrow(entry->store);
    struct span hash;

    if (generation == NULL)
        return;
    hash = generation_hash(generation);
    ngx_log_error(NGX_LOG_NOTICE, log, 0, "tlexdr: generation %*s of \"%V\"",
                  hash.length, hash.at, &entry->folder);
    store_return(entry->store, generation);
}

/* What is wrong with a store, once and not at every look. */
static void log_trouble(struct store_entry *entry, ngx_log_t *log,
                        enum error error, struct span why)
{
    struct generation *generation;
    ngx_uint_t level;
    bool before; /* what is served is the generation before */

    if (span_equal(why, (struct span){entry->said, entry->said_length}))
        return;
    ngx_memcpy(entry->said, why.at, why.length);
    entry->said_length = why.length;
    if (why.length == 0)
        return;
    generation = store_borrow(entry->store);
    level = generation == NULL ? NGX_LOG_ERR : NGX_LOG_WARN;
    before = generation != NULL && error != ERROR_NONE;
    ngx_log_error(level, log, 0, "tlexdr: %*s%s", why.length, why.at,
                  before ? "; the generation before goes on" : "");
    store_return(entry->store, generation);
}

static void refresh(struct store_entry *entry, ngx_log_t *log)
{
    char text[STORE_WHY];
    struct sink why = sink_over(text, sizeof text);
    bool changed = false;
    enum error error = store_refresh(entry->store, &changed, &why);

    if (error != ERROR_NONE && sink_length(&why) == 0)
        sink_ready(&why, span_of_string(error_text(error)));
    if (changed)
        log_generation(entry, log);
    if (changed || error != ERROR_NONE)
        log_trouble(entry, log, error, sink_held(&why));
    if (changed)
        entry->warm = false;
}

static void keep_warm(struct store_entry *entry, unsigned looks)
{
    struct generation *generation = store_borrow(entry->store);

    if (generation == NULL)
        return;
    if (!entry->warm || looks % WARM_LOOKS == 0)
        entry->warm = generation_warm(generation, READER_KEEPER) == ERROR_NONE;
    store_return(entry->store, generation);
}

/* In a thread of the pool: all of this may wait for the disk. */
static void keep(void *context, ngx_log_t *log)
{
    struct store_list *list = *(struct store_list **)context;

    list->looks++;
    for (struct store_entry *entry = list->first; entry != NULL;
         entry = entry->next) {
        refresh(entry, log);
        keep_warm(entry, list->looks);
    }
}

static void on_kept(ngx_event_t *event)
{
    struct store_list *list = event->data;

    ngx_add_timer(&list->timer, TICK_MS);
}

static void on_timer(ngx_event_t *timer)
{
    struct store_list *list = ((ngx_connection_t *)timer->data)->data;

    if (ngx_thread_task_post(list->threads, list->keeping) != NGX_OK)
        ngx_add_timer(timer, TICK_MS);
}

static ngx_int_t begin_keeping(struct store_list *list, ngx_cycle_t *cycle)
{
    list->keeping = ngx_thread_task_alloc(cycle->pool, sizeof list);
    if (list->keeping == NULL)
        return NGX_ERROR;
    *(struct store_list **)list->keeping->ctx = list;
    list->keeping->handler = keep;
    list->keeping->event.handler = on_kept;
    list->keeping->event.data = list;
    list->nobody.fd = (ngx_socket_t)-1;
    list->nobody.data = list;
    list->timer.data = &list->nobody;
    list->timer.handler = on_timer;
    list->timer.log = cycle->log;
    list->timer.cancelable = 1; /* a worker that is to end doesn't wait */
    ngx_add_timer(&list->timer, 1);
    return NGX_OK;
}

static void close_all(void *data)
{
    struct store_list *list = data;

    if (list->timer.timer_set)
        ngx_del_timer(&list->timer);
    for (struct store_entry *entry = list->first; entry != NULL;
         entry = entry->next) {
        if (entry->store != NULL)
            store_close(entry->store);
        entry->store = NULL;
    }
}

static ngx_int_t open_entry(struct store_entry *entry, ngx_log_t *log)
{
    char text[STORE_WHY];
    struct sink why = sink_over(text, sizeof text);

    if (store_open((const char *)entry->folder.data, STORE_READERS,
                   &entry->store, &why) != ERROR_NONE) {
        ngx_log_error(NGX_LOG_EMERG, log, 0, "tlexdr: no memory for \"%V\"",
                      &entry->folder);
        return NGX_ERROR;
    }
    log_trouble(entry, log, ERROR_NONE, sink_held(&why));
    log_generation(entry, log);
    return NGX_OK;
}

ngx_int_t stores_open(struct store_list *list, ngx_cycle_t *cycle)
{
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(cycle->pool, 0);

    if (cleanup == NULL)
        return NGX_ERROR;
    cleanup->data = list;
    cleanup->handler = close_all;
    for (struct store_entry *entry = list->first; entry != NULL;
         entry = entry->next) {
        if (open_entry(entry, cycle->log) != NGX_OK)
            return NGX_ERROR;
    }
    return begin_keeping(list, cycle);
}
