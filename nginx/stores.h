/*
 * stores.h - the stores that nginx's configuration names, each opened once a
 * process, and how a new generation of theirs comes in while nginx runs.
 *
 * All memory is the cycle's. A list is read by the master, inherited by each
 * worker process at its fork, and opened there: a map is never inherited.
 */
#ifndef TLEXDR_NGINX_STORES_H
#define TLEXDR_NGINX_STORES_H

#include <ngx_config.h>
/* It goes first: it says how wide an off_t is. */
#include <ngx_core.h>
#include <ngx_event.h>
#include <ngx_thread_pool.h>

#include "base/span.h"
#include "store/read.h"

/*
 * Reader 0 is nginx's one thread, which never waits for the disk. The others
 * do, in threads of its pool: the last keeps the stores, the rest answer.
 */
#define READER_HASTY 0
#define READER_FIRST 1
#define READER_KEEPER 33
#define STORE_READERS 34

#define STORE_WHY 512 /* room for what is wrong with a store */

struct store_entry {
    struct store_entry *next;
    ngx_str_t folder;     /* absolute, with a NUL behind it */
    struct store *store;  /* NULL where the process serves nothing */
    bool warm;            /* the current generation was warmed */
    char said[STORE_WHY]; /* what was logged last, so that it is so once */
    size_t said_length;
};

struct store_list {
    struct store_entry *first;
    ngx_thread_pool_t *threads;
    ngx_thread_task_t *keeping;
    unsigned looks; /* how often the folders were looked at */
    ngx_event_t timer;
    ngx_connection_t nobody; /* a timer has to belong to a connection */
};

/* The entry of `folder`, made where it is the first; NULL without memory. */
struct store_entry *stores_add(struct store_list *list, ngx_conf_t *cf,
                               const ngx_str_t *folder);

/*
 * Opens all of them and looks for new generations from then on, until the
 * cycle's pool goes. A store that can't be read yet is logged and no error.
 */
ngx_int_t stores_open(struct store_list *list, ngx_cycle_t *cycle);

#endif
