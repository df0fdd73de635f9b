/*
 * ngx_http_tlexdr_module - answers from a store, inside nginx.
 *
 *     location / {
 *         tlexdr /var/lib/tlexdr/store;
 *     }
 *
 * The same serve() as in the worker, without a hop between processes. What
 * is here is nginx's side alone: the directive, the variable and when a
 * process begins.
 */
#include "nginx/answer.h"

struct location {
    struct store_entry *entry;  /* NULL where there is no `tlexdr` */
    ngx_http_handler_pt onward; /* the location's other handler, or NULL */
};

/* What may write is for a worker, where the location names one. */
static bool goes_on(const ngx_http_request_t *r,
                    const struct location *location)
{
    return location->onward != NULL && r->method != NGX_HTTP_GET &&
           r->method != NGX_HTTP_HEAD;
}

static ngx_int_t handle(ngx_http_request_t *r)
{
    const struct location *location =
        ngx_http_get_module_loc_conf(r, ngx_http_tlexdr_module);
    const struct store_list *list;
    struct loan *loan;
    ngx_int_t rc;

    if (goes_on(r, location))
        return location->onward(r);
    rc = ngx_http_discard_request_body(r);
    if (rc != NGX_OK)
        return rc;
    loan = loan_take(r, location->entry->store);
    if (loan == NULL)
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    ngx_http_set_ctx(r, loan, ngx_http_tlexdr_module);
    list = ngx_http_get_module_main_conf(r, ngx_http_tlexdr_module);
    return answer_request(r, loan, list->threads);
}

/* A folder that isn't there yet is one that is yet to be compiled. */
static char *check_folder(ngx_conf_t *cf, const ngx_str_t *folder)
{
    ngx_file_info_t info;

    if (ngx_file_info(folder->data, &info) == NGX_FILE_ERROR) {
        ngx_conf_log_error(NGX_LOG_WARN, cf, ngx_errno,
                           "\"%V\" is not there; until there is a store, "
                           "tlexdr answers 503",
                           folder);
    } else if (!ngx_is_dir(&info)) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\" is no folder; tlexdr wants the one that "
                           "`tlexdr compile -o` publishes into",
                           folder);
        return NGX_CONF_ERROR;
    }
    return NGX_CONF_OK;
}

static char *read_directive(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    struct location *location = conf;
    ngx_str_t *values = cf->args->elts;
    ngx_str_t folder = values[1];

    (void)command;
    if (location->entry != NULL)
        return "is duplicate";
    if (folder.len == 0)
        return "needs the folder of a store";
    if (ngx_http_script_variables_count(&folder) != 0)
        return "takes no variables";
    if (ngx_conf_full_name(cf->cycle, &folder, 0) != NGX_OK)
        return NGX_CONF_ERROR;
    if (check_folder(cf, &folder) != NGX_CONF_OK)
        return NGX_CONF_ERROR;
    location->entry = stores_add(
        ngx_http_conf_get_module_main_conf(cf, ngx_http_tlexdr_module), cf,
        &folder);
    return location->entry == NULL ? NGX_CONF_ERROR : NGX_CONF_OK;
}

static void *create_main(ngx_conf_t *cf)
{
    return ngx_pcalloc(cf->pool, sizeof(struct store_list));
}

static void *create_location(ngx_conf_t *cf)
{
    return ngx_pcalloc(cf->pool, sizeof(struct location));
}

/*
 * Nginx sends a head of this many bytes or more on its own, and then the body.
 * Our heads are often larger, and two writes cost much more than one.
 */
#define POSTPONED_USUALLY 1460
#define POSTPONED ((size_t)16384) /* more than any head of ours */

/*
 * `if` and `limit_except` are parts of the location around them, and have its
 * handlers and what those need, as with nginx's own modules. A location has
 * one handler; that of a `fastcgi_pass` beside `tlexdr` comes second, whichever
 * stands first.
 */
static char *merge_location(ngx_conf_t *cf, void *parent, void *child)
{
    const struct location *around = parent;
    struct location *location = child;
    ngx_http_core_loc_conf_t *core =
        ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    bool part = core->noname && core->handler == NULL;

    location->onward = part ? around->onward : core->handler;
    if (location->entry != NULL)
        core->handler = handle;
    else if (core->noname)
        location->entry = around->entry;
    if (core->lmt_excpt && core->handler == NULL && location->entry != NULL)
        core->handler = handle;
    if (location->entry != NULL && core->postpone_output == POSTPONED_USUALLY)
        core->postpone_output = POSTPONED; /* nobody set it */
    return NGX_CONF_OK;
}

/* That of the answer, else the one that an answer would come from now. */
static ngx_int_t get_generation(ngx_http_request_t *r,
                                ngx_http_variable_value_t *value,
                                uintptr_t data)
{
    const struct location *location =
        ngx_http_get_module_loc_conf(r, ngx_http_tlexdr_module);
    const struct loan *loan =
        ngx_http_get_module_ctx(r, ngx_http_tlexdr_module);
    struct span hash;

    (void)data;
    value->not_found = 1;
    if (loan == NULL && location->entry != NULL)
        loan = loan_take(r, location->entry->store);
    if (loan == NULL || loan->generation == NULL)
        return NGX_OK;
    hash = generation_hash(loan->generation);
    value->data = (u_char *)(uintptr_t)hash.at;
    value->len = (unsigned)hash.length & 0xFFFFFFF;
    value->valid = 1;
    value->no_cacheable = 0;
    value->not_found = 0;
    return NGX_OK;
}

static ngx_int_t add_variables(ngx_conf_t *cf)
{
    static ngx_str_t name = ngx_string("tlexdr_generation");
    ngx_http_variable_t *variable =
        ngx_http_add_variable(cf, &name, NGX_HTTP_VAR_NOCACHEABLE);

    if (variable == NULL)
        return NGX_ERROR;
    variable->get_handler = get_generation;
    return NGX_OK;
}

/* Only processes that serve open stores: no cache manager, no master. */
static ngx_int_t begin_process(ngx_cycle_t *cycle)
{
    struct store_list *list =
        ngx_http_cycle_get_module_main_conf(cycle, ngx_http_tlexdr_module);

    if (list == NULL || list->first == NULL ||
        (ngx_process != NGX_PROCESS_WORKER &&
         ngx_process != NGX_PROCESS_SINGLE))
        return NGX_OK;
    return stores_open(list, cycle);
}

static ngx_command_t commands[] = {
    {ngx_string("tlexdr"),
     NGX_HTTP_LOC_CONF | NGX_HTTP_LIF_CONF | NGX_CONF_TAKE1, read_directive,
     NGX_HTTP_LOC_CONF_OFFSET, 0, NULL},
    ngx_null_command};

static ngx_http_module_t module_context = {
    .preconfiguration = add_variables,
    .create_main_conf = create_main,
    .create_loc_conf = create_location,
    .merge_loc_conf = merge_location,
};

ngx_module_t ngx_http_tlexdr_module = {
    NGX_MODULE_V1,
    .ctx = &module_context,
    .commands = commands,
    .type = NGX_HTTP_MODULE,
    .init_process = begin_process,
};

/* What nginx looks for in a file that it loads. */
#define EXPORTED __attribute__((visibility("default")))
EXPORTED ngx_module_t *ngx_modules[] = {&ngx_http_tlexdr_module, NULL};
EXPORTED char *ngx_module_names[] = {"ngx_http_tlexdr_module", NULL};
EXPORTED char *ngx_module_order[] = {NULL};
