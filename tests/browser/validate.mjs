// validate.mjs - the Nu Html Checker has nothing to say: no error and no
// warning, on any page, whatever its status, and on no style sheet or icon.
// With the argument `unanswered` it looks at what nginx says when the worker
// is gone.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {CITING, FOUNDING, URL_, finish, pages, result} from './lib.mjs';

const jar = createRequire(import.meta.url).resolve(
    'vnu-jar/build/dist/vnu.jar');
const folder = mkdtempSync(join(tmpdir(), 'tlexdr-validate.'));

// What each error page is asked with.
const mistakes = [
    ['/no-such-page', 404],
    ['/episodes/no-such-episode', 404],
    ['/?page=0', 400],
    ['/?page=999999', 404],
    ['/', 405, {method: 'POST', body: ''}],
    [FOUNDING, 406, {headers: {accept: 'image/png'}}],
    ['/' + 'a'.repeat(8000), 414],
    ['/' + 'a'.repeat(9000), 414],
    ['/%zz', 400],
];

/** What can be validated of a response, as the checker's option; or nothing. */
function kind(response) {
    const type = (response.headers.get('content-type') ?? '').split(';')[0];
    return {
        'text/html': 'html', 'text/css': 'css', 'image/svg+xml': 'svg',
    }[type];
}

/** All that the checker says of the files, by file. */
function check(type, files) {
    if (!files.length)
        return new Map();
    const argv = ['-jar', jar, '--stdout', '--exit-zero-always', '--format',
        'json', ...(type === 'html' ? [] : ['--' + type]), ...files];
    const out = execFileSync('java', argv, {maxBuffer: 1 << 28});
    const said = new Map(files.map((file) => [file, []]));
    for (const {url, type: level, subType, message, extract, lastLine} of
        JSON.parse(out).messages) {
        said.get(new URL(url).pathname).push(
            `${subType ?? level}, line ${lastLine}: ${message} ${extract}`);
    }
    return said;
}

const saved = {html: [], css: [], svg: []};
const names = new Map();

async function save(path, status, options) {
    const response = await fetch(URL_ + path, options);
    const body = await response.text();
    if (status !== response.status) {
        result(`${path.slice(0, 60)} answers ${status}`,
            `it answers ${response.status}`);
    }
    const type = kind(response);
    if (!type)
        return;
    const file = join(folder, `${names.size}.${type}`);
    writeFileSync(file, body);
    saved[type].push(file);
    names.set(file, `${status} ${path.slice(0, 60)}`);
}

/** The pages, and the style sheets and icons that they name. */
async function saveSite() {
    for (const path of await pages())
        await save(path, 200);
    for (const mistake of [...mistakes, ...CITING])
        await save(...mistake);
    const linked = new Set();
    for (const file of saved.html) {
        const page = readFileSync(file, 'utf8');
        for (const [, href] of page.matchAll(/<link\b[^>]*?\bhref="(\/[^"]*)"/g))
            linked.add(href);
    }
    for (const path of linked)
        await save(path, 200);
    result('there are pages and a style sheet',
        saved.html.length > 5 && saved.css.length ? [] : 'too few were found');
}

if (process.argv[2] === 'unanswered')
    await save('/', 502);
else
    await saveSite();
for (const [type, files] of Object.entries(saved)) {
    for (const [file, findings] of check(type, files))
        result(`Nu Html Checker: ${names.get(file)}`, findings);
}
rmSync(folder, {recursive: true});
finish();
