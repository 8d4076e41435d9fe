/* What the search page can still do once it is caged: read its index, and nothing else of the world. */
#include "query/serve/page_cage.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;
static char inside[FILES_PATH_BYTES], outside[FILES_PATH_BYTES], folder[FILES_PATH_BYTES];
static struct cgi_settings settings;

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "index", folder);
    scratch_path(&scratch, "index/current", inside);
    scratch_path(&scratch, "other", outside);
    assert_int_equal(files_make_directory(folder, NULL), STATUS_OK);
    assert_int_equal(files_write_atomically(inside, "a", 1, NULL), STATUS_OK);
    assert_int_equal(files_write_atomically(outside, "b", 1, NULL), STATUS_OK);
    cgi_settings_init(&settings);
    settings.index = folder;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static bool read_inside(void)
{
    return open(inside, O_RDONLY) >= 0;
}

static bool read_outside(void)
{
    return open(outside, O_RDONLY) >= 0;
}

static bool write_inside(void)
{
    return open(inside, O_WRONLY) >= 0;
}

static bool append_inside(void)
{
    return open(inside, O_WRONLY | O_APPEND | O_CREAT, 0600) >= 0;
}

static bool remove_inside(void)
{
    return unlink(inside) == 0;
}

static bool make_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool make_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool run_program(void)
{
    char *const arguments[] = { "true", NULL };
    execve("/bin/true", arguments, NULL);
    return false; /* had it run, the status would be 0 */
}

static bool signal_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static bool map_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool map_memory(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

/* In a process of its own. */
static bool succeeds(bool (*attempt)(void), bool caged, enum page_cage kind)
{
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct failure failure;
        if (caged && page_cage_enter(&settings, kind, &failure))
            _exit(2);
        _exit(attempt() ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 2);
    return WEXITSTATUS(status) == 0;
}

static void test_escapes(void **state)
{
    (void)state;
    static const struct {
        bool (*attempt)(void);
        bool allowed;
    } cases[] = {
        { read_inside, true },   { map_memory, true },    { read_outside, false },  { write_inside, false },
        { append_inside, false }, { make_socket, false },  { make_process, false },  { run_program, false },
        { signal_parent, false }, { map_code, false },     { remove_inside, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(succeeds(cases[i].attempt, true, PAGE_CAGE_STAYING), cases[i].allowed);
        assert_int_equal(succeeds(cases[i].attempt, true, PAGE_CAGE_ONE), cases[i].allowed);
        assert_true(succeeds(cases[i].attempt, false, PAGE_CAGE_ONE)); /* it is the cage that hinders it */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_escapes) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
