// page.mjs - what the founding page does in a browser.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {get} from 'node:http';
import {FOUNDING, URL_, attempt, finish, launch} from './lib.mjs';

// An origin that browsers don't trust, as plain http on a LAN is: there the
// clipboard API is absent.
const LAN = URL_.replace('127.0.0.1', 'lan.test');
const document_ = JSON.parse(readFileSync(process.env.FOUNDING_DOCUMENT));

const browser = await launch('--host-resolver-rules=MAP lan.test 127.0.0.1');

/** Opens the page at `origin` in a context of its own, runs `work`. */
async function visit(origin, options, work) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    try {
        return await work(page, (waitUntil) =>
            page.goto(origin + FOUNDING, {waitUntil}));
    } finally {
        await context.close();
    }
}

/** Presses `keys` in a text field that holds `text`; what it then holds. */
async function inField(page, text, keys) {
    const other = await page.context().newPage();
    await other.setContent('<textarea></textarea>');
    const field = other.locator('textarea');
    await field.fill(text);
    await field.selectText();
    await field.press(keys);
    const held = await field.inputValue();
    await other.close();
    return held;
}

async function copies(page, open, secure) {
    await open();
    const findings = [];
    if (await page.evaluate(() => 'clipboard' in navigator) !== secure)
        findings.push('this origin is not what the test is about');
    await inField(page, 'what was there before', 'Control+C');
    const button = page.getByRole('button', {name: 'Copy link'}).first();
    await button.click();
    await page.getByText('Link copied!').first()
        .waitFor({state: 'visible', timeout: 5000});
    const canonical =
        await page.locator('link[rel=canonical]').getAttribute('href');
    const text = await inField(page, '', 'Control+V');
    if (text !== canonical)
        findings.push(`the clipboard holds ${text}`);
    return findings;
}

await attempt('Copy link copies the address, on a trusted origin', () =>
    visit(URL_, {permissions: ['clipboard-read', 'clipboard-write']},
        (page, open) => copies(page, open, true)));
await attempt('Copy link copies over plain http on a LAN', () =>
    visit(LAN, {}, (page, open) => copies(page, open, false)));

/** Copies the APA citation; what it answers is what the page shows. */
async function copiesCitation(page, open) {
    await open();
    const entry = page.locator('#cite .citations > div').first();
    const shown = await entry.locator('.citation').textContent();
    const findings = [];
    await inField(page, 'what was there before', 'Control+C');
    await entry.getByRole('button', {name: /^Copy the APA/}).click();
    await page.getByText('Copied!', {exact: true}).first()
        .waitFor({state: 'attached', timeout: 5000});
    const text = await inField(page, '', 'Control+V');
    if (text !== shown || !text.startsWith('Fridman, L. (Host). '))
        findings.push(`the clipboard holds ${text}`);
    return findings;
}

await attempt('Copy copies a citation as it is shown', () =>
    visit(LAN, {}, copiesCitation));

/** Every box on the page, as text. */
function boxes() {
    return [...document.querySelectorAll('body *')].map((element) => {
        const {x, y, width, height} = element.getBoundingClientRect();
        return `${element.tagName} ${x} ${y} ${width} ${height}`;
    });
}

await attempt('nothing moves when the script arrives', () =>
    visit(URL_, {}, async (page, open) => {
        let release;
        const held = new Promise((resolve) => { release = resolve; });
        let scripts = 0;
        await page.route('**/*.js', async (route) => {
            scripts++;
            await held;
            await route.continue();
        });
        await page.addInitScript(() => {
            window.shifts = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries())
                    window.shifts += entry.value;
            }).observe({type: 'layout-shift', buffered: true});
        });
        await open('commit');
        while (await page.evaluate(() => document.readyState) === 'loading')
            await page.waitForTimeout(50);
        await page.waitForTimeout(300);
        const before = await page.evaluate(boxes);
        release();
        await page.waitForLoadState();
        await page.waitForTimeout(300);
        const after = await page.evaluate(boxes);
        const shifts = await page.evaluate(() => window.shifts);
        return [
            scripts === 0 && 'no script was asked for',
            shifts !== 0 && `cumulative layout shift ${shifts}`,
            ...after.filter((box, i) => box !== before[i]).slice(0, 5)
                .map((box) => `moved or came: ${box}`),
        ];
    }));

await attempt('it asks nobody else and breaks no policy', () =>
    visit(URL_, {}, async (page, open) => {
        const findings = [];
        page.on('request', (request) => {
            if (new URL(request.url()).origin !== new URL(URL_).origin)
                findings.push(`asked for ${request.url()}`);
        });
        page.on('requestfailed', (request) =>
            findings.push(`failed: ${request.url()}`));
        page.on('response', (response) => {
            if (response.status() >= 400)
                findings.push(`${response.status()} ${response.url()}`);
        });
        page.on('console', (message) =>
            findings.push(`console: ${message.text()}`));
        page.on('pageerror', (error) => findings.push(String(error)));
        const response = await open();
        if (!response.headers()['content-security-policy'])
            findings.push('there is no policy');
        await page.waitForTimeout(300);
        return findings;
    }));

/** All text of the document's insights. */
const insights = document_.insights.flatMap(
    ({title, points}) => [title, ...points]);

/** Words alone: a line may break anywhere. */
function words(text) {
    return text.normalize('NFKC').replaceAll(/\s|\u00ad/g, '');
}

await attempt('without JavaScript it reads, and insights open and close', () =>
    visit(URL_, {javaScriptEnabled: false}, async (page, open) => {
        await open();
        const findings = [];
        const details = page.locator('#insights details').first();
        const point = page.getByText(document_.insights[0].points[0]);
        const open_ = await point.isVisible();
        await details.locator('summary').click();
        if (await point.isVisible() === open_)
            findings.push('a click on an insight changes nothing');
        await details.locator('summary').click();
        if (await point.isVisible() !== open_)
            findings.push('a second click does not undo the first');
        for (const {text} of document_.takeaways) {
            if (!await page.getByText(text).first().isVisible())
                findings.push(`not to be seen: ${text}`);
        }
        for (const button of await page.getByRole('button').all())
            findings.push(`does nothing: ${await button.textContent()}`);
        return findings;
    }));

await attempt('printed, it holds all of the insights', () =>
    visit(URL_, {}, async (page, open) => {
        await open();
        const pdf = await page.pdf({format: 'A4'});
        const text = words(execFileSync('pdftotext', ['-raw', '-', '-'],
            {input: pdf, encoding: 'utf8'}));
        return insights.filter((piece) => !text.includes(words(piece)))
            .map((piece) => `not in print: ${piece}`);
    }));

/** The bytes of a body as it travels. */
function transferred(url) {
    return new Promise((resolve, reject) => {
        get(url, {headers: {'accept-encoding': 'gzip'}}, (response) => {
            let bytes = 0;
            response.on('data', (data) => { bytes += data.length; });
            response.on('end', () => resolve(bytes));
        }).on('error', reject);
    });
}

await attempt('the first view is within 14 KB', () =>
    visit(URL_, {}, async (page, open) => {
        const urls = [];
        page.on('request', (request) => {
            if (['document', 'stylesheet', 'script']
                .includes(request.resourceType()))
                urls.push(request.url());
        });
        await open();
        const sizes = await Promise.all(urls.map(transferred));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        console.log(`# ${sizes.join(' + ')} = ${total} bytes`);
        return [
            total > 14336 && `${total} bytes`,
            urls.length !== 3 && `not three files: ${urls}`,
        ];
    }));

/** What has the focus: which element, and whether one sees it. */
function focused() {
    const element = document.activeElement;
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    const {width, height, bottom, top} = element.getBoundingClientRect();
    return {
        body: element === document.body,
        order: [...document.querySelectorAll('*')].indexOf(element),
        name: element.outerHTML.slice(0, 80),
        marked: (outlineStyle !== 'none' && outlineWidth !== '0px') ||
            boxShadow !== 'none',
        visible: width > 0 && height > 0 && bottom > 0 &&
            top < innerHeight,
    };
}

await attempt('the keyboard reaches everything in order, in sight', () =>
    visit(URL_, {}, async (page, open) => {
        await open();
        const findings = [];
        let last = -1;
        let stops = 0;
        for (; stops < 500; stops++) {
            await page.keyboard.press('Tab');
            const at = await page.evaluate(focused);
            if (at.body)
                break;
            if (at.order <= last)
                findings.push(`out of order: ${at.name}`);
            if (!at.marked)
                findings.push(`not marked: ${at.name}`);
            if (!at.visible)
                findings.push(`out of sight: ${at.name}`);
            last = at.order;
        }
        const due = await page.locator(
            'a[href]:visible, button:visible, summary:visible').count();
        if (stops !== due)
            findings.push(`${stops} stops, ${due} things to reach`);
        return findings;
    }));

await attempt('Enter opens and closes an insight', () =>
    visit(URL_, {}, async (page, open) => {
        await open();
        const details = page.locator('#insights details').first();
        const state = () => details.evaluate((element) => element.open);
        const states = [await state()];
        for (let press = 0; press < 2; press++) {
            await details.locator('summary').press('Enter');
            states.push(await state());
        }
        return states[0] === states[1] || states[0] !== states[2]
            ? `open: ${states}` : [];
    }));

/** The times of the page that are in sight, as seconds. */
function timesInSight() {
    return [...document.querySelectorAll('[id^="t="]')].filter((item) => {
        const {top, bottom} = item.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
    }).map((item) => Number(item.id.slice(2)));
}

const MOMENTS = '/episodes/mizuno-haruka-makura-no-soshi';

/** What is in sight of the moments' page, opened at a second. */
const seenAt = (second, options) => visit(URL_, options, async (page) => {
    await page.setViewportSize({width: 800, height: 500});
    await page.goto(`${URL_}${MOMENTS}#t=${second}`);
    await page.waitForTimeout(200);
    const seen = await page.evaluate(timesInSight);
    return seen.includes(2275) ? [] : `in sight: ${seen}`;
});

await attempt('a moment\'s address leads to it, without JavaScript too', () =>
    seenAt(2275, {javaScriptEnabled: false}));
await attempt('a moment between two leads to the one before', () =>
    seenAt(2300, {}));

await attempt('a click selects a citation whole', () =>
    visit(URL_, {}, async (page, open) => {
        await open();
        const apa = page.locator('#cite .citation').first();
        await apa.click();
        const held = await page.evaluate(() => String(getSelection()));
        return held !== await apa.innerText() && `selected: ${held}`;
    }));

await attempt('without JavaScript a quote is looked up and cited', () =>
    visit(URL_, {javaScriptEnabled: false}, async (page) => {
        await page.goto(URL_ + '/cite');
        await page.getByLabel('Paste an address, a title or a quote.')
            .fill(document_.quotes[0].text);
        await page.getByRole('button', {name: 'Cite'}).click();
        const said = await page.locator('blockquote').textContent();
        const apa = page.locator('#cite .citation').first();
        await apa.click();
        return [
            said.trim() !== document_.quotes[0].text && `said: ${said}`,
            !(await apa.textContent()).startsWith('Fridman, L. (Host). ') &&
                'it is not cited',
        ];
    }));

await attempt('the reader\'s scheme is followed', () =>
    visit(URL_, {}, async (page, open) => {
        await open();
        const grounds = [];
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({colorScheme});
            grounds.push(await page.evaluate(() =>
                getComputedStyle(document.documentElement).backgroundColor +
                getComputedStyle(document.body).backgroundColor));
        }
        return grounds[0] === grounds[1] ? `both: ${grounds[0]}` : [];
    }));

await browser.close();
finish();
