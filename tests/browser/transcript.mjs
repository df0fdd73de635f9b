// transcript.mjs - a transcript in a browser: Chromium's own reader of WebVTT
// finds in .vtt what .txt says, and a second is gone to without a script.
import {URL_, attempt, finish, launch, pages} from './lib.mjs';

const browser = await launch();

/** Milliseconds of HH:MM:SS.mmm. */
function milliseconds(time) {
    const [hours, minutes, seconds] = time.split(':').map(Number);
    return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/** The cues of .txt, as [start, end, [[speaker, words], ...]]. */
function cuesOfText(text) {
    const cues = [];
    for (const line of text.trimEnd().split('\n')) {
        const [start, end, speaker, words] = line.split('\t');
        if (start)
            cues.push([milliseconds(start), milliseconds(end), []]);
        cues.at(-1)[2].push([speaker, words]);
    }
    return cues;
}

/** The same of .vtt, as a <track> gives them; run in the page. */
async function cuesOfTrack(vtt) {
    const video = document.createElement('video');
    const track = document.createElement('track');
    const loaded = new Promise((resolve, reject) => {
        track.onload = resolve;
        track.onerror = () => reject(new Error('the track did not load'));
    });
    track.src = URL.createObjectURL(new Blob([vtt], {type: 'text/vtt'}));
    video.append(track);
    document.body.append(video);
    track.track.mode = 'hidden';
    await loaded;
    return [...track.track.cues].map((cue) => {
        const said = [];
        for (const node of cue.getCueAsHTML().childNodes) {
            const words = node.textContent.trim();
            if (words)
                said.push([node.title ?? '', words]);
        }
        return [Math.round(cue.startTime * 1000),
            Math.round(cue.endTime * 1000), said];
    });
}

const found = (await pages()).filter((path) => /\/transcript$/.test(path));
await attempt('there are transcripts', () =>
    found.length < 2 && `${found.length} were found`);

for (const path of found) {
    const text = await (await fetch(`${URL_}${path}.txt`)).text();
    await attempt(`Chromium reads ${path}.vtt as .txt says`, async () => {
        const page = await browser.newPage();
        const vtt = await (await fetch(`${URL_}${path}.vtt`)).text();
        const cues = await page.evaluate(cuesOfTrack, vtt);
        const wanted = cuesOfText(text);
        await page.close();
        return [
            cues.length !== wanted.length &&
                `${cues.length} cues, not ${wanted.length}`,
            ...wanted.map((cue, i) => JSON.stringify(cue) !==
                JSON.stringify(cues[i]) &&
                `${JSON.stringify(cue)} is ${JSON.stringify(cues[i])}`),
        ].filter(Boolean).slice(0, 5);
    });
    await attempt(`each cue of ${path} can be gone to`, async () => {
        const page = await browser.newPage({javaScriptEnabled: false});
        const [start, , [[, words]]] = cuesOfText(text).at(-1);
        await page.goto(URL_ + path);
        await page.getByLabel('Go to').fill(String(Math.floor(start / 1000)));
        await page.getByRole('button', {name: 'Go'}).click();
        await page.waitForURL(/#t=/);
        const id = new URL(page.url()).hash.slice(1);
        const cue = page.locator(`[id="${id}"]`);
        const shown = await cue.textContent();
        const box = await cue.boundingBox();
        await page.close();
        return [
            id !== `t=${Math.floor(start / 1000)}` && `it went to ${id}`,
            !shown.endsWith(words) && `${shown} is there, not ${words}`,
            (box.y < 0 || box.y > 720) && `it is at ${box.y}`,
        ];
    });
    await attempt(`what is copied of ${path} is what was said`, async () => {
        const page = await browser.newPage();
        await page.goto(URL_ + path);
        const copied = await page.evaluate(() => {
            const first = document.querySelector('.transcript p');
            getSelection().selectAllChildren(first);
            return getSelection().toString().trim();
        });
        const said = cuesOfText(text)[0][2][0][1];
        await page.close();
        return !copied.startsWith(said) && `${copied} does not begin so`;
    });
}
await browser.close();
finish();
