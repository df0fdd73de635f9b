/*
 * The installed libfcgi goes along with what src/programs/fcgi.c does to it:
 * it reads the request from a connection that it never accepted, closes that
 * one and nothing else, and keeps quiet about what it can't read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "programs/fcgi.h"

static char folder[] = "/tmp/tlexdr-fcgi-test.XXXXXX";
static struct worker worker;
static struct answerer answerer = {.worker = &worker};
static char answer[64 * 1024];
static size_t answer_length;

static void put_record(int fd, unsigned char type, const void *content,
                       size_t length)
{
    unsigned char header[8] = {1, type, 0, 1};

    header[4] = (unsigned char)(length >> 8);
    header[5] = (unsigned char)length;
    assert_int_equal(write(fd, header, sizeof header), sizeof header);
    assert_int_equal(write(fd, content, length), (ssize_t)length);
}

static void put_begin(int fd, unsigned char role, unsigned char flags)
{
    unsigned char body[8] = {0, role, flags};

    put_record(fd, 1, body, sizeof body);
}

static void put_variables(int fd)
{
    static const char variables[] = "\016\003REQUEST_METHODGET"
                                    "\013\010REQUEST_URI/healthz";

    put_record(fd, 4, variables, sizeof variables - 1);
    put_record(fd, 4, "", 0);
}

/* Lets fcgi_answer() loose on what `ours` was sent; false: it was reset. */
static bool answer_to(int ours, int theirs)
{
    ssize_t got;

    fcgi_answer(&answerer, theirs);
    assert_int_equal(fcntl(theirs, F_GETFD), -1);
    answer_length = 0;
    while ((got = read(ours, answer + answer_length,
                       sizeof answer - answer_length)) > 0)
        answer_length += (size_t)got;
    close(ours);
    return got == 0;
}

/* The last record ends request 1 with FCGI_REQUEST_COMPLETE. */
static bool ends_well(void)
{
    static const char end[16] = {1, 3, 0, 1, 0, 8};

    return answer_length >= sizeof end &&
           memcmp(answer + answer_length - sizeof end, end, sizeof end) == 0;
}

static bool holds(const char *text)
{
    return memmem(answer, answer_length, text, strlen(text)) != NULL;
}

static void open_pair(int pair[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
}

static void a_request_is_answered(void **state)
{
    int pair[2];

    (void)state;
    for (unsigned flags = 0; flags <= 1; flags++) { /* 1: FCGI_KEEP_CONN */
        open_pair(pair);
        put_begin(pair[0], 1, (unsigned char)flags);
        put_variables(pair[0]);
        put_record(pair[0], 5, "", 0);
        assert_true(answer_to(pair[0], pair[1]));
        assert_true(holds("Status: 503 "));
        assert_true(ends_well());
    }
}

static void a_body_is_read_and_dropped(void **state)
{
    static const char body[50000];
    int pair[2];

    (void)state;
    open_pair(pair);
    put_begin(pair[0], 1, 0);
    put_variables(pair[0]);
    put_record(pair[0], 5, body, sizeof body);
    put_record(pair[0], 5, body, sizeof body);
    put_record(pair[0], 5, "", 0);
    assert_true(answer_to(pair[0], pair[1]));
    assert_true(ends_well());
}

static void other_roles_get_nothing(void **state)
{
    int pair[2];

    (void)state;
    open_pair(pair);
    put_begin(pair[0], 2, 0); /* FCGI_AUTHORIZER */
    put_variables(pair[0]);
    put_record(pair[0], 5, "", 0);
    assert_true(answer_to(pair[0], pair[1]));
    assert_false(holds("Status"));
}

static void a_cut_request_gets_nothing(void **state)
{
    int pair[2];

    (void)state;
    open_pair(pair);
    put_begin(pair[0], 1, 0);
    assert_int_equal(shutdown(pair[0], SHUT_WR), 0);
    answer_to(pair[0], pair[1]);
    assert_int_equal(answer_length, 0);
}

static void garbage_gets_nothing(void **state)
{
    static const char garbage[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    int pair[2];

    (void)state;
    open_pair(pair);
    put_begin(pair[0], 1, 0);
    assert_int_equal(write(pair[0], garbage, sizeof garbage), sizeof garbage);
    assert_int_equal(shutdown(pair[0], SHUT_WR), 0);
    answer_to(pair[0], pair[1]);
    assert_int_equal(answer_length, 0);
}

static int set_up(void **state)
{
    struct sink why = sink_over(answer, sizeof answer);

    (void)state;
    return mkdtemp(folder) == NULL || !fcgi_begin() ||
           store_open(folder, 1, &worker.store, &why) != ERROR_NONE;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(worker.store);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_answered),
        cmocka_unit_test(a_body_is_read_and_dropped),
        cmocka_unit_test(other_roles_get_nothing),
        cmocka_unit_test(a_cut_request_gets_nothing),
        cmocka_unit_test(garbage_gets_nothing),
    };

    return cmocka_run_group_tests_name("fcgi", tests, set_up, tear_down);
}
