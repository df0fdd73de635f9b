// five-minutes.mjs - someone writes a summary and looks at it: the page after
// each save, and what is said of a save that is wrong. Exits 1 with a word
// where something is not as it should be.
import {readFileSync, writeFileSync} from 'node:fs';
import {URL_, launch} from './lib.mjs';

const {DOCUMENT, LOG} = process.env;
const PATIENCE = 30000;

let began = Date.now();

/** Prints the time since the last step. */
function took(what) {
    const now = Date.now();
    console.log(`${((now - began) / 1000).toFixed(2).padStart(7)} s  ${what}`);
    began = now;
}

/** Waits until `holds` does; fails with `what` after a while. */
async function until(holds, what) {
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
        if (await holds())
            return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`in vain: ${what}`);
}

function save(change) {
    const document_ = JSON.parse(readFileSync(DOCUMENT));
    change(document_);
    writeFileSync(DOCUMENT, JSON.stringify(document_, null, 2));
}

const browser = await launch();
const page = await browser.newPage();

/** Reloads, as a writer does, until the text is there. */
function reloadedUntil(text) {
    return until(async () => {
        await page.reload();
        return await page.getByText(text).first().isVisible();
    }, text);
}

took('Chromium started');
await page.goto(URL_);
await page.getByRole('link', {name: 'Tide mills'}).first().click();
await page.getByRole('heading', {name: 'Tide mills'}).waitFor();
took('the episode, from the start page');

save((document_) => {
    document_.people = [{name: 'Ada Moor', role: 'host'}, {name: 'Tom Reed'}];
    document_.takeaways = [{text: 'The moon does the work.', at: 9}];
});
await reloadedUntil('The moon does the work.');
took('a takeaway, from save to sight');

const good = readFileSync(DOCUMENT, 'utf8');
writeFileSync(DOCUMENT, good.replace('"at": 9', '"at": "0:09"'));
await until(() => readFileSync(LOG, 'utf8').includes('/takeaways/0/at: '),
    'a word on the wrong save');
took('a wrong save, from save to its reason');
await page.reload();
await page.getByText('The moon does the work.').first().waitFor();

writeFileSync(DOCUMENT, good.replace('The moon', 'The moon alone'));
await reloadedUntil('The moon alone does the work.');
took('mended, from save to sight');

await browser.close();
