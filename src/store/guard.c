#include "store/guard.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static _Thread_local sigjmp_buf *way_out; /* of the guard_run() under way */
static _Thread_local bool took_fault;

/*
 * BUS_ADRERR comes from a map whose file ends before it; the store's is the
 * only such. mmap(2) is one system call and safe here, though POSIX does not
 * list it.
 */
static bool mend_page(const siginfo_t *info)
{
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    char *page = (char *)info->si_addr - (uintptr_t)info->si_addr % size;

    return info->si_code == BUS_ADRERR &&
           mmap(page, size, PROT_READ,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1,
                0) == page;
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (way_out != NULL)
        siglongjmp(*way_out, 1);
    if (number == SIGBUS && mend_page(info)) {
        took_fault = true;
        return;
    }
    signal(number, SIG_DFL); /* the instruction runs again, and ends us */
}

void guard_install(void)
{
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_NODEFER};

    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
}

bool guard_run(void (*work)(void *context), void *context)
{
    sigjmp_buf here;

    if (sigsetjmp(here, 0) != 0) {
        way_out = NULL;
        return false;
    }
    way_out = &here;
    work(context);
    way_out = NULL;
    return true;
}

void guard_leave(void)
{
    if (way_out != NULL)
        siglongjmp(*way_out, 1);
}

bool guard_took_fault(void)
{
    bool took = took_fault;

    took_fault = false;
    return took;
}
