// axe.mjs - axe-core finds no violation of WCAG 2.0 to 2.2, A and AA: on any
// page, light and dark, narrow and wide, details closed and open.
import axe from 'axe-core';
import {CITING, URL_, attempt, finish, launch, pages} from './lib.mjs';

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

/** What scrolls sideways at this width. */
function overflow(width) {
    const {scrollWidth} = document.scrollingElement;
    return scrollWidth > width ? [`${scrollWidth} px wide`] : [];
}

function setDetails(open) {
    for (const element of document.querySelectorAll('details'))
        element.open = open;
}

async function look(browser, path) {
    const page = await browser.newPage({reducedMotion: 'reduce'});
    await page.goto(URL_ + path);
    await page.evaluate(axe.source);
    const states = await page.locator('details').count()
        ? [false, true] : [false];
    for (const width of [320, 1280]) {
        await page.setViewportSize({width, height: 800});
        for (const open of states) {
            await page.evaluate(setDetails, open);
            const name = `${path}, ${width} px${open ? ', opened' : ''}`;
            await attempt(`no sideways scrolling: ${name}`, () =>
                page.evaluate(overflow, width));
            for (const colorScheme of ['light', 'dark']) {
                await page.emulateMedia({colorScheme});
                await attempt(`axe-core: ${name}, ${colorScheme}`, () =>
                    violations(page));
            }
        }
    }
    await page.close();
}

const browser = await launch();
const paths = [...await pages(), '/no-such-page',
    ...CITING.map(([path]) => path)];
const lane = async () => {
    while (paths.length)
        await look(browser, paths.shift());
};
await Promise.all([lane(), lane()]);
await browser.close();
finish();
