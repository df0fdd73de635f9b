// lib.mjs - what the browser checks share: results as TAP, the site's pages,
// and Chromium.
import {chromium} from 'playwright-core';

/** The site under test, with no slash at its end. */
export const URL_ = process.env.URL;

/** The path of the episode that has everything. */
export const FOUNDING = '/episodes/' +
    'deepseek-china-openai-nvidia-xai-tsmc-stargate-and-ai-megaclusters';

let count = 0;
let failed = 0;

/** One result; `findings` are what is wrong, none where all is well. */
export function result(name, findings) {
    const list = [findings].flat().filter(Boolean);
    count++;
    console.log(`${list.length ? 'not ok' : 'ok'} ${count} - ${name}`);
    for (const finding of list)
        console.log('# ' + String(finding).replaceAll('\n', '\n# '));
    failed += list.length > 0;
}

/** The plan, last. */
export function finish() {
    console.log(`1..${count}`);
    process.exitCode = failed ? 1 : 0;
}

/** Runs `work` and turns what it throws into a failed result. */
export async function attempt(name, work) {
    try {
        result(name, await work());
    } catch (error) {
        result(name, error.stack ?? String(error));
    }
}

/** Pages of citations that no link leads to, and their statuses. */
export const CITING = [
    [FOUNDING + '/cite?t=1:23:45', 200],
    [FOUNDING + '/cite?of=summary&part=intext', 200],
    ['/cite?q=lex+fridman&style=mla', 300],
    ['/cite?q=xylophone+glockenspiel+lighthouses', 404],
    ['/cite?id=no-such-episode', 404],
    ['/cite?q=%ff', 400],
];

/** The paths of all HTML pages that links lead to, from / on. */
export async function pages() {
    const seen = new Set(['/']);
    const found = [];
    for (const path of seen) {
        const response = await fetch(URL_ + path);
        const type = response.headers.get('content-type') ?? '';
        const body = await response.text();
        if (response.redirected) {
            const end = new URL(response.url);
            seen.add(end.pathname + end.search);
            continue;
        }
        if (!type.startsWith('text/html'))
            continue;
        found.push(path);
        for (const [, href] of body.matchAll(/<a\b[^>]*?\bhref="([^"#]*)/g)) {
            const link = new URL(href.replaceAll('&amp;', '&'), URL_ + path);
            if (link.origin === new URL(URL_).origin)
                seen.add(link.pathname + link.search);
        }
    }
    return found;
}

/** Chromium with nothing of its own on the network; more flags behind. */
export function launch(...flags) {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--no-sandbox', '--disable-gpu', '--disable-quic',
            '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', ...flags,
        ],
    });
}
