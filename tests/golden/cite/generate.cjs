'use strict';
/*
 * A seeded generator of things to cite, as the CSL-JSON that tlexdr serves.
 * The same seed and count give the same items, on any machine.
 */

/* mulberry32: 32 bits of state are plenty for this. */
function randomOf(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const GIVEN = ['Anna', 'Lex', 'Dylan', 'Keyu', 'Jean-Paul', 'J. K.', 'J.-P.',
  'Mary Ann', 'José', 'Łukasz', 'Zoë', 'Øystein', 'O. J.', 'Ahmed', 'E.',
  'Martin Luther', 'Jean-luc', 'Åsa', 'Ivan A.', 'DJ', 'Jo', 'Ann-Marie K.',
  'X Æ', 'William Henry', 'McKenzie', 'Rosa de', 'Kim jong', 'Γιώργος',
  'Émile', 'R.', 'Th.', 'Chr. M.', 'Yves-Alain', 'A', 'John Paul II', 'bell', 'k. d.'];
const FAMILY = ['Fridman', 'Patel', 'Jin', 'Lefèvre', 'Smith-Jones', 'O’Brien',
  "O'Neill", 'Núñez', 'Østergård', 'Müller', 'Lambert', 'García Márquez',
  'Mac Donald', 'Żółkiewski', 'al-Rashid', 'Çelik', 'Papadopoulos', 'Ng',
  'Strauß', 'Ó Súilleabháin', 'St. John', 'X', 'McCarthy', 'Παπάς'];
const PARTICLES = ['van der', 'de', 'von', 'van', 'de la', 'al-', "d'", 'dos',
  'le', 'Van den', 'ten', 'O’', 'bin', 'della'];
const SUFFIXES = ['Jr.', 'Sr.', 'III', 'II', 'PhD', 'Jr', 'M.D.'];
const LITERALS = ['Plato', 'OpenAI', 'Wait But Why', 'The BBC World Service',
  'Médecins Sans Frontières', 'Wham!', 'Who?', 'Yahoo! Inc.', 'deadmau5',
  'will.i.am', 'AC/DC', 'United Nations', '东京大学', 'Группа «Кино»',
  'the mountain goats', 'Acme Corp.', 'W3C', 'She & Him', 'Voltaire'];
const WHOLE = [
  {family: '王', given: '小明'}, {family: '欧阳', given: '娜娜'},
  {family: '山田', given: '太郎'}, {family: '김', given: '민수'},
  {family: '남궁', given: '민'}, {family: 'Нахимов', given: 'Павел'},
  {family: 'Толстой', given: 'Лев Николаевич'},
  {family: 'Достоевский', given: 'Ф. М.'},
  {family: 'محفوظ', given: 'نجيب'}, {family: 'درويش', given: 'محمود'},
  {family: 'עוז', given: 'עמוס'}, {family: 'Bartók', given: 'Béla'},
  {family: 'Nguyễn', given: 'Thị Minh Khai'}, {family: 'Madonna'},
  {family: 'Beethoven', given: 'Ludwig', 'dropping-particle': 'van'},
  {family: 'Humboldt', given: 'Alexander', 'dropping-particle': 'von'},
  {family: 'Berg', given: 'Anna', 'non-dropping-particle': 'van der'},
  {family: 'Gaulle', given: 'Charles', 'non-dropping-particle': 'de'},
  {family: 'Ghazali', given: 'Abu Hamid', 'non-dropping-particle': 'al-'},
  {family: 'Fontaine', given: 'Jean', 'dropping-particle': 'de',
    'non-dropping-particle': 'La'},
  {family: 'King', given: 'Martin Luther', suffix: 'Jr.'},
  {family: 'Gates', given: 'William H.', suffix: 'III'},
  {family: 'Alembert', given: 'Jean le Rond', 'dropping-particle': "d'"},
  {family: 'Ζαχαρίου', given: 'Ελένη'}, {family: 'อินทร์', given: 'สมชาย'},
  {family: 'शर्मा', given: 'अनिल'}, {family: '佐藤', given: 'Taro'},
];

const WORDS = ['china’s', 'economy', 'war', 'of', 'the', 'and', 'in', 'AI',
  'deepSeek', 'iPhone', 'love', 'to', 'a', 'for', 'with', 'black', 'holes',
  'NVIDIA', 'power', 'future', 'is', 'not', 'from', 'between', 'via', 'on',
  'at', 'by', 'eBay', 'mRNA', 'état', 'x-ray', 'state-of-the-art', 'or',
  'self-aware', 'be', 'so', 'yet', 'if', 'who', 'we', "don't", 'can’t',
  'McDonald’s', 'über', 'e-mail', 'well-being', 'to-do', '10x', '3D', 'vs',
  'vs.', 'v.', 'up', 'down', 'as', 'per', 'into', 'than', 'but', 'through',
  'over', 'nor', 'like', 'until', 'rock ’n’ roll', 'R&D', 'C++', 'C#',
  'AC/DC', 'and/or', 'GPT-4o', 'α', 'β-decay', 'α-particles', 'O’Reilly’s',
  "l'amour", 'd’Artagnan', 'U.S.', 'p.m.', 'no.', '1990s', '’90s', 'van',
  'de', 'about', 'under', 'within', 'without', 'near', 'next', 'out of',
  'cannot', 'vr', 'vi', 'that', 'this', 'rather than', 'ca', 'c', 'da', 'an'];
const PLAIN = ['Physics of black holes and the origin of time',
  'keyu Jin: China\'s Economy, Tariffs, Trade, Trump, Communism & Capitalism',
  'DeepSeek, China, OpenAI, NVIDIA, xAI, TSMC, Stargate, and AI Megaclusters',
  'Is this the end?', 'What a time to be alive!', 'To be continued…',
  'And then there were none.', 'Wait ... what?', 'Really?!', 'No way!?',
  'The Lex & Yuval show: “Sapiens” and after', 'He said "never again"',
  '"Never again," he said', 'The ‘quiet’ revolution',
  'On “the ‘inner’ voice” of machines', 'Why "Dune" is not about sand',
  "What's in a name?", "The '90s: a retrospective", 'Rock ’n’ roll',
  'Q&A: 100% of $5 {and} #1 \\LaTeX_x^2~y', 'a_b c^d ~home $x$ 50% #tag',
  'Emoji 🚀 to the moon 🌕', '🤖 robots and us', 'Family 👨‍👩‍👧 matters 👍🏽',
  'شعر ونثر في القاهرة', 'על המילים ועל השתיקה', '中国经济的未来：对话',
  '日本の未来を語る', 'Будущее искусственного интеллекта',
  'Die Zukunft der künstlichen Intelligenz', 'L’avenir de l’IA : entretien',
  'El futuro de la inteligencia artificial', 'time—and again—and now',
  'past – present – future', 'the long read: a story: in parts',
  'self-driving cars: state-of-the-art and beyond', 'in/out: a guide',
  'GPT-4, o1 & the rest (part 2)', '(untitled)', '[redacted] files',
  '1984 and 2024; a comparison', 'the end of the world as we know it',
  'what are we waiting for', 'a world to live in', 'live from the ISS',
  'Is “free will” real?', 'Who said “why?”', 'she asked, “why not?” twice',
  'The “good” life!', 'title with two  spaces', 'and', 'of mice and men',
  'the man who wasn’t there', 'o’clock o’er the hill', 'C’est la vie',
  'Hello, “World”', '“Everything” is fine', '“All of it”',
  '«Guillemets» in titles', '„Deutsche“ Anführung', '5" disks and 6\' people',
  'x < y > z & w', 'it’s about “time.”', 'The end of “it all!”',
  'Naïve café: résumé', 'straße und ßtrand',
  'iOS vs. Android: which is it?', 'vs. the world', 'up, up and away',
  'the no. 1 question', 'a.k.a. the king', 'e.g. this', 'etc.', 'Dr. No',
  'beyond good & evil: an essay on e=mc²', 'H₂O and CO₂', 'version 2.0',
  'the “” empty quotes', "it's 'complicated'", "'tis the season",
  '"\'Nested\' straight" quotes', "'Single' straight quotes", 'a “b ‘c’ d” e',
  'Yahoo! and you', 'What? Where? When?', 'Wow! a story', 'Stop. look. go',
  'trailing colon:', 'trailing comma,', 'trailing semicolon;',
  'trailing dash –', 'trailing paren (yes)', 'trailing paren (why?)',
  'trailing bracket [1]', 'ends with number 7', 'ends with Inc.'];
const SHOWS = ['Lex Fridman Podcast', 'The Daily', 'this american life',
  'Wait Wait... Don’t Tell Me!', 'Stuff You Should Know', 'Radiolab',
  'What’s Up?', 'Huberman Lab', 'Überlandleitung', '99% Invisible',
  'Ologies with Alie Ward', 'the rest is history', 'On Being', 'Serial.',
  '量子位', 'How I Built This', 'in our time', 'Hello Internet: the “show”',
  'Ça va?', 'Cold-Blooded', 'Conan O’Brien Needs a Friend', 'ПостНаука',
  'حديث القاهرة'];
const PUBLISHERS = ['Lex Fridman', 'NPR', 'iHeart', 'the New York Times',
  'lexfridman.com', 'BBC', 'Gimlet Media, Inc.', 'Yahoo!', 'radiotopia',
  'Wondery', 'Earwolf & Co.', 'WBEZ', '小宇宙', 'acast'];
const LANGUAGES = ['en', 'en', 'en', 'en', 'en-US', 'en-GB', 'de', 'fr', 'es',
  'ar', 'he', 'ja', 'zh', 'zh-CN', 'ko', 'ru', 'hu', 'vi', 'pt-BR'];
const PREFIXES = ['', '', 'S', 'E', 'B', 'Ep', '3x', 'v', 'S0', 'B00'];
const ELEMENTS = ['bonus', 'X', 'c', 'iv', 'II', 'B', '12.5', 'vip', '7b-c', ''];
const COUNTS = [0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 11, 25];

function generator(seed) {
  let random = randomOf(seed);
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const chance = (p) => random() < p;

  /* Episode numbers with hyphens come from a sequence of their own. */
  const main = random;
  const aside = randomOf(seed + 33);

  function element(prefix) {
    if (chance(0.15)) return pick(ELEMENTS);
    return (chance(0.75) ? prefix : pick(PREFIXES)) + below(30) +
        (chance(0.15) ? pick(['a', 'b', 'A']) : '');
  }

  function hyphened() {
    const prefix = pick(PREFIXES);
    const parts = [element(prefix)];
    while (parts.length < 2 || chance(0.2)) {
      parts.push(chance(0.05) ? '--' : '-', element(prefix));
    }
    return parts.join('').slice(0, 20);
  }

  function special(number) {
    random = aside;
    const given = chance(0.5) ? hyphened() : number;
    random = main;
    return given;
  }

  function name() {
    const dice = random();
    if (dice < 0.12) return {literal: pick(LITERALS)};
    if (dice < 0.37) return {...pick(WHOLE)};
    const made = {family: pick(FAMILY)};
    if (!chance(0.04)) made.given = pick(GIVEN);
    if (chance(0.12)) made['non-dropping-particle'] = pick(PARTICLES);
    else if (chance(0.08)) made['dropping-particle'] = pick(PARTICLES);
    if (chance(0.1)) made.suffix = pick(SUFFIXES);
    return made;
  }

  function words() {
    const parts = [];
    const length = 1 + below(9);
    for (let i = 0; i < length; i++) {
      let word = pick(WORDS);
      const dice = random();
      if (dice < 0.03) word = `“${word}”`;
      else if (dice < 0.05) word = `"${word}"`;
      else if (dice < 0.06) word = `‘${word}’`;
      else if (dice < 0.08) word = `(${word})`;
      if (i + 1 < length && chance(0.12)) {
        word += pick([':', ',', ' –', '—', '.', '?', '!', ';', '...', '…']);
      }
      parts.push(word);
    }
    let text = parts.join(' ');
    if (chance(0.3)) text = text[0].toUpperCase() + text.slice(1);
    if (chance(0.25)) {
      text += pick(['?', '!', '.', '…', '...', '?!', ')', '”', '!?', ':']);
    }
    return text;
  }

  function date(exact) {
    const year = 1995 + below(35);
    const month = 1 + below(12);
    const day = 1 + below(28);
    const dice = exact ? 1 : random();
    if (dice < 0.1) return [year];
    if (dice < 0.2) return [year, month];
    return [year, month, day];
  }

  const video = () => Array.from({length: 11}, () => pick(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
          .split(''))).join('');
  const clock = (s) => Math.floor(s / 3600) + ':' +
      String(Math.floor(s / 60) % 60).padStart(2, '0') + ':' +
      String(s % 60).padStart(2, '0');

  function people(csl) {
    const hosts = Array.from({length: pick(COUNTS)}, name);
    const guests = Array.from({length: pick(COUNTS)}, name);
    if (hosts.length && !chance(0.1)) csl.host = hosts;
    if (guests.length && !chance(0.1)) csl.guest = guests;
  }

  function item(index) {
    const summary = chance(0.15);
    const at = chance(0.4) ? below(36000) : null;
    const tube = !summary && chance(0.6);
    const csl = {id: `episode-${index}`,
      type: summary ? 'webpage' : 'broadcast',
      title: chance(0.5) ? pick(PLAIN) : words()};
    if (!summary) people(csl);
    csl['container-title'] = pick(SHOWS);
    if (!summary) {
      if (chance(0.75)) {
        csl.number = chance(0.7) ? String(below(900)) :
            special(pick(['S02E07', 'S1.E3', '12-13', 'B7', '4a', '001',
              'special', '12.5', 'x']));
      }
      if (chance(0.7)) csl.publisher = pick(PUBLISHERS);
    }
    if (chance(0.85)) csl.issued = {'date-parts': [date(summary)]};
    if (chance(0.5)) csl.accessed = {'date-parts': [date(true)]};
    csl.URL = tube ? `https://www.youtube.com/watch?v=${video()}` +
        (at === null ? '' : `&t=${at}s`) :
        `https://tlexdr.example/episodes/e${index}` +
        (at === null ? '' : `#t=${at}`);
    csl.language = pick(LANGUAGES);
    if (!summary) {
      if (chance(0.7)) csl.dimensions = clock(60 + below(40000));
      csl.medium = tube ? 'Video podcast episode' : 'Audio podcast episode';
    }
    return {csl, at: at === null ? null : clock(at)};
  }

  return item;
}

module.exports = {generator, randomOf};
