#include "programs/watcher.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "programs/clock.h"

#define QUIET 150      /* milliseconds without a change before one is told */
#define UNWRITTEN 1000 /* the same behind a file that is not written yet */
#define LONGEST 3000   /* a change is told after this at the latest */
#define LOOK 1000      /* between two looks where there are no watches */

#define CHANGES                                                                \
    (IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |      \
     IN_MOVED_TO)
#define SELF (IN_DELETE_SELF | IN_MOVE_SELF)

static void pause_for(int milliseconds)
{
    poll(NULL, 0, milliseconds);
}

static bool is_left_beside(const char *name)
{
    size_t length = strlen(name);

    return name[0] == '.' || (length > 0 && name[length - 1] == '~');
}

/* --- Walking a data folder: itself, then episodes/ and all below. */

struct walk {
    void (*folder)(struct watcher *watcher, const char *path);
    void (*file)(struct watcher *watcher, const char *name,
                 const struct stat *status);
    dev_t store_device;
    ino_t store_inode;
};

static void walk_folder(struct watcher *watcher, const struct walk *walk,
                        const char *path);

static void visit(struct watcher *watcher, const struct walk *walk, int folder,
                  const char *path, const char *name)
{
    struct stat status;
    char inner[PATH_MAX];

    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISDIR(status.st_mode)) {
        int length = snprintf(inner, sizeof inner, "%s/%s", path, name);

        if (length > 0 && (size_t)length < sizeof inner)
            walk_folder(watcher, walk, inner);
    } else if (walk->file != NULL && fstatat(folder, name, &status, 0) == 0) {
        walk->file(watcher, name, &status);
    }
}

static void walk_folder(struct watcher *watcher, const struct walk *walk,
                        const char *path)
{
    struct stat status;
    struct dirent *entry;
    DIR *stream;

    if (stat(path, &status) != 0 || (status.st_dev == walk->store_device &&
                                     status.st_ino == walk->store_inode))
        return;
    if (walk->folder != NULL)
        walk->folder(watcher, path);
    stream = opendir(path);
    if (stream == NULL)
        return;
    while ((entry = readdir(stream)) != NULL) {
        if (!is_left_beside(entry->d_name))
            visit(watcher, walk, dirfd(stream), path, entry->d_name);
    }
    closedir(stream);
}

static void walk_data(struct watcher *watcher, struct walk *walk)
{
    static const char *const files[] = {"site.json", "links.json"};
    struct stat status;
    char path[PATH_MAX];

    if (stat(watcher->store, &status) == 0) {
        walk->store_device = status.st_dev;
        walk->store_inode = status.st_ino;
    }
    for (size_t i = 0; walk->file != NULL && i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", watcher->data, files[i]);
        if (stat(path, &status) == 0)
            walk->file(watcher, files[i], &status);
    }
    if (snprintf(path, sizeof path, "%s/episodes", watcher->data) <
        (int)sizeof path)
        walk_folder(watcher, walk, path);
}

/* --- Looking */

static void mix(struct watcher *watcher, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < length; i++)
        watcher->fingerprint =
            (watcher->fingerprint ^ at[i]) * UINT64_C(0x100000001b3); /* FNV */
}

static void mix_file(struct watcher *watcher, const char *name,
                     const struct stat *status)
{
    mix(watcher, name, strlen(name) + 1);
    mix(watcher, &status->st_ino, sizeof status->st_ino);
    mix(watcher, &status->st_mode, sizeof status->st_mode);
    mix(watcher, &status->st_ctim.tv_sec, sizeof status->st_ctim.tv_sec);
    mix(watcher, &status->st_ctim.tv_nsec, sizeof status->st_ctim.tv_nsec);
    mix(watcher, &status->st_size, sizeof status->st_size);
    mix(watcher, &status->st_mtim.tv_sec, sizeof status->st_mtim.tv_sec);
    mix(watcher, &status->st_mtim.tv_nsec, sizeof status->st_mtim.tv_nsec);
}

/* True where something is other than at the last look. */
static bool look(struct watcher *watcher)
{
    struct walk walk = {.file = mix_file};
    uint64_t before = watcher->fingerprint;

    watcher->fingerprint = UINT64_C(0xcbf29ce484222325);
    walk_data(watcher, &walk);
    return watcher->fingerprint != before;
}

static void wait_looking(struct watcher *watcher)
{
    do
        pause_for(LOOK);
    while (!look(watcher));
    do
        pause_for(QUIET);
    while (look(watcher));
}

/* --- Watching */

static void watch_folder(struct watcher *watcher, const char *path)
{
    if (watcher->exhausted)
        return;
    if (inotify_add_watch(watcher->events, path, CHANGES | IN_ONLYDIR) < 0 &&
        (errno == ENOSPC || errno == ENOMEM))
        watcher->exhausted = true;
}

/* Watches all that is there; what is watched already stays so. */
static void watch_all(struct watcher *watcher)
{
    struct walk walk = {.folder = watch_folder};

    watcher->root = inotify_add_watch(watcher->events, watcher->data,
                                      CHANGES | SELF | IN_ONLYDIR);
    if (watcher->root < 0 && (errno == ENOSPC || errno == ENOMEM))
        watcher->exhausted = true;
    walk_data(watcher, &walk);
}

static void say_exhausted(struct watcher *watcher)
{
    struct sink *messages = watcher->messages;
    char most[32] = "";
    int fd =
        open("/proc/sys/fs/inotify/max_user_watches", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, most, sizeof most - 1);

    if (fd >= 0)
        close(fd);
    if (length > 0 && most[length - 1] == '\n')
        length--;
    LIT(messages, "tlexdr: the system has no inotify watches left (");
    sink_ready(messages, (struct span){most, length < 0 ? 0 : (size_t)length});
    LIT(messages, " a user), so changes are looked for every second; more are "
                  "had with sysctl fs.inotify.max_user_watches\n");
    sink_flush(messages);
}

static void look_from_now_on(struct watcher *watcher)
{
    say_exhausted(watcher);
    if (watcher->events >= 0)
        close(watcher->events);
    watcher->events = -1;
    look(watcher);
}

/* What a batch of events means. */
struct news {
    bool changed;
    bool unwritten; /* only of files that were made and not yet written */
    bool folders;   /* other folders are there */
};

static void take_event(const struct watcher *watcher,
                       const struct inotify_event *event, struct news *news)
{
    const char *name = event->len > 0 ? event->name : "";
    bool is_folder = (event->mask & IN_ISDIR) != 0;

    if ((event->mask & (IN_Q_OVERFLOW | SELF)) != 0) {
        news->changed = true;
        news->folders = true;
        return;
    }
    if ((event->mask & CHANGES) == 0 || is_left_beside(name) ||
        (event->wd == watcher->root && strcmp(name, "site.json") != 0 &&
         strcmp(name, "links.json") != 0 && strcmp(name, "episodes") != 0))
        return;
    news->folders = news->folders || is_folder;
    if ((event->mask & IN_CREATE) != 0 && !is_folder)
        news->unwritten = true;
    else
        news->changed = true;
}

/* Waits at most so long, -1 for ever; what came is added to *news. */
static void read_events(struct watcher *watcher, int milliseconds,
                        struct news *news)
{
    _Alignas(struct inotify_event) char buffer[16384];
    struct pollfd pollfd = {.fd = watcher->events, .events = POLLIN};
    ssize_t length;
    ssize_t at = 0;

    if (poll(&pollfd, 1, milliseconds) <= 0)
        return;
    length = read(watcher->events, buffer, sizeof buffer);
    while (at < length) {
        const struct inotify_event *event =
            (const struct inotify_event *)(const void *)(buffer + at);

        take_event(watcher, event, news);
        at += (ssize_t)(sizeof *event + event->len);
    }
}

/* DATA was moved or removed: waits until there is one again. */
static void wait_for_data(struct watcher *watcher)
{
    log_text(watcher->messages, span_of_string(watcher->data));
    LIT(watcher->messages, ": is gone; waiting until it is back\n");
    sink_flush(watcher->messages);
    while (access(watcher->data, R_OK) != 0)
        pause_for(LOOK);
    watch_all(watcher);
}

static void wait_watching(struct watcher *watcher)
{
    bool changed = false;
    int64_t first = 0;
    int64_t due = -1; /* -1: nothing has changed yet */

    for (;;) {
        struct news news = {0};
        int64_t rest = due - clock_milliseconds();

        if (due >= 0 && rest <= 0)
            return;
        read_events(watcher, due >= 0 ? (int)rest : -1, &news);
        if (news.folders && access(watcher->data, R_OK) != 0)
            wait_for_data(watcher);
        else if (news.folders)
            watch_all(watcher);
        if (watcher->exhausted) {
            look_from_now_on(watcher);
            return;
        }
        if (!news.changed && !news.unwritten)
            continue;
        if (due < 0)
            first = clock_milliseconds();
        changed = changed || news.changed;
        due = clock_milliseconds() + (changed ? QUIET : UNWRITTEN);
        if (due > first + LONGEST)
            due = first + LONGEST;
    }
}

void watcher_wait(struct watcher *watcher)
{
    if (watcher->events >= 0)
        wait_watching(watcher);
    else
        wait_looking(watcher);
}

bool watcher_open(struct watcher *watcher, const char *data, const char *store,
                  struct sink *messages)
{
    *watcher = (struct watcher){.data = data,
                                .store = store,
                                .messages = messages,
                                .events = -1,
                                .root = -1};
    if (access(data, R_OK | X_OK) != 0)
        return false;
    watcher->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watcher->events < 0)
        watcher->exhausted = true;
    else
        watch_all(watcher);
    if (watcher->exhausted)
        look_from_now_on(watcher);
    return true;
}

void watcher_close(struct watcher *watcher)
{
    if (watcher->events >= 0)
        close(watcher->events);
}
