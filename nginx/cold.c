#include "nginx/cold.h"

struct job {
    ngx_http_request_t *r;
    struct generation *generation;
    struct request request;
    struct response response;
    ngx_thread_pool_t *threads;
    ngx_thread_task_t *task;
    struct job *next; /* of those that wait */
};

/*
 * Of this process. Only nginx's own thread comes here; the threads of the
 * pool see no more than their job.
 */
static struct job *waiting; /* for a reader's number, the first to come first */
static struct job **waiting_end = &waiting;
static bool reader_taken[STORE_READERS];

/* A number of READER_FIRST to READER_KEEPER; that one: there is none left. */
static unsigned take_reader(void)
{
    unsigned reader = READER_FIRST;

    while (reader < READER_KEEPER && reader_taken[reader])
        reader++;
    if (reader < READER_KEEPER)
        reader_taken[reader] = true;
    return reader;
}

static void work(void *context, ngx_log_t *log)
{
    struct job *job = *(struct job **)context;

    (void)log;
    serve(job->generation, &job->request, &job->response);
}

/* Begins the jobs that wait, while there are readers. */
static void begin_waiting(void)
{
    unsigned reader;

    while (waiting != NULL && (reader = take_reader()) != READER_KEEPER) {
        struct job *job = waiting;

        waiting = job->next;
        if (waiting == NULL)
            waiting_end = &waiting;
        job->request.reader = reader;
        if (ngx_thread_task_post(job->threads, job->task) != NGX_OK) {
            /* Others have filled the pool's queue; better late than never. */
            work(job->task->ctx, NULL);
            ngx_post_event(&job->task->event, &ngx_posted_events);
        }
    }
}

/* Where nginx would write on; it may ask before there is anything. */
static void send_answer(ngx_http_request_t *r)
{
    const struct loan *loan =
        ngx_http_get_module_ctx(r, ngx_http_tlexdr_module);

    if (!r->aio)
        ngx_http_finalize_request(r, answer_send(r, &loan->job->response));
}

static void on_done(ngx_event_t *event)
{
    struct job *job = event->data;
    ngx_http_request_t *r = job->r;
    ngx_connection_t *connection = r->connection;

    reader_taken[job->request.reader] = false;
    begin_waiting();
    ngx_http_set_log_request(connection->log, r);
    r->main->blocked--;
    r->aio = 0;
    r->write_event_handler(r);
    ngx_http_run_posted_requests(connection);
}

static struct job *make_job(ngx_http_request_t *r)
{
    ngx_thread_task_t *task =
        ngx_thread_task_alloc(r->pool, sizeof(struct job *));
    struct job *job = ngx_palloc(r->pool, sizeof *job);

    if (task == NULL || job == NULL)
        return NULL;
    *(struct job **)task->ctx = job;
    task->handler = work;
    task->event.handler = on_done;
    task->event.data = job;
    job->task = task;
    return job;
}

ngx_int_t cold_begin(ngx_http_request_t *r, struct loan *loan,
                     const struct request *request, ngx_thread_pool_t *threads)
{
    struct job *job = make_job(r);

    if (job == NULL)
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    job->r = r;
    job->generation = loan->generation;
    job->request = *request;
    job->threads = threads;
    job->next = NULL;
    loan->job = job;
    *waiting_end = job;
    waiting_end = &job->next;

    r->main->count++;
    r->main->blocked++; /* nothing of it may go before the thread is done */
    r->aio = 1;
    r->write_event_handler = send_answer;
    begin_waiting();
    return NGX_DONE;
}
