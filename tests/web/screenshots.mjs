// Not a test: pictures of every kind of page, on a telephone and a desk, light and dark, for people to look at.
// script/screenshots runs it; the pictures are in FOLDER, the first argument. With WINDOW=1 they show what a window does.
import { mkdirSync } from 'node:fs';
import { address, kinds, launch } from './browser.mjs';
import { startServer } from './server.mjs';

const folder = process.argv[2] ?? 'screenshots';
const only = process.argv[3]; // a kind of page
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1120, height: 740 } };

mkdirSync(folder, { recursive: true });
const server = await startServer('screenshots');
const browser = await launch();
for (const [kind, path] of Object.entries(kinds)) {
    if (only && only !== kind)
        continue;
    for (const [size, viewport] of Object.entries(sizes))
        for (const colorScheme of ['light', 'dark']) {
            const ui = (size === 'phone') === (colorScheme === 'light') ? 'fr' : 'en'; // each language meets each
            const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1 });
            await page.goto(address(server, path, ui));
            await page.screenshot({ path: `${folder}/${kind.replaceAll(' ', '-')}.${size}.${colorScheme}.${ui}.png`,
                                    fullPage: !process.env.WINDOW });
            await page.close();
        }
}
await browser.close();
await server.stop();
