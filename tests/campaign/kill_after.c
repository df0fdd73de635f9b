/*
 * kill_after - ends a command without warning, for kills_test.sh.
 *
 *   kill_after MICROSECONDS COMMAND [ARGUMENT...]
 *       runs COMMAND and sends it SIGKILL after so long, never for 0. Prints
 *       "killed", or "ended STATUS MICROSECONDS" with the time that it took.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - start->tv_sec) * 1000000 +
           (now.tv_nsec - start->tv_nsec) / 1000;
}

static void wait_and_kill(pid_t child, long microseconds)
{
    struct timespec pause = {microseconds / 1000000,
                             microseconds % 1000000 * 1000};

    while (nanosleep(&pause, &pause) != 0)
        ;
    kill(child, SIGKILL);
}

int main(int argc, char **argv)
{
    long microseconds = argc < 3 ? -1 : atol(argv[1]);
    struct timespec start;
    pid_t child;
    int status;

    if (microseconds < 0)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &start);
    child = fork();
    if (child == 0) {
        execv(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0)
        return 2;
    if (microseconds > 0)
        wait_and_kill(child, microseconds);
    if (waitpid(child, &status, 0) != child)
        return 2;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        puts("killed");
    else
        printf("ended %d %ld\n", WEXITSTATUS(status),
               microseconds_since(&start));
    return 0;
}
