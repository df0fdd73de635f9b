#include "nginx/stores.h"

#include "base/escape.h"

#define TICK_MS 250 /* between two looks at the stores' folders */

struct store_entry *stores_add(struct store_list *list, ngx_pool_t *pool,
                               const ngx_str_t *folder)
{
    struct store_entry *entry;

    for (entry = list->first; entry != NULL; entry = entry->next) {
        if (entry->folder.len == folder->len &&
            ngx_memcmp(entry->folder.data, folder->data, folder->len) == 0)
            return entry;
    }
    entry = ngx_pcalloc(pool, sizeof *entry);
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
                        struct span why)
{
    struct generation *generation;
    ngx_uint_t level;

    if (span_equal(why, (struct span){entry->said, entry->said_length}))
        return;
    ngx_memcpy(entry->said, why.at, why.length);
    entry->said_length = why.length;
    if (why.length == 0)
        return;
    generation = store_borrow(entry->store);
    level = generation == NULL ? NGX_LOG_ERR : NGX_LOG_WARN;
    ngx_log_error(level, log, 0, "tlexdr: %*s%s", why.length, why.at,
                  generation == NULL ? "" : "; the generation before goes on");
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
        log_trouble(entry, log, sink_held(&why));
}

static void on_timer(ngx_event_t *timer)
{
    struct store_list *list = ((ngx_connection_t *)timer->data)->data;

    for (struct store_entry *entry = list->first; entry != NULL;
         entry = entry->next)
        refresh(entry, timer->log);
    ngx_add_timer(timer, TICK_MS);
}

static void begin_timer(struct store_list *list, ngx_log_t *log)
{
    list->nobody.fd = (ngx_socket_t)-1;
    list->nobody.data = list;
    list->timer.data = &list->nobody;
    list->timer.handler = on_timer;
    list->timer.log = log;
    list->timer.cancelable = 1; /* a worker that is to end doesn't wait */
    ngx_add_timer(&list->timer, TICK_MS);
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
    log_trouble(entry, log, sink_held(&why));
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
    begin_timer(list, cycle->log);
    return NGX_OK;
}
