#include "programs/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"

#define LISTEN_QUEUE 511       /* the kernel cuts it to net.core.somaxconn */
#define ACTIVATED_DESCRIPTOR 3 /* sd_listen_fds(3): SD_LISTEN_FDS_START */
#define SOCKET_UMASK 0117      /* leaves 0660 */

static enum listen_result fail(struct sink *why, const char *subject)
{
    log_text(why, span_of_string(subject));
    LIT(why, ": ");
    log_text(why, span_of_string(strerror(errno)));
    return LISTEN_FAILED;
}

static bool is_listening(int fd)
{
    int value = 0;
    socklen_t size = sizeof value;

    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 &&
           value != 0;
}

/*
 * Threads share the socket, and whoever comes second to a connection must
 * not wait. An answer's last bytes must not wait either, for more to come.
 */
static enum listen_result adopt(struct listener *listener, int fd,
                                struct sink *why)
{
    int flags = fcntl(fd, F_GETFL);
    int on = 1;

    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
        return fail(why, "socket");
    /* Fails for Unix sockets, which need none of it. */
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    listener->fd = fd;
    return LISTEN_READY;
}

static bool somebody_listens(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool taken;

    if (fd < 0)
        return true;
    taken =
        connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 ||
        errno != ECONNREFUSED;
    close(fd);
    return taken;
}

/* True where the path is free now; else errno says why not. */
static bool remove_stale(const struct sockaddr_un *address)
{
    struct stat status;

    if (lstat(address->sun_path, &status) != 0)
        return errno == ENOENT;
    if (!S_ISSOCK(status.st_mode)) {
        errno = EEXIST;
        return false;
    }
    if (somebody_listens(address)) {
        errno = EADDRINUSE;
        return false;
    }
    return unlink(address->sun_path) == 0;
}

static int bind_unix(int fd, const struct sockaddr_un *address)
{
    mode_t mask = umask(SOCKET_UMASK);
    int result = bind(fd, (const struct sockaddr *)address, sizeof *address);

    umask(mask);
    return result;
}

static void remember_path(struct listener *listener, const char *path)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return;
    memcpy(listener->path, path, strlen(path) + 1);
    listener->device = status.st_dev;
    listener->inode = status.st_ino;
}

static enum listen_result open_unix(struct listener *listener, const char *path,
                                    struct sink *why)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd;

    if (path[0] == '\0' || strlen(path) >= sizeof address.sun_path) {
        LIT(why, "a socket's path has 1 to 107 bytes");
        return LISTEN_BAD;
    }
    memcpy(address.sun_path, path, strlen(path));
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return fail(why, path);
    if (!remove_stale(&address) || bind_unix(fd, &address) != 0) {
        fail(why, path);
        close(fd);
        return LISTEN_FAILED;
    }
    remember_path(listener, path);
    if (listen(fd, LISTEN_QUEUE) != 0)
        return fail(why, path);
    return adopt(listener, fd, why);
}

/* Splits HOST:PORT or [HOST]:PORT; false where it is neither. */
static bool split(const char *address, char host[static 256], const char **port)
{
    const char *colon = strrchr(address, ':');
    struct span name;

    uint64_t number;

    if (colon == NULL ||
        !span_decimal(span_of_string(colon + 1), 65535, &number))
        return false;
    name = (struct span){address, (size_t)(colon - address)};
    if (span_starts(name, SPAN("[")) && span_ends(name, SPAN("]")))
        name = (struct span){name.at + 1, name.length - 2};
    else if (span_find(name, ':') < name.length)
        return false;
    if (name.length == 0 || name.length > 255)
        return false;
    memcpy(host, name.at, name.length);
    host[name.length] = '\0';
    *port = colon + 1;
    return true;
}

static int bind_tcp(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 &&
        listen(fd, LISTEN_QUEUE) == 0)
        return fd;
    close(fd);
    return -1;
}

static enum listen_result open_tcp(struct listener *listener,
                                   const char *address, struct sink *why)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
    struct addrinfo *found;
    char host[256];
    const char *port;
    int error, fd;

    if (!split(address, host, &port)) {
        LIT(why, "an address is unix:PATH or HOST:PORT, the port a number "
                 "up to 65535");
        return LISTEN_BAD;
    }
    /* Numbers first: a resolver's plug-ins would cost memory for good. */
    error = getaddrinfo(host, port, &hints, &found);
    if (error == EAI_NONAME) {
        hints.ai_flags = AI_NUMERICSERV;
        error = getaddrinfo(host, port, &hints, &found);
    }
    if (error != 0) {
        log_text(why, span_of_string(gai_strerror(error)));
        return LISTEN_BAD;
    }
    fd = bind_tcp(found);
    freeaddrinfo(found);
    return fd < 0 ? fail(why, address) : adopt(listener, fd, why);
}

/* The value of an environment variable that is a number; else 0. */
static uint64_t environment_number(const char *name)
{
    uint64_t number = 0;

    span_decimal(span_of_string(getenv(name)), INT_MAX, &number);
    return number;
}

static enum listen_result open_inherited(struct listener *listener,
                                         struct sink *why)
{
    bool activated = environment_number("LISTEN_PID") == (uint64_t)getpid();

    if (activated && environment_number("LISTEN_FDS") > 0) {
        if (environment_number("LISTEN_FDS") == 1 &&
            is_listening(ACTIVATED_DESCRIPTOR)) {
            listener->queue_outlives_us = true;
            return adopt(listener, ACTIVATED_DESCRIPTOR, why);
        }
        LIT(why, "LISTEN_FDS: one listening stream socket is due");
        return LISTEN_FAILED;
    }
    if (is_listening(STDIN_FILENO))
        return adopt(listener, STDIN_FILENO, why);
    return LISTEN_NOTHING;
}

enum listen_result listener_open(struct listener *listener, const char *address,
                                 struct sink *why)
{
    struct span text = span_of_string(address);

    *listener = (struct listener){.fd = -1};
    if (address == NULL)
        return open_inherited(listener, why);
    if (span_starts(text, SPAN("unix:")))
        return open_unix(listener, address + 5, why);
    return open_tcp(listener, address, why);
}

void listener_retire(struct listener *listener)
{
    struct stat status;

    /* Another worker may have put its own socket there meanwhile. */
    if (listener->path[0] != '\0' && lstat(listener->path, &status) == 0 &&
        status.st_dev == listener->device && status.st_ino == listener->inode)
        unlink(listener->path);
    listener->path[0] = '\0';
}

void listener_close(struct listener *listener)
{
    listener_retire(listener);
    if (listener->fd >= 0)
        close(listener->fd);
    listener->fd = -1;
}
