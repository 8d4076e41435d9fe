"""What the scripts of this folder share: a small archive that says in every document which state it is in, the programs,
and the questions asked of an index after something was done to it."""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

DOCUMENTS = 12
WORDS = ("ministre école santé forêt rivière budget accord visite région culture énergie pêche transport neige justice "
         "minister school health forest river budget agreement visit region culture energy fishery transport snow").split()
COUNTRIES = "Haïti Mexique Brésil Sénégal France Japan Peru Mali Morocco Chile".split()


class Trust:
    """One script: its programs, its folder, its counts."""

    def __init__(self, name):
        if len(sys.argv) < 3:
            sys.exit(f"usage: {name} SOURCE BIN_DIR [short]")
        self.name, self.source, self.bin = name, os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
        self.short = "short" in sys.argv[3:]
        self.seed = int(os.environ.get("TRUST_SEED", "2009"))
        self.random = random.Random(self.seed)
        self.failures = []
        self.counts = {}
        # A process that is killed needs no disk, and a file system in memory does not make it wait for one.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.work = tempfile.mkdtemp(prefix="trust-", dir=memory)
        os.chdir(self.work)
        os.environ["DEPECHE_AUTHORITY"] = os.path.join(self.source, "corpus", "authority")
        os.environ.pop("DEPECHE_INDEX", None)
        os.environ.setdefault("ASAN_OPTIONS", "detect_leaks=0")

    def times(self, long, short):
        """How often. TRUST_PARTS divides a long run among several, each with a TRUST_SEED of its own."""
        return short if self.short else -(-long // int(os.environ.get("TRUST_PARTS", "1")))

    def count(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    def complain(self, text):
        self.failures.append(text)
        print("FAILED:", text, file=sys.stderr)

    def end(self):
        os.chdir("/")
        shutil.rmtree(self.work, ignore_errors=True)
        told = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        print(f"{self.name}: {told}, {len(self.failures)} failures (seed {self.seed})")
        sys.exit(bool(self.failures))

    # == The programs ==

    def index(self, *arguments, **options):
        """Exit status (negative: the signal), messages."""
        return self.run([os.path.join(self.bin, "depeche-index"), *arguments], **options)[::2]

    def run(self, command, timeout=120, **options):
        process = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, **options)
        return (process.returncode, process.stdout.decode("utf-8", "replace"),
                process.stderr.decode("utf-8", "replace"))

    def update_command(self, index, archive="archive"):
        return [os.path.join(self.bin, "depeche-index"), "update", "--quiet", "--jobs", "1", "--index", index, archive]

    # == The archive ==

    def write_archive(self, state, archive="archive"):
        """Every document of it says the state; some go and come with it."""
        os.makedirs(archive, exist_ok=True)
        for number in range(DOCUMENTS):
            words = " ".join(self.random.choice(WORDS) for _ in range(60))
            country = self.random.choice(COUNTRIES)
            text = f"Communiqué {number}\n\nLe {1 + number} avril 2009. marqueur etat{state}x {country} {words}.\n"
            path = os.path.join(archive, f"{number:03d}.txt")
            with open(path + ".part", "w", encoding="utf-8") as out:
                out.write(text)
            os.rename(path + ".part", path)

    def states(self, index, timeout=60):
        """The states that the documents of an answer are in: one, unless something is badly wrong."""
        status, out, err = self.run([os.path.join(self.bin, "depeche-query"), "--index", index, "--format", "jsonl",
                                     "--limit", "1000", "marqueur"], timeout=timeout)
        if status != 0:
            return status, err, []
        hits = [json.loads(line) for line in out.splitlines()]
        return status, err, [next((word for word in hit["snippet"].split() if word.startswith("etat")), "?")
                             for hit in hits]

    def state(self, index, what):
        """The one state of the index, checked whole; None after a complaint."""
        status, err = self.index("verify", "--quiet", "--index", index)
        if status:
            self.complain(f"{what}: verify says {status}: {err.strip()[:300]}")
            return None
        status, err, found = self.states(index)
        if status or len(found) != DOCUMENTS or len(set(found)) != 1:
            self.complain(f"{what}: {status} {err.strip()[:200]} {len(found)} documents of {sorted(set(found))}")
            return None
        return int(found[0][4:].rstrip("x"))

    def check_message(self, what, status, err):
        """A run that failed says so in one clear line, and a hint at most."""
        lines = [line for line in err.splitlines() if not line.startswith("warning: ")]
        if status != 2 or not lines or len(lines) > 2 or not all(l.startswith("depeche-index: ") for l in lines):
            self.complain(f"{what}: exit status {status}: {err.strip()[:300]!r}")
