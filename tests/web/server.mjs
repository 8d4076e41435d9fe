// lighttpd with the CGI on a free port of 127.0.0.1: /search is the page, /broken the page without an index.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import assert from 'node:assert/strict';

const work = process.cwd();

function freePort() {
    return new Promise((done, failed) => {
        const probe = createServer();
        probe.on('error', failed);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => done(port));
        });
    });
}

function configuration(port, name) {
    const cgi = process.env.DEPECHE_CGI;
    return `
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${work}"
server.modules = ("mod_alias", "mod_setenv", "mod_cgi")
server.http-parseopts = ("url-normalize" => "disable")
server.max-request-field-size = 65536
alias.url = ("/search" => "${cgi}", "/broken" => "${cgi}", "/corpus/" => "${process.env.DEPECHE_CORPUS}/")
cgi.assign = ("${cgi}" => "")
mimetype.assign = (".html" => "text/html", ".txt" => "text/plain; charset=utf-8")
setenv.set-environment = ("DEPECHE_CONF" => "${work}/${name}.depeche.conf")
$HTTP["url"] =~ "^/broken" {
    setenv.set-environment = ("DEPECHE_INDEX" => "${work}/no.index")
}
`;
}

async function answers(address) {
    for (let tries = 0; tries < 100; tries++) {
        try {
            return await fetch(address);
        } catch {
            await new Promise((done) => setTimeout(done, 50));
        }
    }
    throw new Error(`nobody answers at ${address}`);
}

// { address, stop }: stop() also looks through the log for what sanitizers have to say.
export async function startServer(name) {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    writeFileSync(`${name}.depeche.conf`, `${readFileSync('depeche.conf')}address = ${address}/search\n`);
    writeFileSync(`${name}.conf`, configuration(port, name));
    const program = ['/usr/sbin/lighttpd', '/usr/bin/lighttpd'].find(existsSync) ?? 'lighttpd';
    const log = openSync(`${name}.log`, 'w'); // of the server, and of the CGI's messages
    const child = spawn(program, ['-D', '-f', resolve(`${name}.conf`)], { stdio: ['ignore', log, log] });
    const gone = new Promise((done) => child.on('exit', done));
    await answers(`${address}/search?asset=depeche.css`);
    return {
        address,
        async stop() {
            child.kill('SIGTERM');
            await gone;
            const said = readFileSync(`${name}.log`, 'utf8');
            assert.doesNotMatch(said, /Sanitizer|runtime error/, said);
        },
    };
}
