// axe over every kind of page, in both languages, light and dark, large and small: no violation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { address, kinds, launch } from './browser.mjs';
import { startServer } from './server.mjs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let server, browser;
before(async () => {
    server = await startServer('accessibility');
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

function told(violation) {
    const nodes = violation.nodes.map((node) => `  ${node.target}: ${node.failureSummary}`).join('\n');
    return `${violation.id}: ${violation.help}\n${nodes}`;
}

// Each language meets each colour scheme, and each of the two a large and a small window.
const looks = [
    { ui: 'en', colorScheme: 'light', width: 1200 },
    { ui: 'en', colorScheme: 'dark', width: 320 },
    { ui: 'fr', colorScheme: 'light', width: 320 },
    { ui: 'fr', colorScheme: 'dark', width: 1200 },
];

async function look(page, path, { ui, colorScheme, width }) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(address(server, path, ui));
    await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
    await page.evaluate(axe);
    return page.evaluate((values) => axe.run({ runOnly: values, resultTypes: ['violations'] }), rules);
}

for (const [kind, path] of Object.entries(kinds)) {
    test(kind, async () => {
        const page = await browser.newPage();
        for (const each of looks) {
            const found = await look(page, path, each);
            assert.ok(found.passes.length > 5);
            assert.equal(found.violations.length, 0,
                         `${kind}, ${JSON.stringify(each)}:\n${found.violations.map(told).join('\n')}`);
        }
        await page.close();
    });
}
