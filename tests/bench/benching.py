"""What bench-index and bench-query share: contenders, timed runs with the memory of all their processes, tables."""
import glob, os, shutil, signal, statistics, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
JAVA_HEAP = "-Xmx512m"
LUCENE_PARTS = ("core", "analyzers-common", "queryparser", "queries", "highlighter", "memory", "sandbox")
SAMPLE_SECONDS = 0.1  # reading smaps of a large process takes a millisecond or more


def say(text=""):
    print(text, flush=True)


# == What is here =====================================================================================================

def lucene_jars():
    jars = [glob.glob(f"/usr/share/java/lucene-{part}-8.*.jar") for part in LUCENE_PARTS]
    return [found[0] for found in jars] if all(jars) else []


def lucene_command(work):
    """How to start LuceneBench, compiled first; None where something is missing."""
    jars, classes = lucene_jars(), os.path.join(work, "classes")
    if not jars or not shutil.which("javac"):
        say("Lucene: skipped; install liblucene8-java and default-jdk-headless")
        return None
    path = ":".join(jars)
    subprocess.run(["javac", "-cp", path, "-d", classes, os.path.join(HERE, "LuceneBench.java")], check=True)
    return ["java", JAVA_HEAP, "-cp", f"{path}:{classes}", "LuceneBench"]


def need(program, package):
    if os.path.exists(program) or shutil.which(program):
        return True
    say(f"{os.path.basename(program)}: skipped; {package}")
    return False


# == One run ==========================================================================================================

def processes_of(session):
    """The processes of a session: a contender is started in its own, and takes all its children along."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as stat:
                    if stat.read().rpartition(")")[2].split()[3] == str(session):
                        yield name
            except OSError:
                pass


def memory_of(session):
    """Bytes that the session's processes hold: everything, shared pages divided among those who share them, and the
    part of it that is no file's."""
    held = {"Pss:": 0, "Pss_Anon:": 0}
    for process in processes_of(session):
        try:
            with open(f"/proc/{process}/smaps_rollup") as rollup:
                for line in rollup:
                    key = line.split(None, 1)[0]
                    if key in held:
                        held[key] += int(line.split()[1]) * 1024
        except OSError:
            pass
    return held["Pss:"], held["Pss_Anon:"]


class Run:
    """A command's wall clock, processor seconds of it and its children, and their memory at the highest."""

    def __init__(self, command, nice=0, limit_seconds=7200):
        self.peak, self.peak_own = 0, 0
        begun = time.monotonic()
        self.process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, preexec_fn=lambda: os.nice(nice))
        ended = threading.Event()
        sampler = threading.Thread(target=self.sample, args=(ended,))
        sampler.start()
        watchdog = threading.Timer(limit_seconds, lambda: os.killpg(self.process.pid, signal.SIGKILL))
        watchdog.start()
        self.messages = self.process.stderr.read().decode(errors="replace")
        _, self.status, used = os.wait4(self.process.pid, 0)
        self.seconds = time.monotonic() - begun
        self.cpu = used.ru_utime + used.ru_stime
        watchdog.cancel()
        ended.set()
        sampler.join()

    def sample(self, ended):
        while not ended.wait(SAMPLE_SECONDS):
            all_memory, own = memory_of(self.process.pid)
            self.peak, self.peak_own = max(self.peak, all_memory), max(self.peak_own, own)


def run_or_end(command, nice=0, accept=(0,)):
    run = Run(command, nice)
    if os.waitstatus_to_exitcode(run.status) not in accept:
        sys.exit(f"{' '.join(command)}\nfailed:\n{run.messages[-2000:]}")
    return run


# == Figures ==========================================================================================================

def megabytes(size):
    return f"{size / 1e6:.1f}"


def sizes_of(path):
    """Bytes of each file of an index; Lucene's by the kind of file."""
    if os.path.isfile(path):
        return {os.path.basename(path): os.path.getsize(path)}
    sizes = {}
    for folder, _, names in os.walk(path):
        for name in names:
            kind = name if not name.startswith("_") else "*" + os.path.splitext(name)[1]
            sizes[kind] = sizes.get(kind, 0) + os.path.getsize(os.path.join(folder, name))
    return {kind: size for kind, size in sizes.items() if size}


def print_table(heads, rows):
    widths = [max(len(str(row[i])) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, ["-" * width for width in widths], *rows]:
        say("| " + " | ".join(str(cell).ljust(width) for cell, width in zip(row, widths)) + " |")


def median(values):
    return statistics.median(values)


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def machine():
    with open("/proc/cpuinfo") as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), "?")
    with open("/etc/os-release") as release:
        system = next((line.split("=")[1].strip().strip('"') for line in release if line.startswith("PRETTY_NAME")), "?")
    return f"{os.cpu_count()} x {model}; {system}; load {os.getloadavg()[0]:.1f}; {time.strftime('%Y-%m-%d')}"
