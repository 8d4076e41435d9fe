// Suggestions as one types: with the keyboard, with the mouse, for who listens, and nothing without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
let server, browser;
before(async () => {
    server = await startServer('suggestions');
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

async function visit(path = '/search?ui=en', options = {}) {
    const page = await browser.newPage({ locale: 'en-CA', ...options });
    const problems = [], asked = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => request.url().includes('format=suggestions') && asked.push(request.url()));
    await page.goto(server.address + path);
    return { page, problems, asked, box: page.locator('#q'), list: page.locator('#suggestions') };
}

async function type(page, words) {
    await page.locator('#q').pressSequentially(words, { delay: 20 });
    await page.locator('#suggestions [role=option]').first().waitFor();
}

test('the keyboard: down, up, Escape, Enter', async () => {
    const { page, problems, box, list } = await visit();
    assert.equal(await box.getAttribute('role'), 'combobox');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    assert.ok(await list.isHidden());
    await type(page, 'haiti sch');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    const texts = await list.locator('[role=option]').allTextContents();
    assert.ok(texts.length > 0 && texts.length <= 8);
    assert.match(texts[0], /^haiti sch\S+ \d+ documents?$/);
    assert.match(await page.locator('[aria-live=polite]').textContent(), /^(1 suggestion|\d suggestions)$/);

    await page.keyboard.press('ArrowDown');
    const first = await box.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${first}`).getAttribute('aria-selected'), 'true');
    assert.match(await box.inputValue(), /^haiti sch\w+$/);
    await page.keyboard.press('ArrowUp');
    assert.equal(await box.inputValue(), 'haiti sch');
    assert.equal(await box.getAttribute('aria-activedescendant'), null);
    await page.keyboard.press('ArrowUp'); // the last
    assert.notEqual(await box.inputValue(), 'haiti sch');
    await page.keyboard.press('Escape');
    assert.equal(await box.inputValue(), 'haiti sch');
    assert.ok(await list.isHidden());
    assert.equal(await box.getAttribute('aria-expanded'), 'false');

    await page.keyboard.press('ArrowDown'); // opens again
    await list.locator('[role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    const chosen = await box.inputValue();
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=haiti\+sch/);
    assert.equal(await page.locator('#q').inputValue(), chosen);
    assert.deepEqual(problems, []);
    await page.close();
});

test('the mouse', async () => {
    const { page, problems, list } = await visit();
    await type(page, 'ecol');
    await list.locator('[role=option]').first().click();
    await page.waitForURL(/q=/);
    assert.match(decodeURIComponent(page.url()), /q=école/);
    assert.match(await page.locator('h1').textContent(), /\d+ results? for “école/);
    assert.deepEqual(problems, []);
    await page.close();
});

test('one question for fast typing; none for a letter, or when the focus goes', async () => {
    const { page, asked, list, box } = await visit();
    await box.pressSequentially('h', { delay: 5 });
    await page.waitForTimeout(300);
    assert.equal(asked.length, 0);
    await box.pressSequentially('aiti', { delay: 5 });
    await list.locator('[role=option]').first().waitFor();
    assert.equal(asked.length, 1);
    await page.keyboard.press('Tab');
    assert.ok(await list.isHidden());
    await page.close();
});

test('an answer that comes late changes nothing', async () => {
    const { page, list, box } = await visit();
    await page.route(/format=suggestions/, async (route) => {
        const slow = /q=hai(&|$)/.test(route.request().url());
        if (slow)
            await new Promise((done) => setTimeout(done, 600));
        await route.fulfill({ contentType: 'application/json',
                              body: JSON.stringify(slow ? ['', ['slow'], ['1']] : ['', ['fast'], ['1']]) }).catch(() => {});
    });
    await box.pressSequentially('hai');
    await page.waitForTimeout(250);
    await box.pressSequentially('ti');
    await list.locator('[role=option]').first().waitFor();
    await page.waitForTimeout(700);
    assert.match(await list.textContent(), /^fast/);
    await page.close();
});

test('open, it is accessible, in both languages, light and dark', async () => {
    for (const [ui, colorScheme, width] of [['en', 'light', 1200], ['fr', 'dark', 320], ['en', 'dark', 1200], ['fr', 'light', 320]]) {
        const { page } = await visit(`/search?ui=${ui}`, { colorScheme, viewport: { width, height: 800 } });
        await type(page, 'hai');
        await page.keyboard.press('ArrowDown');
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run());
        assert.equal(found.violations.length, 0, JSON.stringify(found.violations.map((each) =>
            [each.id, each.nodes.map((node) => node.failureSummary)]), null, 1));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        assert.ok(!wide, 'it does not fit');
        await page.close();
    }
});

test('without JavaScript the box is what it was', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.address}/search?ui=en`);
    await page.getByRole('searchbox').fill('haiti');
    await page.getByRole('button').click();
    assert.match(await page.locator('h1').textContent(), /results for “haiti”/);
    assert.equal(await page.locator('#suggestions').count(), 0);
    await context.close();
});

test('what is typed is text and nothing else', async () => {
    const { page, problems, box } = await visit();
    await page.route(/format=suggestions/, (route) => route.fulfill({ contentType: 'application/json',
        body: JSON.stringify(['', ['<img src=x onerror=alert(1)>'], ['<b>1</b>']]) }));
    await box.pressSequentially('img');
    await page.locator('#suggestions [role=option]').first().waitFor();
    assert.equal(await page.locator('#suggestions img, #suggestions b').count(), 0);
    assert.deepEqual(problems, []);
    await page.close();
});
