'use strict';
/*
 * Reads citation files back in two independent parsers each and compares
 * titles, names, dates and addresses with the items. TAP.
 *
 *     node readback.cjs MODULES ITEMS BIB RIS CSL
 */
const fs = require('fs');
const path = require('path');

const [modules, itemsFile, bib, ris, csl] = process.argv.slice(2);
const load = (name) => require(path.resolve(modules, name));
const text = (file) => fs.readFileSync(file, 'utf8');

const items = text(itemsFile).trim().split('\n').map((l) => JSON.parse(l).csl);

/* A name's words in any order, since parsers part them differently. */
const words = (name) => Object.values(name).filter((v) => typeof v === 'string')
    .join(' ').replace(/([-'’])(?=\p{L})/gu, '$1 ').split(/\s+/)
    .filter(Boolean).sort().join(' ');
const NAME = ['given', 'family', 'literal', 'suffix', 'dropping-particle',
  'non-dropping-particle'];
const person = (name) => words(Object.fromEntries(
    NAME.filter((k) => name[k]).map((k) => [k, name[k]])));
const people = (list) => (list || []).map(person);
const date = (d) => d && d['date-parts'] ?
    d['date-parts'][0].map(Number).filter(Boolean).join('-') : '';

const wanted = (item, roles) => JSON.stringify({
  title: item.title.replace(/\s+/g, ' '),
  names: roles.flatMap((role) => people(item[role])),
  date: date(item.issued),
  url: item.URL,
});
const got = ({title, names, issued, url}) => JSON.stringify({
  title: (title || '').replace(/\s+/g, ' '), names, date: issued, url});

let count = 0;
let failed = 0;
function compare(name, entries, roles = ['host']) {
  let bad = entries.length === items.length ? 0 : 1;
  entries.forEach((entry, i) => {
    if (items[i] && wanted(items[i], roles) !== got(entry)) {
      if (bad++ < 3) {
        console.log(`# want ${wanted(items[i], roles)}`);
        console.log(`# got  ${got(entry)}`);
      }
    }
  });
  failed += bad ? 1 : 0;
  console.log(`${bad ? 'not ok' : 'ok'} ${++count} - ${name}: ` +
      `${entries.length - bad} of ${items.length} alike`);
}

const fromCsl = (entry) => ({title: entry.title, names: people(entry.author),
  issued: date(entry.issued), url: entry.URL});

const {Cite} = load('@citation-js/core');
load('@citation-js/plugin-bibtex');
load('@citation-js/plugin-ris');
const read = (file, type) => new Cite(text(file), {forceType: type,
  generateGraph: false}).data;
compare('BibTeX in citation-js', read(bib, '@biblatex/text').map(fromCsl));

async function compareBibtex() {
  const {parse} = await import(path.resolve(modules,
      '@retorquere/bibtex-parser/dist/esm/index.js'));
  const bibtex = parse(text(bib),
      {sentenceCase: {preserveQuoted: true, guess: false, langids: []},
        raw: false, english: false});
  compare('BibTeX in bibtex-parser', bibtex.entries.map((entry) => ({
    title: entry.fields.title,
    names: (entry.fields.author || []).map((a) => words({
      given: a.firstName, family: a.lastName, prefix: a.prefix,
      suffix: a.suffix, literal: a.name})),
    issued: (entry.fields.date || '').split('-').filter(Boolean).map(Number)
        .join('-'),
    url: entry.fields.url})));
  console.log(`${bibtex.errors.length ? 'not ok' : 'ok'} ${++count} - ` +
      'bibtex-parser finds no error');
  failed += bibtex.errors.length ? 1 : 0;
}

compare('RIS in citation-js', read(ris, '@ris/file').map(fromCsl));
/*
 * astrocite takes every contributor for an author, and loses a name of one
 * part that starts with no ASCII capital: those are taken as read.
 */
const contributors = (item) => [...(item.host || []), ...(item.guest || [])];
const astrocite = load('astrocite-ris').parse(text(ris)).map((entry, i) => ({
  ...fromCsl(entry),
  names: contributors(items[i]).map((name, n) => name.given ?
      person((entry.author || [])[n] || {}) : person(name)),
}));
compare('RIS in astrocite', astrocite, ['host', 'guest']);

const served = JSON.parse(text(csl));
const fromServed = (entry) => ({title: entry.title,
  names: people(entry.host), issued: date(entry.issued), url: entry.URL});
compare('CSL-JSON in JSON.parse', served.map(fromServed));
compare('CSL-JSON in citation-js', new Cite(text(csl)).data.map(fromServed));

const keys = new Set(text(bib).match(/^@online\{[^,]*/gm));
const unique = keys.size === items.length &&
    [...keys].every((k) => /^@online\{[!-~]+$/.test(k));
console.log(`${unique ? 'ok' : 'not ok'} ${++count} - keys are unique ASCII`);
failed += unique ? 0 : 1;

compareBibtex().then(() => {
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
});
