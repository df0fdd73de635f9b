/*
 * soak - asks a worker for many pages, and looks at every byte that comes.
 *
 *   soak [-c CLIENTS] [-n COUNT] ADDRESS LIST FOLDER...
 *       asks COUNT times, or until SIGTERM, in so many processes; LIST and
 *       FOLDERs are those of answers.h. Prints the first that aren't right,
 *       how many were each FOLDER's, and last the sum of all.
 *
 * Exit status: 0 where all were right.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/answers.h"

#define FOLDERS_MAX 4
#define DESCRIBED 10

/* What the processes share. */
static struct sums {
    atomic_bool stopped;
    atomic_long begun;
    atomic_long bad;
    atomic_long verdicts[VERDICTS];
    atomic_long folders[FOLDERS_MAX];
} * sums;

static void stop(int number)
{
    (void)number;
    sums->stopped = true;
}

static void ask_one(struct answers *answers, const char *address, size_t number)
{
    unsigned folder;
    enum verdict verdict = answers_ask(answers, address, number, &folder);

    sums->verdicts[verdict]++;
    if (verdict == VERDICT_RIGHT)
        sums->folders[folder]++;
    else if (sums->bad++ < DESCRIBED)
        answers_describe(answers, number, verdict);
}

static void ask_all(struct answers *answers, const char *address, long times)
{
    size_t count = answers_count(answers);
    long begun;

    while (!sums->stopped && (begun = sums->begun++) < times)
        ask_one(answers, address, (size_t)begun % count);
}

static void print(int folders)
{
    long counts[VERDICTS];

    for (unsigned i = 0; i < VERDICTS; i++)
        counts[i] = sums->verdicts[i];
    printf("by folder:");
    for (int i = 0; i < folders; i++)
        printf(" %ld", sums->folders[i]);
    printf("\n");
    verdicts_print(counts);
}

int main(int argc, char **argv)
{
    long clients = 1, times = 1L << 62;
    struct answers *answers;
    int option;

    while ((option = getopt(argc, argv, "c:n:")) != -1) {
        if (option == '?')
            return 2;
        *(option == 'c' ? &clients : &times) = atol(optarg);
    }
    sums = mmap(NULL, sizeof *sums, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sums == MAP_FAILED || argc - optind < 3)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, stop);
    answers = answers_load(argv[optind + 1], argv + optind + 2);
    for (; clients > 0; clients--) {
        if (fork() == 0) {
            ask_all(answers, argv[optind], times);
            exit(0);
        }
    }
    while (wait(NULL) > 0 || errno == EINTR)
        ;
    print(argc - optind - 2);
    return sums->bad > 0;
}
