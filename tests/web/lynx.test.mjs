// A visitor with a text browser: lynx shows each page, follows its links and sends its form; every function is walked through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { kinds } from './browser.mjs';
import { startServer } from './server.mjs';

const run = promisify(execFile);
const quiet = ['-nopause', '-assume_charset=utf-8', '-display_charset=utf-8', '-width=200', '-accept_all_cookies=0'];
let server;
before(async () => { server = await startServer('lynx'); });
after(async () => { await server?.stop(); });

// What is read on the page, and where each numbered link leads.
async function open(address) {
    const { stdout } = await run('lynx', ['-dump', ...quiet, address], { env: { ...process.env, LANG: 'C.UTF-8' } })
        .catch((failure) => failure); // it shows pages of an error, too, and says so by its status
    const [text, references = ''] = stdout.split(/\n(?:References|Visible links):?\n/);
    const links = new Map([...references.matchAll(/^\s*(\d+)\. (\S+)$/gm)].map((match) => [match[1], match[2]]));
    return { address, text, links };
}

// The link whose text begins so, as a reader would pick it by its number.
async function follow(page, words) {
    const at = page.text.search(new RegExp(`\\[\\d+\\]\\s*${words}`));
    assert.notEqual(at, -1, `no link “${words}” in\n${page.text}`);
    return open(page.links.get(page.text.slice(at).match(/^\[(\d+)\]/)[1]));
}

// What lynx sends when the form is filled in so; fields that are not named are sent as the page has them.
async function send(page, fields) {
    const { stdout: source } = await run('lynx', ['-source', ...quiet, page.address]);
    const values = new URLSearchParams();
    for (const [, name, value] of source.matchAll(/<input[^>]*? name="(\w+)" value="([^"]*)"/g))
        values.append(name, value.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    for (const [name, value] of Object.entries(fields))
        values.set(name, value);
    return open(`${page.address.split('?')[0]}?${values}`);
}

test('every kind of page can be read', async () => {
    for (const [kind, path] of Object.entries(kinds))
        for (const ui of ['en', 'fr']) {
            const page = await open(`${server.address}${path}&ui=${ui}`);
            assert.match(page.text, ui === 'en' ? /News releases|Depeche/ : /Communiqués|Dépêche/, `${kind}:\n${page.text}`);
            if (kind !== 'hostile') // where the visitor's own words look so
                assert.doesNotMatch(page.text, /\{|<[a-z]|undefined|%s/, kind);
        }
});

test('from a question to a document and back', async () => {
    const start = await open(`${server.address}/search?ui=en`);
    assert.match(start.text, /The archive holds 60 documents/);
    let page = await send(start, { q: 'haiti', country: 'DO' });
    assert.match(page.text, /\d+ results for “haiti”/);
    assert.match(page.text, /Country: Dominican Republic/);
    page = await follow(page, 'Remove filter Country');
    assert.doesNotMatch(page.text, /Remove filter/);
    page = await follow(page, 'newest first');
    assert.match(page.text, /Sorted by/);
    page = await follow(page, 'Solidarity');
    assert.match(page.text, /Goal: Solidarity/);
    page = await follow(page, 'Next');
    assert.match(page.text, /page 2 of/);
    page = await follow(page, 'Previous');
    const results = page.address;
    page = await follow(page, 'Details');
    assert.match(page.text, /About this document/);
    assert.match(page.text, /Similar documents/);
    assert.match(page.text, /match(es)? in the text/);
    assert.equal((await follow(page, 'Back to the results')).text, (await open(results)).text);
    const other = await follow(page, '(En français|In English)');
    assert.match(other.text, /About this document/);
    assert.match((await follow(page, 'RIS')).text, /^TY {2}- /m);
    assert.match((await follow(page, 'Lasting link')).text, /About this document/);
    assert.match((await follow(page, 'Read the original')).text, /\w/);
});

test('years, months, languages, spelling, help', async () => {
    let page = await open(`${server.address}/search?q=haiti&ui=en`);
    page = await follow(page, '2010');
    assert.match(page.text, /Date: 2010/);
    page = await follow(page, 'January 2010');
    assert.match(page.text, /Date: January 2010/);
    page = await follow(page, 'Français');
    assert.match(page.text, /\d+ résultats pour « haiti »/);
    assert.match(page.text, /Date : janvier 2010/);
    page = await follow(page, 'Aide');
    page = await follow(page, 'haïti OU mali');
    assert.match(page.text, /\d+ résultats/);
    page = await send(page, { q: 'goverment' });
    page = await follow(await open(`${server.address}/search?q=goverment&ui=en`), 'government');
    assert.match(page.text, /results for “government”/);
    page = await send(page, { from: 'le grand jour' });
    assert.match(page.text, /“le grand jour” is not a date/);
    page = await send(page, { from: 'avril 2009' });
    assert.match(page.text, /Date: since avril 2009/);
});
