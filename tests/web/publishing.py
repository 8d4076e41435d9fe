#!/usr/bin/env python3
"""publishing.py SOURCE-FOLDER PROGRAM-FOLDER [--seconds N] [--every-ms N] [--visitors N]: new generations are published all
the time under visitors who never stop asking, over FastCGI; none of their requests may fail."""
import argparse, os, shutil, subprocess, sys, tempfile, threading, time

import fastcgi

QUERIES = ["q=haiti", "q=Qu%C3%A9bec&format=json", "", "q=minist*&sort=newest", "q=%22international%22&ui=fr", "country=HT&format=atom",
           "q=government+education", "q=climat&format=csv"]


class Publisher(threading.Thread):
    """Few documents: what is tried is the turning, ten times a second."""

    def __init__(self, given, index, archive):
        super().__init__()
        self.given, self.index, self.count, self.ended, self.trouble = given, index, 0, threading.Event(), None
        self.command = [os.path.join(given.programs, "depeche-index"), "rebuild", "--quiet", "--jobs", "1", "--index", index,
                        archive]

    def publish(self):
        subprocess.run(self.command, check=True, capture_output=True)
        self.count += 1

    def run(self):
        due = time.monotonic()
        while not self.ended.is_set():
            try:
                self.publish()
            except subprocess.CalledProcessError as trouble:
                self.trouble = trouble.stderr.decode(errors="replace")
                return
            due = max(due + self.given.every_ms / 1000, time.monotonic())
            self.ended.wait(max(0, due - time.monotonic()))


class Visitor(threading.Thread):
    def __init__(self, path, number, until):
        super().__init__()
        self.path, self.number, self.until = path, number, until
        self.asked, self.failed, self.slowest, self.generations = 0, [], 0.0, set()

    def run(self):
        while time.monotonic() < self.until:
            query = QUERIES[(self.asked + self.number) % len(QUERIES)]
            began = time.monotonic()
            try:
                response = fastcgi.get(self.path, f"{query}&x={self.asked}", timeout=30)
                self.judge(query, response)
            except OSError as trouble:
                self.failed.append(f"{query}: {trouble}")
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.asked += 1

    def judge(self, query, response):
        head, _, body = response.partition(b"\r\n\r\n")
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n"))
        if not head.startswith(b"Status: 200 ") or int(lines[b"Content-Length"]) != len(body) or not body:
            self.failed.append(f"{query}: {head[:100]!r}")
        if b"ETag" in lines:
            self.generations.add(lines[b"ETag"].split(b"-")[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("programs")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every-ms", type=int, default=100)
    parser.add_argument("--visitors", type=int, default=4)
    given = parser.parse_args()
    os.environ["DEPECHE_AUTHORITY"] = os.path.join(given.source, "corpus", "authority")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None # a disk takes longer to sync than we publish
    folder = tempfile.mkdtemp(prefix="depeche-publishing-", dir=memory)
    archive = os.path.join(folder, "archive")
    os.mkdir(archive)
    for number in range(5):
        with open(os.path.join(archive, f"{number}.txt"), "w", encoding="utf-8") as file:
            file.write(f"Minister speaks of Haiti, {number}\n\nThe government of Québec announced international aid and education on April {number + 1}, 2009.\n")
    publisher = Publisher(given, os.path.join(folder, "index"), archive)
    publisher.publish()
    service = fastcgi.Service(os.path.join(os.path.realpath(given.programs), "depeche.cgi"), f"index = {publisher.index}\n")
    until = time.monotonic() + given.seconds
    visitors = [Visitor(service.path, number, until) for number in range(given.visitors)]
    for thread in [publisher, *visitors]:
        thread.start()
    for visitor in visitors:
        visitor.join()
    publisher.ended.set()
    publisher.join()
    ended, said = service.stop(), service.said()
    failed = [one for visitor in visitors for one in visitor.failed]
    seen = set().union(*(visitor.generations for visitor in visitors))
    print(f"{sum(visitor.asked for visitor in visitors)} requests in {given.seconds:.0f} s, {publisher.count} generations published, {len(seen)} seen, "
          f"{len(failed)} failed; slowest {max(visitor.slowest for visitor in visitors) * 1000:.0f} ms")
    for line in [*failed[:10], *([publisher.trouble] if publisher.trouble else []), *([said[-2000:]] if said else [])]:
        print(line)
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed or publisher.trouble or ended or "Sanitizer" in said or len(seen) < 3 else 0)


if __name__ == "__main__":
    main()
