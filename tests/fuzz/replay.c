/*
 * replay.c - runs a fuzz target over files, without libFuzzer:
 *
 *     tests/fuzz/TARGET FILE|FOLDER...
 *
 * Prints how many inputs went well. Which one did not is the last word on
 * standard error.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

#define NAME_MAX_BYTES 4096

static char name[NAME_MAX_BYTES];
static unsigned count;

static void say_name(int number)
{
    size_t length = strlen(name);

    name[length] = '\n';
    (void)!write(STDERR_FILENO, name, length + 1);
    signal(number, SIG_DFL);
    raise(number);
}

static void stop(void)
{
    perror(name);
    exit(2);
}

/* In memory of just its length, so that ASan sees the first step outside. */
static void replay_file(size_t size)
{
    FILE *file = fopen(name, "rb");
    uint8_t *bytes = malloc(size > 0 ? size : 1);

    if (file == NULL || bytes == NULL || fread(bytes, 1, size, file) != size)
        stop();
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    count++;
}

static void replay(size_t length);

static void replay_folder(size_t length)
{
    struct dirent **entries;
    int found = scandir(name, &entries, NULL, alphasort);

    if (found < 0)
        stop();
    for (int i = 0; i < found; i++) {
        size_t room = sizeof name - length - 1;

        if (entries[i]->d_name[0] != '.') {
            if ((size_t)snprintf(name + length, room, "/%s",
                                 entries[i]->d_name) >= room)
                stop();
            replay(strlen(name));
            name[length] = '\0';
        }
        free(entries[i]);
    }
    free(entries);
}

static void replay(size_t length)
{
    struct stat status;

    if (stat(name, &status) != 0)
        stop();
    if (S_ISDIR(status.st_mode))
        replay_folder(length);
    else
        replay_file((size_t)status.st_size);
}

int main(int argc, char **argv)
{
    signal(SIGABRT, say_name);
    signal(SIGSEGV, say_name);
    signal(SIGBUS, say_name);
    for (int i = 1; i < argc; i++) {
        size_t length = strlen(argv[i]);

        if (length > sizeof name - 2)
            return 2;
        memcpy(name, argv[i], length + 1);
        replay(length);
    }
    printf("%u\n", count);
    return count == 0;
}
