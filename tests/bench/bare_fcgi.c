/*
 * bare_fcgi - what libfcgi alone can do: threads that answer out of memory.
 * The measure for the worker.
 *
 *   bare_fcgi SOCKET THREADS FILE...
 *
 * Each FILE holds a whole answer as CGI writes it, header and body. Of
 * several, the number at the end of REQUEST_URI, from 1, says which.
 */
#include <fcgiapp.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct answer {
    char *bytes;
    int length;
};

static struct answer *answers;
static long answer_count;
static int listening;

static const struct answer *choose(const FCGX_Request *request)
{
    const char *path, *hyphen;
    long number = 1;

    if (answer_count > 1) {
        path = FCGX_GetParam("REQUEST_URI", request->envp);
        hyphen = path == NULL ? NULL : strrchr(path, '-');
        number = hyphen == NULL ? 1 : atol(hyphen + 1);
    }
    return &answers[number < 1 || number > answer_count ? 0 : number - 1];
}

static void *run(void *unused)
{
    FCGX_Request request;

    FCGX_InitRequest(&request, listening, 0);
    while (FCGX_Accept_r(&request) == 0) {
        const struct answer *answer = choose(&request);

        FCGX_PutStr(answer->bytes, answer->length, request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

static int read_answer(const char *path, struct answer *answer)
{
    FILE *file = fopen(path, "rb");
    struct stat status;

    if (file == NULL || fstat(fileno(file), &status) != 0)
        return -1;
    answer->length = (int)status.st_size;
    answer->bytes = malloc((size_t)answer->length);
    if (answer->bytes == NULL ||
        fread(answer->bytes, (size_t)answer->length, 1, file) != 1)
        return -1;
    return fclose(file);
}

static int read_answers(char **paths, long count)
{
    answers = calloc((size_t)count, sizeof *answers);
    for (; answers != NULL && answer_count < count; answer_count++) {
        if (read_answer(paths[answer_count], &answers[answer_count]) != 0)
            return -1;
    }
    return answers == NULL ? -1 : 0;
}

int main(int argc, char **argv)
{
    long threads = argc > 3 ? atol(argv[2]) : 0;
    pthread_t thread;

    if (threads < 1) {
        fputs("Usage: bare_fcgi SOCKET THREADS FILE...\n", stderr);
        return 2;
    }
    mallopt(M_ARENA_MAX, 1);
    if (read_answers(argv + 3, argc - 3) != 0 || FCGX_Init() != 0)
        return 1;
    listening = FCGX_OpenSocket(argv[1], 511);
    while (--threads > 0) {
        if (pthread_create(&thread, NULL, run, NULL) != 0)
            return 1;
    }
    run(NULL);
    return 1;
}
