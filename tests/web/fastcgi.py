"""A FastCGI client of a few lines: it can send what no web server would let through."""
import os, socket, struct, subprocess, tempfile, time

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR = 1, 2, 3, 4, 5, 6, 7


def record(kind, content=b"", request=1):
    return struct.pack("!BBHHBx", 1, kind, request, len(content), 0) + content


def length(size):
    return bytes([size]) if size < 128 else struct.pack("!I", size | 0x80000000)


def in_records(kind, content):
    parts = [content[at:at + 65535] for at in range(0, len(content), 65535)]
    return b"".join(record(kind, part) for part in parts) + record(kind)


def encode(variables):
    pairs = b"".join(length(len(name)) + length(len(value)) + name + value for name, value in variables)
    return record(BEGIN, struct.pack("!HB5x", 1, 0)) + in_records(PARAMS, pairs) + record(STDIN)


def receive(connection, size):
    parts = []
    while size:
        part = connection.recv(size)
        if not part:
            raise ConnectionError("the answer ends too early")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def request(path, variables, timeout=60):
    """The response, whole, to a list of pairs of bytes."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        connection.connect(path)
        connection.sendall(encode(variables))
        out = []
        while True:
            _, kind, _, size, padding = struct.unpack("!BBHHBx", receive(connection, 8))
            content = receive(connection, size)
            receive(connection, padding)
            if kind == STDOUT:
                out.append(content)
            elif kind == END:
                return b"".join(out)


def get(path, query="", method="GET", timeout=60, **variables):
    known = {"REQUEST_METHOD": method, "QUERY_STRING": query, **variables}
    return request(path, [(name.encode(), os.fsencode(value)) for name, value in known.items()], timeout)


class Service:
    """depeche.cgi as a FastCGI service on a socket of its own."""

    def __init__(self, program, settings="", environment=None, log=None):
        self.folder = tempfile.mkdtemp(prefix="depeche-fastcgi-")
        self.path = os.path.join(self.folder, "socket")
        self.conf = os.path.join(self.folder, "depeche.conf")
        self.log = log or os.path.join(self.folder, "log")
        with open(self.conf, "w", encoding="utf-8") as conf:
            conf.write(settings)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.path)
        listener.listen(1024)
        with open(self.log, "ab") as log_file:
            self.process = subprocess.Popen([program], stdin=listener, stdout=subprocess.DEVNULL, stderr=log_file,
                                            env={**os.environ, "DEPECHE_CONF": self.conf, **(environment or {})})
        listener.close()

    def workers(self):
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(number) for number in found.stdout.split()]

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log_file:
            return log_file.read()

    def stop(self):
        self.process.terminate()
        return self.process.wait(30)


def processor_seconds(process):
    with open(f"/proc/{process}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
