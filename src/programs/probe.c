#include "programs/probe.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "programs/library.h"

#define A_HOST 2 /* requests at once to one host */
#define REDIRECTS 10
#define WAIT_MS 500
#define HOST_MAX 256

/* libcurl, loaded by whoever is about to ask. */
#define FUNCTIONS(F)                                                           \
    F(easy_cleanup)                                                            \
    F(easy_getinfo)                                                            \
    F(easy_init)                                                               \
    F(easy_perform)                                                            \
    F(easy_setopt)                                                             \
    F(easy_strerror)                                                           \
    F(free)                                                                    \
    F(global_cleanup)                                                          \
    F(global_init)                                                             \
    F(multi_add_handle)                                                        \
    F(multi_cleanup)                                                           \
    F(multi_info_read)                                                         \
    F(multi_init)                                                              \
    F(multi_perform)                                                           \
    F(multi_poll)                                                              \
    F(multi_remove_handle)                                                     \
    F(multi_setopt)                                                            \
    F(url)                                                                     \
    F(url_cleanup)                                                             \
    F(url_get)                                                                 \
    F(url_set)
#define POINTER(name) __typeof__(curl_##name) *(name);
#define ROW(name) {"curl_" #name, &curl.name},
static struct {
    FUNCTIONS(POINTER)
} curl;

static void load_curl(void)
{
    static const struct library_function rows[] = {FUNCTIONS(ROW)};

    library_load(LIBCURL, rows, sizeof rows / sizeof *rows);
}

/* A request that is under way. */
struct task {
    CURL *handle; /* NULL: idle */
    const struct probe_options *options;
    size_t index;
    bool getting;
    bool refused; /* an address of a private network was */
    char host[HOST_MAX];
};

struct probe {
    const struct probe_options *options;
    const char *const *urls;
    size_t count;
    bool *begun; /* one a URL */
    size_t next; /* all before it are begun */
    CURLM *multi;
    struct task *tasks; /* options->at_once of them */
    unsigned active;
    void (*tell)(void *context, size_t index,
                 const struct probe_answer *answer);
    void *context;
};

/* --- Networks of one's own */

/* IPv4 lies in ::ffff:0:0/96, so that one table does for both. */
static const struct {
    unsigned char bits[16];
    unsigned length;
} private_networks[] = {
#define V4(a, b, c, d)                                                         \
    {                                                                          \
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d                   \
    }
    {V4(0, 0, 0, 0), 96 + 8},
    {V4(10, 0, 0, 0), 96 + 8},
    {V4(100, 64, 0, 0), 96 + 10},
    {V4(127, 0, 0, 0), 96 + 8},
    {V4(169, 254, 0, 0), 96 + 16},
    {V4(172, 16, 0, 0), 96 + 12},
    {V4(192, 0, 0, 0), 96 + 24},
    {V4(192, 0, 2, 0), 96 + 24},
    {V4(192, 168, 0, 0), 96 + 16},
    {V4(198, 18, 0, 0), 96 + 15},
    {V4(198, 51, 100, 0), 96 + 24},
    {V4(203, 0, 113, 0), 96 + 24},
    {V4(224, 0, 0, 0), 96 + 4},
    {V4(240, 0, 0, 0), 96 + 4},
#undef V4
    {{0}, 96},                      /* ::, ::1, and IPv4 in an old form */
    {{0, 0x64, 0xff, 0x9b}, 32},    /* IPv4 behind a translator */
    {{0x01, 0x00}, 64},             /* discard */
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments, Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},             /* 6to4 */
    {{0xfc}, 7},                    /* unique local */
    {{0xfe, 0x80}, 10},             /* link-local */
    {{0xff}, 8},                    /* multicast */
};

static bool lies_in(const unsigned char *address, const unsigned char *bits,
                    unsigned length)
{
    unsigned whole = length / 8;
    unsigned mask = 0xff00u >> length % 8 & 0xff;

    return memcmp(address, bits, whole) == 0 &&
           (mask == 0 || (address[whole] & mask) == (bits[whole] & mask));
}

static bool is_private(const struct sockaddr *address)
{
    unsigned char bytes[16] = {[10] = 0xff, [11] = 0xff};

    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;

        memcpy(&v4, address, sizeof v4);
        memcpy(bytes + 12, &v4.sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;

        memcpy(&v6, address, sizeof v6);
        memcpy(bytes, &v6.sin6_addr, 16);
    } else {
        return true;
    }
    for (size_t i = 0; i < sizeof private_networks / sizeof *private_networks;
         i++) {
        if (lies_in(bytes, private_networks[i].bits,
                    private_networks[i].length))
            return true;
    }
    return false;
}

/* Every connection is made with a socket from here. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address)
{
    struct task *task = context;

    (void)purpose;
    if (!task->options->private_too && is_private(&address->addr)) {
        task->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC,
                  address->protocol);
}

/* --- One request */

/* There is a body, and that is all that we want to know of it. */
static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes;
    (void)size;
    (void)count;
    (void)context;
    return 0;
}

static void set_up(struct task *task, const char *url)
{
    CURL *handle = task->handle;

    curl.easy_setopt(handle, CURLOPT_PRIVATE, task);
    curl.easy_setopt(handle, CURLOPT_URL, url);
    curl.easy_setopt(handle, CURLOPT_NOBODY, 1L);
    curl.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl.easy_setopt(handle, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl.easy_setopt(handle, CURLOPT_COOKIEFILE, ""); /* kept in memory */
    curl.easy_setopt(handle, CURLOPT_PROXY, "");
    curl.easy_setopt(handle, CURLOPT_TIMEOUT, (long)task->options->seconds);
    curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, CURLOPT_USERAGENT, "tlexdr/" PACKAGE_VERSION);
    curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETDATA, task);
}

/* The host's name, as far as two are to be told apart. */
static bool read_host(const char *url, char host[HOST_MAX])
{
    CURLU *parts = curl.url();
    char *name = NULL;
    bool good = parts != NULL &&
                curl.url_set(parts, CURLUPART_URL, url, 0) == 0 &&
                curl.url_get(parts, CURLUPART_HOST, &name, 0) == 0 &&
                strlen(name) < HOST_MAX;

    if (good)
        memcpy(host, name, strlen(name) + 1);
    curl.free(name);
    curl.url_cleanup(parts);
    return good;
}

/* Where the host itself is out of reach, a GET can't do better than HEAD. */
static bool is_out_of_reach(CURLcode code)
{
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
        return true;
    default:
        return false;
    }
}

static struct probe_answer answer_of(const struct task *task, CURLcode code)
{
    struct probe_answer answer = {0, NULL, false};
    long status = 0;

    if (task->refused)
        answer.trouble = "its host is in a private network";
    else if (code != CURLE_OK && !(task->getting && code == CURLE_WRITE_ERROR))
        answer.trouble = curl.easy_strerror(code);
    curl.easy_getinfo(task->handle, CURLINFO_RESPONSE_CODE, &status);
    if (answer.trouble == NULL)
        answer.status = (int)status;
    return answer;
}

/* --- All of them */

static void retire(struct probe *probe, struct task *task)
{
    curl.easy_cleanup(task->handle);
    task->handle = NULL;
    probe->active--;
}

static void begin(struct probe *probe, struct task *task, size_t index)
{
    struct probe_answer failure = {0, "out of memory", false};

    probe->begun[index] = true;
    task->index = index;
    task->options = probe->options;
    task->getting = false;
    task->refused = false;
    task->handle = curl.easy_init();
    if (task->handle == NULL) {
        probe->tell(probe->context, index, &failure);
        return;
    }
    probe->active++;
    set_up(task, probe->urls[index]);
    curl.multi_add_handle(probe->multi, task->handle);
}

static bool host_is_busy(const struct probe *probe, const char *host)
{
    unsigned requests = 0;

    for (unsigned i = 0; i < probe->options->at_once; i++) {
        if (probe->tasks[i].handle != NULL &&
            strcasecmp(probe->tasks[i].host, host) == 0)
            requests++;
    }
    return requests >= A_HOST;
}

/* Gives an idle task the first URL that waits for no host; else false. */
static bool begin_next(struct probe *probe, struct task *task)
{
    struct probe_answer failure = {0, "it is no address to ask", false};

    for (size_t i = probe->next; i < probe->count; i++) {
        if (probe->begun[i])
            continue;
        if (!read_host(probe->urls[i], task->host)) {
            probe->begun[i] = true;
            probe->tell(probe->context, i, &failure);
        } else if (!host_is_busy(probe, task->host)) {
            begin(probe, task, i);
            return true;
        }
    }
    return false;
}

static void begin_what_may(struct probe *probe)
{
    unsigned i = 0;

    while (probe->next < probe->count && probe->begun[probe->next])
        probe->next++;
    while (i < probe->options->at_once && *probe->options->stop == 0) {
        struct task *task = &probe->tasks[i];

        if (task->handle == NULL && !begin_next(probe, task))
            return;
        if (task->handle != NULL)
            i++;
    }
}

/* The request of `handle` is over: what now? */
static void settle(struct probe *probe, CURL *handle, CURLcode code)
{
    struct probe_answer answer;
    struct task *task;

    curl.easy_getinfo(handle, CURLINFO_PRIVATE, &task);
    curl.multi_remove_handle(probe->multi, handle);
    if (!task->getting && !task->refused && !is_out_of_reach(code)) {
        task->getting = true;
        curl.easy_setopt(handle, CURLOPT_HTTPGET, 1L);
        curl.multi_add_handle(probe->multi, handle);
        return;
    }
    answer = answer_of(task, code);
    probe->tell(probe->context, task->index, &answer);
    retire(probe, task);
}

/* Settles what is over; false where nothing was. */
static bool settle_some(struct probe *probe)
{
    CURLMsg *message;
    bool some = false;
    int left;

    while ((message = curl.multi_info_read(probe->multi, &left)) != NULL) {
        settle(probe, message->easy_handle, message->data.result);
        some = true;
    }
    return some;
}

static void run(struct probe *probe)
{
    for (;;) {
        int running;

        begin_what_may(probe);
        if (probe->active == 0 || *probe->options->stop != 0)
            return;
        curl.multi_perform(probe->multi, &running);
        if (!settle_some(probe))
            curl.multi_poll(probe->multi, NULL, 0, WAIT_MS, NULL);
    }
}

enum error probe(const struct probe_options *options, const char *const *urls,
                 size_t count,
                 void (*tell)(void *context, size_t index,
                              const struct probe_answer *answer),
                 void *context)
{
    struct probe probe = {.options = options,
                          .urls = urls,
                          .count = count,
                          .tell = tell,
                          .context = context};
    enum error error = ERROR_MEMORY;

    load_curl();
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != 0)
        return ERROR_MEMORY;
    probe.begun = calloc(count + 1, sizeof *probe.begun);
    probe.tasks = calloc(options->at_once, sizeof *probe.tasks);
    probe.multi = curl.multi_init();
    if (probe.begun != NULL && probe.tasks != NULL && probe.multi != NULL) {
        curl.multi_setopt(probe.multi, CURLMOPT_MAX_HOST_CONNECTIONS,
                          (long)A_HOST);
        curl.multi_setopt(probe.multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
        run(&probe);
        error = ERROR_NONE;
    }
    for (unsigned i = 0; probe.tasks != NULL && i < options->at_once; i++) {
        if (probe.tasks[i].handle == NULL)
            continue;
        curl.multi_remove_handle(probe.multi, probe.tasks[i].handle);
        retire(&probe, &probe.tasks[i]);
    }
    curl.multi_cleanup(probe.multi);
    free(probe.tasks);
    free(probe.begun);
    curl.global_cleanup();
    return error;
}

/* --- One, for what it says */

static size_t keep_body(char *bytes, size_t size, size_t count, void *context)
{
    struct sink *body = context;

    sink_ready(body, (struct span){bytes, size * count});
    return body->error == ERROR_NONE ? size * count : 0;
}

struct probe_answer probe_body(const char *url, unsigned seconds,
                               struct sink *body)
{
    struct probe_answer answer = {0, "out of memory", false};
    CURLcode code;
    CURL *handle;
    long status = 0;

    load_curl();
    handle = curl.easy_init();
    if (handle == NULL)
        return answer;
    curl.easy_setopt(handle, CURLOPT_URL, url);
    curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.easy_setopt(handle, CURLOPT_PROXY, "");
    curl.easy_setopt(handle, CURLOPT_TIMEOUT, (long)seconds);
    curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, CURLOPT_USERAGENT, "tlexdr/" PACKAGE_VERSION);
    curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep_body);
    curl.easy_setopt(handle, CURLOPT_WRITEDATA, body);
    code = curl.easy_perform(handle);
    curl.easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    answer.status = (int)status;
    answer.trouble = code == CURLE_OK || code == CURLE_WRITE_ERROR
                         ? NULL
                         : curl.easy_strerror(code);
    answer.unresolved = code == CURLE_COULDNT_RESOLVE_HOST;
    curl.easy_cleanup(handle);
    return answer;
}
