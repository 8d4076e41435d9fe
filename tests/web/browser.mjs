// Chromium without a window, and every kind of page there is to look at.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export function launch() {
    const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
    return chromium.launch({
        executablePath,
        args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'],
    });
}

export const kinds = {
    start: '/search?',
    'whole archive': '/search?sort=newest',
    results: '/search?q=haiti',
    'second page': '/search?q=haiti&page=2',
    'past the end': '/search?q=haiti&page=9',
    filtered: '/search?country=HT&country=FR&goal=solidarity&language=fr&kind=release&from=2004&to=2010&sort=oldest',
    relaxed: '/search?q=haiti+zeppelin+school',
    'no results': '/search?q=xyzzy&country=HT&from=2005',
    'bad date': '/search?q=haiti&from=banana',
    'bad query': '/search?q=nofield:x',
    'bad country': '/search?country=atlantis',
    'bad address': '/search?q=%00',
    record: '/search?doc=releases/2010-01-20-haiti-earthquake.en.html&q=haiti+schools',
    'long record': '/search?doc=reports/2010-11-23-report-2009-2010.en.html&q=haiti',
    'no record': '/search?doc=nowhere',
    help: '/search?view=help',
    'no such file': '/search?asset=other.css',
    hostile: `/search?q=${encodeURIComponent('"\'><script>alert(1)</script><!-- ]]> &amp; \u202e\ufffe')}`,
    'no index': '/broken?q=haiti',
};

export function address(server, path, ui) {
    return `${server.address}${path}&ui=${ui}`;
}
