// What programs get: descriptions, feeds, sitemaps, metadata; well-formed, with links that lead where they say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { writeFileSync } from 'node:fs';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

const run = promisify(execFile);
let server;
before(async () => { server = await startServer('machines'); });
after(async () => { await server?.stop(); });

async function get(query) {
    const response = await fetch(`${server.address}/search?${query}`);
    assert.equal(response.status, 200, query);
    return { type: response.headers.get('content-type'), headers: response.headers, body: await response.text() };
}

// Text or attributes by XPath, a line each; the document is well-formed, or xmllint fails.
async function xpath(body, path) {
    writeFileSync('machines.xml', body);
    const { stdout } = await run('xmllint', ['--nonet', '--xpath', path, 'machines.xml']);
    return stdout.trim();
}
const element = (name) => `//*[local-name()="${name}"]`;
const unescaped = (text) => text.replaceAll('&amp;', '&');

test('descriptions in both languages, found from the page', async () => {
    for (const ui of ['en', 'fr']) {
        const page = await get(`ui=${ui}`);
        const link = page.body.match(/<link rel="search" type="application\/opensearchdescription\+xml" title="[^"]+" href="([^"]+)"/);
        const description = await get(unescaped(link[1]).split('?')[1]);
        assert.equal(description.type, 'application/opensearchdescription+xml; charset=utf-8');
        assert.equal(await xpath(description.body, `string(${element('Language')})`), ui);
        const name = await xpath(description.body, `string(${element('ShortName')})`);
        assert.ok(name.length > 0 && name.length <= 16);
        const template = await xpath(description.body, `string(${element('Url')}[@type="text/html"]/@template)`);
        assert.ok(template.startsWith(`${server.address}/search?`));
        const filled = await fetch(template.replace('{searchTerms}', 'haiti').replace(/\{\w+\?\}/g, ''));
        assert.match(await filled.text(), ui === 'fr' ? /résultats pour/ : /results for/);
        const suggest = await xpath(description.body, `string(${element('Url')}[@rel="suggestions"]/@template)`);
        const answer = await (await fetch(suggest.replace('{searchTerms}', 'ecol'))).json();
        assert.equal(answer[0], 'ecol');
        assert.ok(answer[1].includes('école') || answer[1].includes('écoles'), String(answer));
        assert.equal(answer[1].length, answer[2].length);
    }
});

test('a feed: OpenSearch elements, links in every direction, entries once', async () => {
    const { body, type } = await get('q=haiti&format=atom&hits=5&page=2&ui=en');
    assert.equal(type, 'application/atom+xml; charset=utf-8');
    assert.equal(await xpath(body, `string(${element('startIndex')})`), '6');
    assert.equal(await xpath(body, `string(${element('itemsPerPage')})`), '5');
    assert.ok(Number(await xpath(body, `string(${element('totalResults')})`)) > 10);
    assert.equal(await xpath(body, `string(${element('Query')}/@searchTerms)`), 'haiti');
    for (const relation of ['self', 'first', 'previous', 'next', 'last', 'alternate', 'search']) {
        const href = await xpath(body, `string(/*/*[local-name()="link"][@rel="${relation}"]/@href)`);
        assert.ok(href.startsWith(`${server.address}/search?`), `${relation}: ${href}`);
        const response = await fetch(href);
        assert.equal(response.status, 200, href);
        const wanted = await xpath(body, `string(/*/*[local-name()="link"][@rel="${relation}"]/@type)`);
        assert.ok(response.headers.get('content-type').startsWith(wanted), href);
    }
    const ids = (body.match(/<id>[^<]+<\/id>/g));
    assert.equal(new Set(ids).size, ids.length);
    const entries = body.split('<entry').slice(1);
    assert.equal(entries.length, 5);
    for (const entry of entries)
        for (const part of ['<title>', '<id>', '<updated>', '<link rel="alternate"', '<summary>'])
            assert.ok(entry.includes(part), `${part} in ${entry}`);
});

test('a sitemap of documents: each once, with its version in the other language', async () => {
    const index = await get('format=sitemap');
    assert.equal(index.type, 'application/xml; charset=utf-8');
    const part = await xpath(index.body, `string(${element('loc')})`);
    const sitemap = await (await fetch(part)).text();
    assert.equal(await xpath(sitemap, `count(${element('url')})`), '60');
    const addresses = sitemap.match(/<loc>[^<]+/g).map((each) => unescaped(each.slice(5)));
    assert.equal(new Set(addresses).size, 60);
    const twin = addresses.find((each) => each.includes('haiti-schools.en'));
    const response = await fetch(twin);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-robots-tag'), null);
    assert.equal(response.headers.get('link'), `<${twin}>; rel="canonical"`);
    const page = await response.text();
    assert.ok(page.includes(`<link rel="canonical" href="${twin.replaceAll('&', '&amp;')}">`));
    const other = page.match(/<link rel="alternate" hreflang="fr" href="([^"]+)"/)[1];
    assert.match(other, /haiti-schools\.fr/);
    assert.ok(sitemap.includes(`<xhtml:link rel="alternate" hreflang="fr" href="${other}"/>`));
    assert.ok(addresses.includes(unescaped(other)));
    assert.equal((await fetch(`${server.address}/search?format=sitemap&part=2`)).status, 404);
});

test('a document tells what it is, and no policy is in the way', async () => {
    const browser = await launch();
    const page = await browser.newPage({ locale: 'fr-CA' });
    const problems = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${server.address}/search?doc=releases/2004-03-18-haiti-schools.fr.html&q=haiti`);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
    assert.equal(data['@type'], 'NewsArticle');
    assert.equal(data.inLanguage, 'fr');
    assert.equal(data.datePublished, '2004-03-18');
    assert.match(data.headline, /vingt écoles/);
    assert.match(data.workTranslation.url, /haiti-schools\.en/);
    assert.equal(await page.locator('meta[name="citation_title"]').getAttribute('content'), data.headline);
    assert.equal(await page.locator('meta[name="citation_publication_date"]').getAttribute('content'), '2004/03/18');
    assert.equal(await page.locator('meta[name="DC.language"]').getAttribute('content'), 'fr');
    const coins = new URLSearchParams(await page.locator('.Z3988').getAttribute('title'));
    assert.equal(coins.get('rft.title'), data.headline);
    await page.goto(`${server.address}/search?q=haiti`);
    assert.equal(await page.locator('.hits .Z3988').count(), 10);
    assert.deepEqual(problems, []);
    await browser.close();
});

test('a form of Omega, and the same in our words', async () => {
    const { body } = await get('P=haiti&DB=default&FMT=query&B=Nht&B=Lfr&DEFAULTOP=or&HITSPERPAGE=20&START=20040101&END=20101231');
    const canonical = unescaped(body.match(/<link rel="canonical" href="([^"]+)"/)[1]);
    assert.equal(canonical.split('?')[1], 'q=haiti&country=HT&language=fr&from=2004-01-01&to=2010-12-31&match=any&hits=20&ui=en');
    const ours = await (await fetch(canonical)).text();
    const heading = (page) => page.match(/<h1>([^<]+)/)[1];
    assert.equal(heading(ours), heading(body));
});
