#!/usr/bin/env python3
"""servers.py SOURCE-FOLDER PROGRAM-FOLDER: each example of docs/examples, in the server it is for, answers as it should.

The very files are used, with other paths put in. A server that is not installed is skipped, and said so."""
import http.client, os, re, shutil, signal, socket, subprocess, sys, tempfile, time

SOURCE, PROGRAMS = sys.argv[1:3]
PROGRAM = os.path.join(os.path.realpath(PROGRAMS), "depeche.cgi")
WORK = tempfile.mkdtemp(prefix="depeche-servers-")
CONF = os.path.join(WORK, "depeche.conf")
SOCKET = os.path.join(WORK, "depeche.socket")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find(program):
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")


def write(name, text):
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def example(name):
    """An example with our paths in the place of its own."""
    with open(os.path.join(SOURCE, "docs", "examples", name), encoding="utf-8") as file:
        text = file.read()
    paths = {"/usr/local/lib/cgi-bin/depeche.cgi": PROGRAM, "/etc/depeche.conf": CONF,
             "/run/lighttpd/depeche.socket": SOCKET, "/run/depeche.socket": SOCKET}
    for theirs, ours in paths.items():
        text = text.replace(theirs, ours)
    return write(name, text)


# == Servers ==========================================================================================================

def lighttpd(port, name):
    main = write("lighttpd.conf", f'server.bind = "127.0.0.1"\nserver.port = {port}\n'
                                  f'server.document-root = "{WORK}"\ninclude "{example(name)}"\n')
    return [[find("lighttpd"), "-D", "-f", main]]


def apache(port, name):
    modules = "/usr/lib/apache2/modules"
    wanted = ["mpm_event", "authz_core", "alias", "env", "cgid", "unixd"]
    loads = "".join(f"LoadModule {module}_module {modules}/mod_{module}.so\n" for module in wanted
                    if os.path.exists(f"{modules}/mod_{module}.so"))
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    main = write("apache.conf", f'ServerRoot "{WORK}"\nServerName localhost\nListen 127.0.0.1:{port}\n{loads}{user}'
                                f'PidFile {WORK}/apache.pid\nScriptSock {WORK}/cgid.socket\nErrorLog {WORK}/apache.log\n'
                                f'DocumentRoot "{WORK}"\nInclude "{example(name)}"\n')
    return [[find("apache2"), "-D", "FOREGROUND", "-f", main]]


def nginx(port, name):
    user = "user www-data;\n" if os.getuid() == 0 else ""
    temporary = "".join(f"{kind}_temp_path {WORK}/nginx-{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    main = write("nginx.conf", f"daemon off;\n{user}pid {WORK}/nginx.pid;\nerror_log {WORK}/nginx.log;\nevents {{ }}\n"
                               f"http {{\naccess_log off;\n{temporary}server {{\nlisten 127.0.0.1:{port};\n"
                               f"include {example(name)};\n}}\n}}\n")
    owner = ["-u", "www-data"] if os.getuid() == 0 else []
    return [[find("spawn-fcgi"), "-n", "-s", SOCKET, *owner, "--", PROGRAM],
            [find("nginx"), "-c", main, "-e", f"{WORK}/nginx.log"]]


SERVERS = [("lighttpd-cgi.conf", lighttpd, ["lighttpd"], False), ("lighttpd-fastcgi.conf", lighttpd, ["lighttpd"], True),
           ("apache-cgi.conf", apache, ["apache2"], False), ("nginx-fastcgi.conf", nginx, ["nginx", "spawn-fcgi"], True)]


# == Requests =========================================================================================================

def get(port, path, method="GET", headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def await_server(port, process):
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError("the server ended")
        try:
            return get(port, "/search?asset=depeche.css")
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody answers")


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def check_answers(port):
    response, body = get(port, "/search?q=haiti")
    expect(response.status == 200 and b"<h1>" in body and body.endswith(b"</html>\n"), f"a page: {response.status}")
    expect("default-src 'none'" in response.headers["Content-Security-Policy"], "its policy")
    expect(response.headers["Set-Cookie"] is None, "no cookie")
    again, _ = get(port, "/search?q=haiti", headers={"If-None-Match": response.headers["ETag"]})
    expect(again.status == 304, f"unchanged: {again.status}")
    head, nothing = get(port, "/search?q=haiti", "HEAD")
    expect(head.status == 200 and not nothing, "HEAD")
    posted, _ = get(port, "/search?q=haiti", "POST")
    expect(posted.status == 405 and posted.headers["Allow"] == "GET, HEAD", f"POST: {posted.status}")
    french, body = get(port, "/search?q=haiti&ui=fr")
    expect(french.headers["Content-Language"] == "fr" and "résultats".encode() in body, "French")
    json, body = get(port, "/search?q=haiti&format=json", headers={"Proxy": "http://127.0.0.1:1/"})
    expect(json.status == 200 and body.startswith(b"{"), "JSON")
    wrong, _ = get(port, "/search?q=haiti&from=neverday")
    expect(wrong.status == 400, f"a date that is none: {wrong.status}")


def children(process):
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    family, grown = {process.pid}, True
    while grown:
        fresh = {int(pid) for pid, parent, _ in rows if int(parent) in family} - family
        family, grown = family | fresh, bool(fresh)
    return sorted(int(pid) for pid, _, name in rows if int(pid) in family and name.strip().startswith("depeche.cgi"))


def check_staying(port, process):
    """Workers stay, are replaced when they die, and turn to what is published."""
    before = children(process)
    expect(len(before) >= 3, f"a parent and its workers: {before}")
    get(port, "/search?q=canada")
    expect(children(process) == before, "they stay")
    os.kill(before[-1], signal.SIGKILL)
    while before[-1] in children(process): # what it took before it died nobody can answer
        time.sleep(0.01)
    for number in range(20):
        response, _ = get(port, f"/search?q=canada&page={number + 1}")
        expect(response.status == 200, f"after a worker's death: {response.status}")
    time.sleep(0.3)
    expect(len(children(process)) == len(before), "another took its place")
    publish()
    response, _ = get(port, "/search?q=haiti")
    expect(response.headers["ETag"].startswith('W/"%d-' % GENERATION[0]), f"a new generation: {response.headers['ETag']}")


GENERATION = [0]


def publish():
    subprocess.run([os.path.join(PROGRAMS, "depeche-index"), "rebuild", "--quiet", "--index", os.path.join(WORK, "index"),
                    os.path.join(SOURCE, "corpus", "releases")], check=True)
    subprocess.run(["chmod", "-R", "a+rX", WORK], check=True)
    GENERATION[0] += 1


def run(name, server, programs, stays):
    missing = [program for program in programs if not find(program)]
    if missing:
        print(f"SKIPPED {name}: {', '.join(missing)} is not installed: script/bootstrap --tests", flush=True)
        return True
    port = free_port()
    log = open(os.path.join(WORK, name + ".log"), "wb")
    environment = {**os.environ, "DEPECHE_CONF": CONF, "DEPECHE_AUTHORITY": os.path.join(SOURCE, "corpus", "authority")}
    commands = [subprocess.Popen(command, stdout=log, stderr=log, env=environment) for command in server(port, name)]
    try:
        await_server(port, commands[-1])
        check_answers(port)
        if stays:
            check_staying(port, commands[0])
        print(f"ok {name}", flush=True)
        return True
    except (AssertionError, OSError) as trouble:
        print(f"FAILED {name}: {trouble}", flush=True)
        return False
    finally:
        for command in reversed(commands):
            command.terminate()
            command.wait(30)
        for left in ("depeche.socket", "depeche.socket-0"):
            if os.path.exists(os.path.join(WORK, left)):
                os.unlink(os.path.join(WORK, left))
        log.close()


def said():
    texts = []
    for name in sorted(os.listdir(WORK)):
        if name.endswith(".log"):
            with open(os.path.join(WORK, name), encoding="utf-8", errors="replace") as log:
                texts.append(log.read())
    return "".join(texts)


def main():
    os.chmod(WORK, 0o755)
    write("depeche.conf", "index = index\nname_en = Releases\n")
    publish()
    good = all([run(*server) for server in SERVERS])
    logs = said()
    if re.search("Sanitizer|runtime error", logs):
        print(logs[-4000:])
        good = False
    elif not good:
        print(logs[-3000:])
    shutil.rmtree(WORK, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
