/*
 * fcgi_spawn - starts a worker with a listening socket, as others do.
 *
 *   fcgi_spawn -0 PATH PROGRAM [ARGUMENT...]
 *       the socket is standard input, as with spawn-fcgi
 *   fcgi_spawn -3 PATH PROGRAM [ARGUMENT...]
 *       it is descriptor 3, LISTEN_FDS and LISTEN_PID say so, and this
 *       program keeps it too and starts PROGRAM again whenever it ends, as
 *       systemd does. Prints each one's process id. Ends, with the status of
 *       the last, when PATH is gone or PROGRAM has failed; one that a signal
 *       ended is started again.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(125);
}

static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(fd, 128) != 0)
        die(path);
    return fd;
}

static void become(int fd, int number, char **program)
{
    char pid[16];

    if (dup2(fd, number) < 0)
        die("dup2");
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    if (number == 3 && (setenv("LISTEN_PID", pid, 1) != 0 ||
                        setenv("LISTEN_FDS", "1", 1) != 0))
        die("setenv");
    execv(program[0], program);
    die(program[0]);
}

/* False where it failed; then *status is its own. */
static bool run_once(int fd, char **program, int *status)
{
    pid_t child = fork();

    if (child < 0)
        die("fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* it doesn't outlive us */
        become(fd, 3, program);
    }
    printf("%d\n", (int)child);
    fflush(stdout);
    if (waitpid(child, status, 0) != child)
        die("waitpid");
    *status = WIFEXITED(*status) ? WEXITSTATUS(*status) : 0;
    return *status == 0;
}

int main(int argc, char **argv)
{
    int status = 0;
    int fd;

    if (argc < 4)
        return 125;
    fd = listen_at(argv[2]);
    if (strcmp(argv[1], "-0") == 0)
        become(fd, STDIN_FILENO, argv + 3);
    while (access(argv[2], F_OK) == 0 && run_once(fd, argv + 3, &status))
        ;
    return status;
}
