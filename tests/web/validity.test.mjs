// The W3C's checker over every kind of page in both languages, and over the stylesheet: no error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { address, kinds } from './browser.mjs';
import { startServer } from './server.mjs';

const run = promisify(execFile);
let server;
before(async () => { server = await startServer('validity'); });
after(async () => { await server?.stop(); });

test('pages and stylesheet', async () => {
    rmSync('pages', { recursive: true, force: true });
    mkdirSync('pages');
    for (const [kind, path] of Object.entries(kinds))
        for (const ui of ['en', 'fr']) {
            const response = await fetch(address(server, path, ui));
            assert.match(response.headers.get('content-type'), /^text\/html/);
            writeFileSync(`pages/${kind.replaceAll(' ', '-')}.${ui}.html`, await response.text());
        }
    writeFileSync('pages/depeche.css', await (await fetch(`${server.address}/search?asset=depeche.css`)).text());
    const { stdout } = await run('java', ['-jar', 'node_modules/vnu-jar/build/dist/vnu.jar', '--format', 'json', '--stdout',
                                         '--exit-zero-always', '--also-check-css', 'pages']);
    const messages = JSON.parse(stdout).messages;
    const told = messages.map((message) =>
        `${message.url}:${message.lastLine}: ${message.type}: ${message.message}\n  ${message.extract}`);
    assert.equal(messages.length, 0, told.join('\n'));
});

test('feeds are well-formed XML, and JSON is JSON', async () => {
    for (const query of ['q=haiti', 'q=%22%3Cb%3E%26', '']) {
        const feed = await (await fetch(`${server.address}/search?format=atom&${query}`)).text();
        writeFileSync('feed.xml', feed);
        await run('xmllint', ['--noout', '--nonet', 'feed.xml']);
        const answer = await (await fetch(`${server.address}/search?format=json&${query}`)).json();
        assert.equal(typeof answer.total, 'number');
    }
});
