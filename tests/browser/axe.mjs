// axe.mjs - axe-core finds no violation of WCAG 2.0 to 2.2, A and AA: on any
// page, light and dark, narrow and wide, details closed and open.
import axe from 'axe-core';
import {URL_, attempt, finish, launch, pages} from './lib.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The violations in the page as it stands, one line a kind. */
async function violations(page) {
    const found = await page.evaluate(
        (values) => window.axe.run({runOnly: {type: 'tag', values}}), tags);
    if (!found.passes.length)
        return ['axe-core looked at nothing'];
    return found.violations.map(({id, help, nodes}) =>
        `${id}: ${help}: ${nodes.map((node) => node.html).join('\n')}`);
}

/** One page in one scheme and width. */
async function look(context, path, scheme, width) {
    const page = await context.newPage();
    const name = `${path}, ${scheme}, ${width} px`;
    await page.goto(URL_ + path);
    await page.evaluate(axe.source);
    await attempt(`axe-core: ${name}`, () => violations(page));
    if (await page.locator('details').count()) {
        await page.evaluate(() => document.querySelectorAll('details')
            .forEach((element) => { element.open = true; }));
        await attempt(`axe-core: ${name}, opened`, () => violations(page));
    }
    await attempt(`no sideways scrolling: ${name}`, () =>
        page.evaluate((limit) => {
            const {scrollWidth} = document.scrollingElement;
            return scrollWidth > limit ? [`${scrollWidth} px wide`] : [];
        }, width));
    await page.close();
}

/** All pages in one scheme and width. */
async function lookAll(browser, paths, colorScheme, width) {
    const context = await browser.newContext({
        colorScheme, viewport: {width, height: 800}, reducedMotion: 'reduce',
    });
    for (const path of paths)
        await look(context, path, colorScheme, width);
    await context.close();
}

const browser = await launch();
const paths = [...await pages(), '/no-such-page'];
await Promise.all(['light', 'dark'].flatMap((scheme) => [320, 1280].map(
    (width) => lookAll(browser, paths, scheme, width))));
await browser.close();
finish();
