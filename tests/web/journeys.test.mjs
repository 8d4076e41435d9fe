// What visitors do, from the search box to a release, with the mouse, with the keyboard, on a telephone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

let server, browser;
before(async () => {
    server = await startServer('journeys');
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

async function visit(path, options = {}) {
    const page = await browser.newPage({ locale: 'en-CA', ...options });
    const problems = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(server.address + path);
    return { page, problems };
}

async function search(page, words) {
    await page.locator('#q').fill(words);
    await page.getByRole('button').click();
}

const titles = (page) => page.locator('.hits h2').allTextContents();
const heading = (page) => page.locator('h1').textContent();

test('words without accents find both languages', async () => {
    const { page, problems } = await visit('/search');
    await search(page, 'education haiti');
    assert.match(await heading(page), /^\d+ results for “education haiti”/);
    assert.match(await page.title(), /^\d+ results for “education haiti”/);
    assert.match(await page.getByRole('status').textContent(), /^Results 1 to \d+ of \d+; the archive holds 60 documents\.$/);
    const found = (await titles(page)).join('\n');
    assert.match(found, /Québec helps rebuild twenty schools in Haiti/);
    assert.match(found, /Le Québec aide à rebâtir vingt écoles en Haïti/);
    const french = page.locator('.hits h2[lang="fr"]', { hasText: 'rebâtir vingt écoles en Haïti' });
    assert.ok(await french.locator('mark').count());
    assert.ok(await page.locator('.hits .snippet[lang="fr"]').count());
    assert.equal(await page.locator('.hits h2[lang="en"]').count(), 0);
    assert.deepEqual(problems, []);
    await page.close();
});

test('a hit leads to its release', async () => {
    const { page } = await visit('/search?q=haiti+schools+rebuild');
    await page.getByRole('heading').getByRole('link', { name: 'Québec helps rebuild twenty schools in Haiti' }).click();
    assert.match(page.url(), /\/corpus\/releases\/2004-03-18-haiti-schools\.en\.html$/);
    assert.match(await page.locator('h1').textContent(), /twenty schools/);
    await page.close();
});

test('a facet narrows, counts as it said, and can be removed', async () => {
    const { page } = await visit('/search?q=haiti');
    const all = await heading(page);
    const link = page.locator('.facet').getByRole('link', { name: 'Dominican Republic' });
    const count = (await link.locator('.count').textContent()).match(/\d+/)[0];
    await link.click();
    assert.match(await heading(page), new RegExp(`^${count} results? for “haiti”`));
    assert.match(page.url(), /country=DO/);
    await page.getByRole('link', { name: 'Remove filter Country: Dominican Republic' }).first().click();
    assert.equal(await heading(page), all);
    await page.close();
});

test('two values of a facet widen the search', async () => {
    const { page } = await visit('/search?country=DO');
    const one = Number((await heading(page)).match(/\d+/)[0]);
    await page.locator('.facet').getByRole('link', { name: 'Senegal' }).click();
    assert.ok(Number((await heading(page)).match(/\d+/)[0]) > one);
    assert.equal(await page.locator('.chips li').count(), 3);
    await page.getByRole('link', { name: 'Remove all filters' }).click();
    assert.match(await heading(page), /News releases/);
    await page.close();
});

test('the other language keeps the search', async () => {
    const { page } = await visit('/search?q=haiti&country=HT&from=2004&page=1&sort=oldest');
    await page.getByRole('link', { name: 'Français', exact: true }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    assert.match(await heading(page), /^\d+ résultats pour «\u00a0haiti\u00a0»/);
    assert.ok(await page.getByRole('link', { name: 'Retirer le filtre Pays\u00a0: Haïti' }).count());
    assert.match(page.url(), /q=haiti&country=HT&from=2004&sort=oldest&ui=fr/);
    await search(page, 'écoles');
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    assert.match(page.url(), /country=HT/);
    await page.getByRole('link', { name: 'English', exact: true }).click();
    assert.match(await heading(page), /^\d+ results? for “écoles”/);
    await page.close();
});

test('the browser’s language is the page’s', async () => {
    const { page } = await visit('/search', { locale: 'fr-CA' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    assert.match(await page.getByRole('status').textContent(), /^L’archive compte 60 documents\.$/);
    await page.close();
});

test('the form: goal, country and dates', async () => {
    const { page } = await visit('/search');
    await page.getByLabel('Goal').selectOption({ label: 'Solidarity' });
    await page.getByLabel('Country').selectOption({ label: 'Haiti' });
    await page.getByLabel('From', { exact: true }).fill('avril 2009');
    await page.getByLabel('To', { exact: true }).fill('2009-2010');
    await page.getByRole('button').click();
    assert.match(await heading(page), /^\d+ results?/);
    assert.equal(await page.locator('.chips li').count(), 4);
    assert.ok(await page.getByRole('link', { name: 'Remove filter Date: avril 2009 to 2009-2010' }).count());
    assert.equal(await page.locator('#country').inputValue(), 'HT');
    await page.close();
});

test('a year of the histogram', async () => {
    const { page } = await visit('/search?q=haiti');
    assert.match(await page.getByRole('img').getAttribute('aria-labelledby'), /years-title/);
    await page.getByText('Choose a year').click();
    const row = page.getByRole('row', { name: '2010' });
    const count = await row.getByRole('cell').textContent();
    await row.getByRole('link').click();
    assert.match(await heading(page), new RegExp(`^${count} results`));
    assert.match(page.url(), /from=2010&to=2010/);
    for (const date of await page.locator('.hits time').all())
        assert.match(await date.getAttribute('datetime'), /^2010/);
    await page.close();
});

test('a date that is none', async () => {
    const { page } = await visit('/search?q=haiti');
    await page.getByText('By goal, country or date').click();
    await page.getByLabel('From', { exact: true }).fill('le grand jour');
    const [response] = await Promise.all([page.waitForNavigation(), page.getByRole('button').click()]);
    assert.equal(response.status(), 400);
    assert.match(await page.title(), /^Error:/);
    const field = page.getByLabel('From', { exact: true });
    assert.equal(await field.inputValue(), 'le grand jour');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const described = (await field.getAttribute('aria-describedby')).split(' ')[0];
    assert.match(await page.locator(`#${described}`).textContent(), /is not a date/);
    await page.getByRole('alert').getByRole('link').click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'from');
    await field.fill('2010');
    await page.getByRole('button').click();
    assert.match(await heading(page), /^\d+ results/);
    await page.close();
});

test('no results, and what to do', async () => {
    const { page } = await visit('/search?q=haiti&country=FI&from=2001&to=2002');
    assert.match(await heading(page), /^No results for “haiti”/);
    await page.getByRole('link', { name: 'Remove filter Date' }).click();
    await page.getByRole('link', { name: 'Remove filter Country: Finland' }).first().click();
    assert.match(await heading(page), /^\d+ results for “haiti”/);
    await page.close();
});

test('not all words', async () => {
    const { page } = await visit('/search?q=haiti+zeppelin+school');
    assert.ok(await page.getByText('No document has all the words: these have 2 of 3.').count());
    assert.ok(await page.getByText('in no document').count());
    await page.close();
});

test('pages and order', async () => {
    const { page } = await visit('/search?country=CA');
    const pages = page.getByRole('navigation', { name: 'Pages of results' });
    assert.equal(await pages.locator('[aria-current="page"]').textContent(), '1');
    const first = await titles(page);
    await pages.getByRole('link', { name: 'Next' }).click();
    assert.match(await heading(page), /page 2 of/);
    assert.equal(await page.locator('.hits').getAttribute('start'), '11');
    assert.equal((await titles(page)).filter((title) => first.includes(title)).length, 0);
    await page.getByRole('navigation').getByRole('link', { name: 'Previous' }).click();
    await page.waitForLoadState();
    assert.deepEqual(await titles(page), first);
    await page.getByRole('link', { name: 'oldest first' }).click();
    assert.match(await page.locator('.hits time').first().getAttribute('datetime'), /^2001/);
    await page.close();
});

// Tab until the element with the focus is the one that is wanted; how many times it took.
async function tabTo(page, wanted, most = 80) {
    for (let steps = 1; steps <= most; steps++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
            const element = document.activeElement;
            const box = element.getBoundingClientRect();
            const style = getComputedStyle(element);
            return { text: element.textContent.trim(), id: element.id, tag: element.tagName,
                     seen: box.bottom > 0 && box.top < innerHeight && box.width > 1, outline: style.outlineStyle };
        });
        assert.ok(focus.seen, `the focus is out of sight at ${JSON.stringify(focus)}`);
        assert.notEqual(focus.outline, 'none', `no outline at ${JSON.stringify(focus)}`);
        if (wanted(focus))
            return steps;
    }
    throw new Error('the keyboard does not lead there');
}

test('keyboard only', async () => {
    const { page } = await visit('/search');
    await tabTo(page, (focus) => focus.text === 'Skip to content', 1);
    await page.keyboard.press('Enter');
    await tabTo(page, (focus) => focus.id === 'q', 1);
    await page.keyboard.type('haiti');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=haiti/);
    assert.match(await heading(page), /^\d+ results for “haiti”/);
    await tabTo(page, (focus) => focus.text === 'By goal, country or date');
    await page.keyboard.press('Enter');
    await tabTo(page, (focus) => focus.id === 'country', 2);
    await page.keyboard.type('Dominican');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/country=DO/);
    await tabTo(page, (focus) => focus.text.startsWith('Remove filter Country: Dominican'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.search.includes('country=DO'));
    await tabTo(page, (focus) => focus.text.startsWith('Earthquake in Haiti'));
    await tabTo(page, (focus) => focus.text === 'Next');
    await page.keyboard.press('Enter');
    await page.waitForURL(/page=2/);
    await tabTo(page, (focus) => focus.text === 'Choose a year');
    await page.keyboard.press('Enter');
    await tabTo(page, (focus) => focus.text === '2004', 1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=2004/);
    await tabTo(page, (focus) => focus.text.startsWith('Solidarity'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/goal=solidarity/);
    await page.close();
});

test('a document, by keyboard', async () => {
    const { page } = await visit('/search?q=haiti+schools');
    await tabTo(page, (focus) => focus.text === 'By goal, country or date');
    await tabTo(page, (focus) => focus.text.startsWith('Details: '));
    await page.keyboard.press('Enter');
    await page.waitForURL(/doc=releases/);
    assert.match(await page.title(), /^Québec helps rebuild twenty schools in Haiti/);
    assert.ok(await page.locator('#match').count());
    assert.equal(await page.locator('.text mark').count() > 3, true);
    await page.evaluate(() => document.querySelector('.back a').focus({ preventScroll: true }));
    await tabTo(page, (focus) => /matches in the text$/.test(focus.text));
    await page.keyboard.press('Enter');
    await page.waitForURL(/#match$/);
    await tabTo(page, (focus) => focus.text === 'Why? Solidarity');
    const evidence = page.locator('.about blockquote').nth(1);
    await page.keyboard.press('Enter');
    assert.ok(await evidence.isVisible());
    await tabTo(page, (focus) => focus.text === 'Haiti');
    await tabTo(page, (focus) => focus.tag === 'A' && focus.text.length > 20); // the first of the similar documents
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => /doc=/.test(url.search) && !/haiti-schools/.test(url.search));
    await tabTo(page, (focus) => focus.text === 'Back to the results');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search === '?q=haiti+schools');
    await page.close();
});

test('a year, and its months', async () => {
    const { page } = await visit('/search?q=haiti&from=2010&to=2010');
    await page.getByText('Choose a month').click();
    const row = page.getByRole('row', { name: 'January 2010' });
    const count = await row.getByRole('cell').textContent();
    await row.getByRole('link').click();
    assert.match(await heading(page), new RegExp(`^${count} results`));
    assert.ok(await page.getByRole('link', { name: 'Remove filter Date: January 2010' }).count());
    await page.close();
});

test('every example of the help finds something', async () => {
    for (const ui of ['en', 'fr']) {
        const { page } = await visit(`/search?view=help&ui=${ui}`);
        const links = await page.locator('.examples a').evaluateAll((all) => all.map((a) => [a.textContent, a.href]));
        assert.ok(links.length > 15);
        for (const [text, href] of links) {
            const answer = await (await fetch(`${href}&format=json`)).json();
            assert.ok(answer.total > 0, `${text} finds nothing`);
            assert.equal(answer.relaxed, null, `${text} finds only a part`);
        }
        await page.close();
    }
});

test('the language link keeps all, on every page', async () => {
    for (const path of ['/search?q=haiti&country=HT&from=2004&page=1', '/search?doc=releases/2010-01-20-haiti-earthquake.en.html&q=haiti',
                        '/search?view=help', '/search?q=haiti&sort=oldest&goal=solidarity']) {
        const { page } = await visit(path);
        await page.getByRole('link', { name: 'Français', exact: true }).click();
        assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
        const before = new URLSearchParams(path.split('?')[1]), after = new URL(page.url()).searchParams;
        before.delete('page');
        for (const [name, value] of before)
            assert.equal(after.get(name), value);
        await page.close();
    }
});

test('a telephone of 320 pixels', async () => {
    for (const path of ['/search', '/search?q=haiti&country=HT', '/search?q=xyzzy', '/search?from=banana', '/search?view=help',
                        '/search?doc=reports/2010-11-23-report-2009-2010.en.html&q=haiti', '/search?doc=nowhere',
                        `/search?q=${'x'.repeat(900)}`]) {
        const { page } = await visit(path, { viewport: { width: 320, height: 640 } });
        await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${path.slice(0, 40)} is ${width} pixels wide`);
        await page.close();
    }
});

test('twice the size of letters, and strong contrast', async () => {
    const { page } = await visit('/search?q=haiti', { viewport: { width: 640, height: 480 }, contrast: 'more' });
    await page.addStyleTag({ content: 'html { font-size: 200% }' }).catch(() => {}); // the policy may forbid it
    await page.emulateMedia({ contrast: 'more', forcedColors: 'active' });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 640, `${width} pixels wide`);
    assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
    await page.close();
});

test('nothing but the page, its stylesheet and its script is asked for, and no cookie kept', async () => {
    const page = await browser.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url())));
    await page.goto(`${server.address}/search?q=haiti`);
    assert.ok(asked.every((url) => url.origin === server.address && url.pathname !== '/corpus'), String(asked));
    assert.deepEqual(await page.context().cookies(), []);
    assert.equal(await page.locator('script:not([src^="?asset=depeche.js"]), [style], style, iframe, img').count(), 0);
    await page.close();
});

test('a page with ten hits is small', async () => {
    for (const path of ['/search?q=haiti', '/search?q=haiti&ui=fr', '/search?country=CA&ui=fr']) {
        const body = await (await fetch(server.address + path)).arrayBuffer();
        assert.ok(body.byteLength < 40 * 1024, `${path}: ${body.byteLength} bytes`);
    }
});
