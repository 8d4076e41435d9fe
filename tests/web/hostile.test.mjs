// Requests nobody makes by accident: never markup of theirs, always a status that fits, and our headers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { request } from 'node:http';
import { startServer } from './server.mjs';

let server;
before(async () => { server = await startServer('hostile'); });
after(async () => { await server?.stop(); });

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function send(path, { method = 'GET', headers = {} } = {}) {
    return new Promise((done, failed) => {
        const call = request(server.address + '/', { path, method, headers }, (response) => {
            const parts = [];
            response.on('data', (part) => parts.push(part));
            response.on('end', () => done({ status: response.statusCode, headers: response.headers,
                                            body: Buffer.concat(parts).toString('utf8') }));
        });
        call.on('error', failed);
        call.end();
    });
}

function check(answer, path, statuses) {
    assert.ok(statuses.includes(answer.status), `${answer.status} for ${path}`);
    assert.equal(answer.headers['content-security-policy'], policy, path);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
    assert.equal(answer.headers['x-evil'], undefined, path);
    assert.equal(answer.headers['set-cookie'], undefined, path);
    assert.match(answer.headers['content-type'], /; charset=utf-8$/);
    assert.equal(Number(answer.headers['content-length']), Buffer.byteLength(answer.body), path);
    if (answer.headers['content-type'].startsWith('text/html')) {
        assert.ok(answer.body.endsWith('</html>\n'), path);
        assert.doesNotMatch(answer.body, /<script(?! defer src="\?asset=depeche\.js&amp;v=[0-9a-f]+")|<img|<svg onload|href="javascript|"\s*onfocus|\u202e|<!--/i, path);
    }
}

const markup = ['<script>alert(1)</script>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<!-- ', ']]>',
    '<svg onload=alert(1)>', '" onfocus="alert(1)" autofocus="', '</title><script>', '</select><script>', '&lt;script&gt;',
    '&#60;script&#62;', 'javascript:alert(1)', '{{7*7}}', '${7*7}', '%3Cscript%3E', '\\u003cscript\\u003e', '\u202etxt.exe',
    '\ufffe\uffff', 'é'.repeat(400), '\u0301'.repeat(300), '🍁'.repeat(200)];
const bytes = ['%00', 'a%00b', '%0D%0AX-Evil:%201', '%0d%0a%0d%0a<script>', '%0A', '%1B%5B31m', '%7F', '%FF', '%C0%BC', '%C0%80',
    '%ED%A0%80', '%F4%90%80%80', '%E2%82', '%', '%4', '%zz', '%%%%', '%u003c', '+', '%20%20', '%C2%85', '%E9cole'];
const queries = ['(', ')', '('.repeat(17) + 'a', '('.repeat(500), 'NOT '.repeat(200) + 'a', 'a OR '.repeat(40) + 'a', '"', '"""', '""',
    '"a', 'a*', 'ab*', 'abc* abd* abe* abf* abg*', '*', '=', '==a', '-', '--a', '-a', 'NEAR/0', 'a NEAR/99999999999 b', 'title:',
    'title:title:a', 'pays:', 'pays:"', 'date:', 'date:..', 'date:9999..0001', 'date:99999', 'covers:=', 'x:y', ':', 'a:b:c', 'OR', 'AND',
    'OR OR', 'word '.repeat(33), 'x'.repeat(1001), 'x'.repeat(7000), "l'l'l'l'", '’', 'a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r'];
const parameters = ['q', 'P', 'goal', 'country', 'from', 'to', 'language', 'kind', 'sort', 'page', 'ui', 'format', 'asset'];

// Every value as words; in every other parameter each fourth one, another each time.
function* attacks() {
    const values = [...markup.map(encodeURIComponent), ...bytes.map((value) => value.replace('<script>', '%3Cscript%3E'))];
    for (const [at, parameter] of parameters.entries())
        for (const [i, value] of values.entries())
            if (parameter === 'q' || (i + at) % 4 === 0)
                yield `/search?${parameter}=${value}`;
}

test('markup and odd bytes in every parameter', async () => {
    const paths = [...attacks()];
    assert.ok(paths.length > 150);
    for (const path of paths)
        check(await send(path), path, [200, 400, 404]);
});

test('queries at and past the limits', async () => {
    for (const [i, query] of queries.entries()) {
        const path = `/search?q=${encodeURIComponent(query)}&format=${i % 3 ? 'html' : 'json'}`;
        check(await send(path), path, [200, 400]);
    }
    assert.equal((await send(`/search?q=${'x'.repeat(1001)}`)).status, 400);
    assert.equal((await send('/search?q=' + encodeURIComponent('('.repeat(17) + 'a' + ')'.repeat(17)))).status, 400);
});

test('long and many', async () => {
    check(await send('/search?q=' + 'a'.repeat(8190)), 'limit', [400]);
    check(await send('/search?q=' + 'a'.repeat(8191)), 'past the limit', [414]);
    check(await send('/search?' + 'x=y&'.repeat(2000)), 'many unknown', [200]);
    check(await send('/search?' + '&'.repeat(8000)), 'ampersands', [200]);
    check(await send('/search?' + 'country=FR&'.repeat(700)), 'one country often', [200]);
    check(await send('/search?' + Array.from({ length: 100 }, (_, i) => `country=X${i}`).join('&')), 'many countries', [400]);
    check(await send('/search?page=' + '9'.repeat(500)), 'page', [200]);
});

test('methods', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        const answer = await send('/search?q=haiti', { method });
        check(answer, method, [405]);
        assert.equal(answer.headers.allow, 'GET, HEAD');
        assert.match(answer.body, /This page can be read/);
    }
    const head = await send('/search?q=haiti', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    assert.equal(head.headers['content-security-policy'], policy);
});

test('headers of the visitor', async () => {
    for (const headers of [{ 'accept-language': 'fr;q=1e999,'.repeat(500) }, { 'accept-language': ';;;,,,=q=q=' },
                           { proxy: 'http://127.0.0.1:1/' }, { 'if-none-match': '"'.repeat(5000) },
                           { cookie: 'a=b; '.repeat(200) }, { host: 'evil.example"><script>' }]) {
        const answer = await send('/search?q=haiti', { headers });
        if (headers.host && answer.status === 400 && !answer.headers['content-security-policy'])
            continue; /* the server refused it before us */
        check(answer, JSON.stringify(headers).slice(0, 80), [200]);
        assert.doesNotMatch(answer.body, /evil\.example/);
    }
});

test('caching', async () => {
    const first = await send('/search?q=haiti');
    assert.match(first.headers.etag, /^W\/"1-[0-9a-f]{16}"$/);
    assert.match(first.headers['cache-control'], /^public, max-age=\d+$/);
    assert.match(first.headers['last-modified'], /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/);
    const since = await send('/search?q=haiti', { headers: { 'if-modified-since': first.headers['last-modified'] } });
    assert.equal(since.status, 304);
    assert.equal((await send('/search?q=haiti', { headers: { 'if-none-match': '*' } })).status, 304);
    assert.equal((await send('/search?q=haiti&ui=en')).headers.vary, undefined);
    assert.equal(first.headers.vary, 'Accept-Language');
    assert.equal(first.headers['content-language'], 'en');
    assert.equal(first.headers['x-robots-tag'], 'noindex');
    const again = await send('/search?q=haiti', { headers: { 'if-none-match': first.headers.etag } });
    assert.equal(again.status, 304);
    for (const name of ['etag', 'cache-control', 'vary', 'last-modified'])
        assert.equal(again.headers[name], first.headers[name]);
    const french = await send('/search?q=haiti', { headers: { 'if-none-match': first.headers.etag, 'accept-language': 'fr' } });
    assert.equal(french.status, 200);
    const style = first.body.match(/\?asset=depeche\.css&amp;v=[0-9a-f]+/)[0].replace('&amp;', '&');
    const asset = await send(`/search${style}`);
    assert.match(asset.headers['cache-control'], /immutable/);
    assert.match(asset.headers['content-type'], /^text\/css/);
    assert.equal((await send('/search')).headers['x-robots-tag'], undefined);
});

test('no index: plain words, and no path', async () => {
    const answer = await send('/broken?q=haiti&ui=fr');
    check(answer, 'broken', [503]);
    assert.equal(answer.headers['retry-after'], '10');
    assert.match(answer.body, /La recherche n’est pas disponible/);
    assert.doesNotMatch(answer.body, /no\.index/);
});
