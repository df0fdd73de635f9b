/*
 * bare_fcgi - what libfcgi alone can do: threads that answer every request
 * with the same bytes out of memory. The measure for the worker.
 *
 *   bare_fcgi SOCKET THREADS FILE
 *
 * FILE holds the whole answer as CGI writes it, header and body.
 */
#include <fcgiapp.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char answer[1024 * 1024];
static int answer_length;
static int listening;

static void *run(void *unused)
{
    FCGX_Request request;

    FCGX_InitRequest(&request, listening, 0);
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutStr(answer, answer_length, request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

static int read_answer(const char *path)
{
    FILE *file = fopen(path, "rb");
    int length;

    if (file == NULL)
        return -1;
    length = (int)fread(answer, 1, sizeof answer, file);
    fclose(file);
    return length;
}

int main(int argc, char **argv)
{
    long threads = argc == 4 ? atol(argv[2]) : 0;
    pthread_t thread;

    if (threads < 1) {
        fputs("Usage: bare_fcgi SOCKET THREADS FILE\n", stderr);
        return 2;
    }
    mallopt(M_ARENA_MAX, 1);
    answer_length = read_answer(argv[3]);
    if (answer_length < 0 || FCGX_Init() != 0)
        return 1;
    listening = FCGX_OpenSocket(argv[1], 511);
    while (--threads > 0) {
        if (pthread_create(&thread, NULL, run, NULL) != 0)
            return 1;
    }
    run(NULL);
    return 1;
}
