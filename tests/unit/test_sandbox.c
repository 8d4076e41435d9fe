/* Escapes tried from inside the sandbox: none succeeds. Each is tried in a process of its own that has entered it;
 * before, outside, the same attempt succeeds, so that the test tests the sandbox and not a typing error. */
#include "indexer/workers/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

/* What an attempt has to work with, made before. */
struct place {
    char file[FILES_PATH_BYTES], fresh[FILES_PATH_BYTES], socket[FILES_PATH_BYTES], directory[FILES_PATH_BYTES];
    int server, program, root;
    struct sockaddr_un address;
    pid_t parent;
};

/* == Attempts: true when they got out ========================================================================= */

static bool open_for_reading(const struct place *place)
{
    return open(place->file, O_RDONLY) >= 0;
}

static bool open_for_writing(const struct place *place)
{
    return open(place->file, O_WRONLY) >= 0;
}

static bool create(const struct place *place)
{
    return open(place->fresh, O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0;
}

static bool open_in_directory(const struct place *place)
{
    return openat(place->root, "proc/self/status", O_RDONLY) >= 0;
}

static bool open_by_handle_of_kernel(const struct place *place)
{
    return syscall(SYS_openat2, place->root, "etc/passwd", &(uint64_t[3]){ O_RDONLY, 0, 0 }, 24) >= 0;
}

static bool internet_socket(const struct place *place)
{
    (void)place;
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool local_socket(const struct place *place)
{
    (void)place;
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

/* With a socket that was there before. */
static bool connect_out(const struct place *place)
{
    return connect(place->server, (const struct sockaddr *)&place->address, sizeof place->address) == 0;
}

static bool make_process(const struct place *place)
{
    (void)place;
    pid_t id = fork();
    if (id == 0)
        _exit(0);
    return id > 0;
}

static bool run_program(const struct place *place)
{
    (void)place;
    char *const arguments[] = { "true", NULL };
    execve("/bin/true", arguments, NULL); /* outside it replaces this process, which then exits with 0 */
    return false;
}

static bool run_program_in_memory(const struct place *place)
{
    char *const arguments[] = { "true", NULL };
    syscall(SYS_execveat, place->program, "", arguments, NULL, AT_EMPTY_PATH);
    return false;
}

static bool make_file_in_memory(const struct place *place)
{
    (void)place;
    return memfd_create("x", 0) >= 0;
}

static bool trace_parent(const struct place *place)
{
    return ptrace(PTRACE_SEIZE, place->parent, NULL, NULL) == 0;
}

static bool read_parent(const struct place *place)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { (void *)(uintptr_t)place, 1 };
    return syscall(SYS_process_vm_readv, place->parent, &here, 1, &there, 1, 0) == 1;
}

static bool signal_parent(const struct place *place)
{
    return kill(place->parent, SIGURG) == 0; /* which is ignored */
}

static bool signal_parent_thread(const struct place *place)
{
    return syscall(SYS_tgkill, place->parent, place->parent, SIGURG) == 0;
}

static bool change_directory(const struct place *place)
{
    return chdir(place->directory) == 0;
}

static bool remove_file(const struct place *place)
{
    return unlink(place->file) == 0;
}

static bool rename_file(const struct place *place)
{
    return rename(place->file, place->fresh) == 0;
}

static bool change_mode(const struct place *place)
{
    return chmod(place->file, 0777) == 0;
}

static bool raise_limits(const struct place *place)
{
    (void)place;
    struct rlimit limit = { 1 << 20, 1 << 20 };
    return prlimit(0, RLIMIT_FSIZE, &limit, NULL) == 0;
}

static bool limit_parent(const struct place *place)
{
    struct rlimit limit;
    return prlimit(place->parent, RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool become_dumpable(const struct place *place)
{
    (void)place;
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool watch_files(const struct place *place)
{
    (void)place;
    return syscall(SYS_inotify_init1, 0) >= 0;
}

static bool share_ring(const struct place *place)
{
    (void)place;
    char parameters[120] = { 0 };
    return syscall(SYS_io_uring_setup, 1, parameters) >= 0;
}

static const struct {
    const char *name;
    bool (*escape)(const struct place *place);
    bool may_fail_outside; /* containers forbid some things to anybody */
} attempts[] = {
    { "open for reading", open_for_reading, false },
    { "open for writing", open_for_writing, false },
    { "create a file", create, false },
    { "open in a directory held open", open_in_directory, false },
    { "openat2", open_by_handle_of_kernel, false },
    { "an internet socket", internet_socket, false },
    { "a local socket", local_socket, false },
    { "connect a socket held open", connect_out, false },
    { "fork", make_process, false },
    { "execve", run_program, false },
    { "execveat of a program held open", run_program_in_memory, false },
    { "a file in memory", make_file_in_memory, false },
    { "trace the parent", trace_parent, true },
    { "read the parent's memory", read_parent, true },
    { "signal the parent", signal_parent, false },
    { "signal a thread of the parent", signal_parent_thread, false },
    { "change the directory", change_directory, false },
    { "remove a file", remove_file, false },
    { "rename a file", rename_file, false },
    { "change a file's mode", change_mode, false },
    { "raise a limit", raise_limits, false },
    { "look at the parent's limits", limit_parent, false },
    { "become dumpable again", become_dumpable, false },
    { "watch files", watch_files, false },
    { "share a ring with the kernel", share_ring, true },
};

/* == Trying =================================================================================================== */

static void make_place(const struct scratch *scratch, struct place *place)
{
    place->parent = getpid();
    scratch_path(scratch, "file", place->file);
    scratch_path(scratch, "fresh", place->fresh);
    scratch_path(scratch, "socket", place->socket);
    snprintf(place->directory, sizeof place->directory, "%s", scratch->path);
    int file = open(place->file, O_WRONLY | O_CREAT, 0600);
    assert_true(file >= 0);
    close(file);
    place->root = open("/", O_RDONLY | O_DIRECTORY);
    place->program = open("/bin/true", O_RDONLY);
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    place->server = socket(AF_UNIX, SOCK_STREAM, 0);
    place->address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    assert_true(strlen(place->socket) < sizeof place->address.sun_path);
    memcpy(place->address.sun_path, place->socket, strlen(place->socket) + 1);
    assert_int_equal(bind(server, (const struct sockaddr *)&place->address, sizeof place->address), 0);
    assert_int_equal(listen(server, 5), 0);
    assert_true(place->root >= 0 && place->program >= 0 && place->server >= 0);
}

enum { EXIT_ESCAPED = 0, EXIT_HELD = 10, EXIT_NO_SANDBOX = 11 };

/* How the attempt ended in a process of its own; -1 when the process was killed. */
static int try_attempt(size_t attempt, bool inside)
{
    struct scratch scratch;
    struct place place;
    int ended = 0;
    scratch_open(&scratch);
    make_place(&scratch, &place);
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0) {
        if (inside && sandbox_enter((size_t)512 << 20, 10, NULL))
            _exit(EXIT_NO_SANDBOX);
        _exit(attempts[attempt].escape(&place) ? EXIT_ESCAPED : EXIT_HELD);
    }
    assert_int_equal(waitpid(id, &ended, 0), id);
    close(place.root);
    close(place.program);
    close(place.server);
    scratch_close(&scratch);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static void test_escapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        int outside = try_attempt(i, false), inside = try_attempt(i, true);
        if (outside != EXIT_ESCAPED && !attempts[i].may_fail_outside)
            fail_msg("%s: fails outside, too", attempts[i].name);
        if (inside != EXIT_HELD)
            fail_msg("%s: ends with %d inside", attempts[i].name, inside);
    }
}

/* == What must still work ===================================================================================== */

static bool read_open_file(const struct place *place)
{
    char magic[4];
    return lseek(place->program, 0, SEEK_SET) == 0 && read(place->program, magic, 4) == 4 &&
           memcmp(magic + 1, "ELF", 3) == 0;
}

static bool use_memory(const struct place *place)
{
    (void)place;
    char *bytes = malloc(64 << 20);
    if (!bytes)
        return false;
    memset(bytes, 1, 64 << 20);
    char *more = realloc(bytes, 128 << 20);
    bool grown = more != NULL;
    free(grown ? more : bytes);
    return grown;
}

static int try_inside(bool (*work)(const struct place *place), size_t memory_bytes)
{
    struct place place = { .program = open("/bin/true", O_RDONLY) };
    int ended = 0;
    pid_t id = fork();
    assert_true(id >= 0);
    if (id == 0)
        _exit(sandbox_enter(memory_bytes, 10, NULL) ? EXIT_NO_SANDBOX : work(&place) ? EXIT_ESCAPED : EXIT_HELD);
    assert_int_equal(waitpid(id, &ended, 0), id);
    close(place.program);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static void test_work(void **state)
{
    (void)state;
    assert_int_equal(try_inside(read_open_file, (size_t)512 << 20), 0);
    assert_int_equal(try_inside(use_memory, (size_t)512 << 20), 0);
#ifndef __SANITIZE_ADDRESS__
    assert_int_equal(try_inside(use_memory, (size_t)64 << 20), EXIT_HELD);
#endif
}

static bool abort_itself(const struct place *place)
{
    (void)place;
    signal(SIGABRT, SIG_DFL);
    abort();
}

static void test_dying(void **state)
{
    (void)state;
    assert_int_equal(try_inside(abort_itself, (size_t)512 << 20), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_work),
        cmocka_unit_test(test_dying),
    };
    signal(SIGURG, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
