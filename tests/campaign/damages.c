/*
 * damages - puts one damaged store after another before a running worker.
 *
 *   damages [-n COUNT] [-s SEED] [-o ONE] [-q REQUESTS] [-l] PID ADDRESS
 *           STORE GOOD LIST ANSWERS
 *       GOOD is a store, STORE the one that the worker PID serves. COUNT
 *       times, one of GOOD's files is damaged on its way to STORE, or there,
 *       when all of it was asked for and is trusted; when the worker has
 *       looked, REQUESTS are put to it. LIST and ANSWERS are those of
 * answers.h: what GOOD answers. Each damage follows from SEED and its number;
 * -o does that one alone. STORE is as good as GOOD in the end; with -l it stays
 * damaged.
 *
 * The last line counts damages and answers. Exit status: 0 where each answer
 * was right or a status 5xx, and the worker is alive.
 */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/answers.h"

#define FILES_MAX 8
#define PAGE 4096u
#define RUN_MAX (2 * PAGE)
#define DESCRIBED 20
#define LOOK_MS 2000 /* the worker looks four times a second */

struct file {
    char *name;
    unsigned char *bytes;
    size_t length;
};

static struct file files[FILES_MAX];
static unsigned file_count;
static const char *store;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* --- Chance */

static uint64_t random_state;

static void set_seed(uint64_t seed, uint64_t number)
{
    random_state = (seed * 1000003 + number) * 0x9E3779B97F4A7C15 | 1;
}

/* Below limit, which is not 0. */
static size_t chance(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state >> 16) % limit;
}

/* --- Damages: each changes a copy of a file, and may shorten it */

static void turn_a_bit(struct file *file)
{
    file->bytes[chance(file->length)] ^= (unsigned char)(1u << chance(8));
}

static void turn_bytes(struct file *file)
{
    for (size_t left = 1 + chance(64); left > 0; left--)
        file->bytes[chance(file->length)] = (unsigned char)chance(256);
}

static void fill_a_run(struct file *file)
{
    size_t at = chance(file->length);
    size_t length = 1 + chance(RUN_MAX);

    if (length > file->length - at)
        length = file->length - at;
    memset(file->bytes + at, chance(2) == 0 ? 0 : (int)chance(256), length);
}

static unsigned char *some_page(const struct file *file)
{
    return file->bytes + PAGE * chance(file->length / PAGE);
}

/* A write that went to the wrong place. */
static void copy_a_page(struct file *file)
{
    if (file->length >= PAGE)
        memmove(some_page(file), some_page(file), PAGE);
}

/* A database keeps its pointers at the head of its pages. */
static void spoil_a_head(struct file *file)
{
    if (file->length >= PAGE)
        some_page(file)[chance(64)] = (unsigned char)chance(256);
}

/* What it says of itself as a whole stands in its first two pages. */
static void spoil_the_root(struct file *file)
{
    if (file->length >= 2 * PAGE)
        file->bytes[PAGE * chance(2) + chance(192)] =
            (unsigned char)chance(256);
}

static void cut(struct file *file)
{
    file->length = chance(file->length);
}

static void (*const damages[])(struct file *file) = {
    turn_a_bit,   turn_bytes,     fill_a_run, copy_a_page,
    spoil_a_head, spoil_the_root, cut};

/* --- Files */

static void load(const char *folder, const char *name)
{
    struct file *file = &files[file_count++];
    char path[4096];
    struct stat status;
    int fd;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_RDONLY);
    if (file_count == FILES_MAX || fd < 0 || fstat(fd, &status) != 0)
        die(path);
    file->name = strdup(name);
    file->length = (size_t)status.st_size;
    file->bytes = malloc(file->length);
    if (read(fd, file->bytes, file->length) != status.st_size)
        die(path);
    close(fd);
}

/* data.mdb goes last, as when one publishes. */
static void load_all(const char *folder)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;

    if (stream == NULL)
        die(folder);
    while ((entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "data.mdb") != 0)
            load(folder, entry->d_name);
    }
    closedir(stream);
    load(folder, "data.mdb");
}

static void write_file(const char *path, int flags, const struct file *file)
{
    int fd = open(path, O_WRONLY | O_CREAT | flags, 0666);

    if (fd < 0 ||
        write(fd, file->bytes, file->length) != (ssize_t)file->length ||
        ftruncate(fd, (off_t)file->length) != 0)
        die(path);
    close(fd);
}

static struct file copy_of(const struct file *file)
{
    struct file copy = *file;

    copy.bytes = malloc(file->length);
    if (copy.bytes == NULL)
        die("memory");
    memcpy(copy.bytes, file->bytes, file->length);
    return copy;
}

/* --- The worker */

static pid_t worker;

/* Main thread asleep again? Then it has done what a signal asked for. */
static bool is_asleep(void)
{
    char path[64], text[512] = "";
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)worker);
    file = fopen(path, "r");
    if (file == NULL || fgets(text, sizeof text, file) == NULL)
        die("the worker is gone");
    fclose(file);
    return strstr(text, ") S ") != NULL;
}

static void await_sleep(void)
{
    while (!is_asleep())
        ;
}

/* Publishes all files, and waits until the worker has looked at the last. */
static void publish(const struct file *published)
{
    char path[4096], fresh[4096];
    struct pollfd looked = {.fd = inotify_init1(IN_CLOEXEC), .events = POLLIN};

    snprintf(fresh, sizeof fresh, "%s/.fresh", store);
    for (unsigned i = 0; i < file_count; i++) {
        snprintf(path, sizeof path, "%s/%s", store, published[i].name);
        write_file(fresh, O_TRUNC, &published[i]);
        if (i + 1 == file_count)
            inotify_add_watch(looked.fd, fresh, IN_OPEN);
        if (rename(fresh, path) != 0)
            die(path);
    }
    if (kill(worker, SIGHUP) != 0 || poll(&looked, 1, LOOK_MS) != 1)
        die("the worker doesn't look");
    await_sleep();
    close(looked.fd);
}

static void ask_all(struct answers *answers, const char *address)
{
    unsigned folder;

    for (size_t i = 0; i < answers_count(answers); i++)
        answers_ask(answers, address, i, &folder);
}

static void publish_damaged(struct answers *answers, const char *address)
{
    bool in_use = chance(8) == 0;
    unsigned which = file_count == 1 ? 0 : (unsigned)chance(file_count);
    struct file published[FILES_MAX];
    struct file spoilt = copy_of(&files[which]);
    char path[4096];

    memcpy(published, files, sizeof files);
    damages[chance(sizeof damages / sizeof *damages)](&spoilt);
    if (!in_use)
        published[which] = spoilt;
    publish(published);
    if (in_use) {
        ask_all(answers, address);
        snprintf(path, sizeof path, "%s/%s", store, spoilt.name);
        write_file(path, 0, &spoilt);
        await_sleep();
    }
    free(spoilt.bytes);
}

/* --- Questions */

static long counts[VERDICTS];
static long bad;

static void ask(struct answers *answers, const char *address, long number)
{
    size_t request = chance(answers_count(answers));
    unsigned folder;
    enum verdict verdict = answers_ask(answers, address, request, &folder);

    counts[verdict]++;
    if (verdict == VERDICT_RIGHT || verdict == VERDICT_BUSY)
        return;
    if (bad++ < DESCRIBED) {
        printf("# damage %ld: ", number);
        answers_describe(answers, request, verdict);
    }
}

int main(int argc, char **argv)
{
    long count = 100, seed = 1, one = -1, requests = 40, left = 0;
    char *folders[] = {NULL, NULL};
    struct answers *answers;
    int option;

    while ((option = getopt(argc, argv, "n:s:o:q:l")) != -1) {
        if (option == '?')
            return 2;
        *(option == 'n'   ? &count
          : option == 's' ? &seed
          : option == 'o' ? &one
          : option == 'l' ? &left
                          : &requests) = optarg == NULL ? 1 : atol(optarg);
    }
    argv += optind;
    if (argc - optind != 6)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    worker = atoi(argv[0]);
    store = argv[2];
    load_all(argv[3]);
    folders[0] = argv[5];
    answers = answers_load(argv[4], folders);
    for (long i = one < 0 ? 0 : one; i < (one < 0 ? count : one + 1); i++) {
        set_seed((uint64_t)seed, (uint64_t)i);
        publish_damaged(answers, argv[1]);
        for (long k = 0; k < requests; k++)
            ask(answers, argv[1], i);
    }
    if (!left)
        publish(files);
    printf("%ld damages, ", one < 0 ? count : 1);
    verdicts_print(counts);
    return bad > 0;
}
