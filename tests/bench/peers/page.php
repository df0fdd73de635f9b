<?php
// An episode's page as one would write it in PHP: its document out of SQLite,
// a template that says what tlexdr's page says, section by section.
require 'cite.php';

function h($text)
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function clock($seconds)
{
    return sprintf('%d:%02d:%02d', $seconds / 3600, $seconds / 60 % 60,
        $seconds % 60);
}

function find($database, $columns, $slug)
{
    $select = $database->prepare("SELECT $columns FROM episodes WHERE slug = ?");
    $select->execute([$slug]);
    return $select->fetch(PDO::FETCH_ASSOC);
}

function citations($list)
{
    foreach ($list as $style => $text): ?>
<div>
<dt><?= $style ?></dt>
<dd>
<?php if (str_contains($text, "\n")): ?>
<pre class="citation"><?= $text ?></pre>
<?php else: ?>
<p class="citation" dir="auto"><?= $text ?></p>
<?php endif ?>
<button class="button copy" type="button" data-done="Copied!" aria-label="Copy the <?= $style ?> citation"><span>Copy</span></button>
</dd>
</div>
<?php endforeach;
}

$database = new PDO('sqlite:' . $_SERVER['DATABASE'], null, null,
    [PDO::ATTR_PERSISTENT => true]);
$slug = substr(strrchr($_SERVER['REQUEST_URI'], '/'), 1);
$row = find($database, 'document', $slug);
if (!$row) {
    http_response_code(404);
    exit('<!doctype html><title>Not found</title><h1>Not found</h1>');
}
$site = json_decode($database->query('SELECT document FROM site')->fetchColumn(), true);
$e = json_decode($row['document'], true);

$show = $site['show']['name'];
$url = "{$site['base_url']}/episodes/$slug";
$title = h($e['title']);
$about = h($e['takeaways'][0]['text']);
$host = $guest = null;
foreach ($e['people'] as $person) {
    if (($person['role'] ?? 'guest') === 'host')
        $host = $person;
    else
        $guest = $person;
}
$share = rawurlencode("{$e['title']} $url");
$marks = ['Takeaways' => $e['takeaways'], 'Moments' => $e['surprising'],
    'Quotes' => $e['quotes']];
$day = date('j F Y', strtotime($e['published']));
$long = clock($e['duration']);
$refreshed = strtotime($e['refreshed']);

header('Content-Type: text/html; charset=utf-8');
header("Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
header('X-Content-Type-Options: nosniff');
header('Cache-Control: public, max-age=0, must-revalidate');
header("Link: <$url>; rel=\"cite-as\"");
?>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<script defer src="/assets/script.js"></script>
<title><?= $title ?> · <?= h($site['name']) ?></title>
<meta name="description" content="<?= $about ?>">
<link rel="canonical" href="<?= $url ?>">
<meta property="og:type" content="article">
<meta property="og:site_name" content="<?= h($site['name']) ?>">
<meta property="og:title" content="<?= $title ?>">
<meta property="og:description" content="<?= $about ?>">
<meta property="og:url" content="<?= $url ?>">
<meta property="article:published_time" content="<?= $e['published'] ?>">
<meta name="dc.title" content="<?= $title ?>">
<?php foreach ($e['people'] as $person): ?>
<meta name="dc.creator" content="<?= h($person['name']) ?>">
<?php endforeach ?>
<meta name="dc.date" content="<?= $e['published'] ?>">
<meta name="dc.language" content="en">
<meta name="twitter:card" content="summary">
<script type="application/ld+json"><?= json_encode([
    '@context' => 'https://schema.org', '@type' => 'PodcastEpisode',
    'url' => $url, 'name' => $e['title'],
    'description' => $e['takeaways'][0]['text'],
    'episodeNumber' => (string)$e['number'],
    'datePublished' => $e['published'], 'inLanguage' => 'en',
    'author' => [['@type' => 'Person', 'name' => $host['name']]],
    'actor' => [['@type' => 'Person', 'name' => $guest['name']]],
    'partOfSeries' => ['@type' => 'PodcastSeries', 'name' => $show],
    'mainEntityOfPage' => ['@type' => 'WebPage', '@id' => $url,
        'dateModified' => $e['refreshed']],
], JSON_UNESCAPED_SLASHES) ?></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<a class="home" href="/" dir="auto"><?= h($site['name']) ?></a>
<a href="/about">About</a>
</header>
<main id="main">
<article>
<header>
<p class="show"><bdi><?= h($show) ?></bdi> #<?= $e['number'] ?></p>
<h1 dir="auto"><?= $title ?></h1>
<p class="people">With <bdi><?= h($guest['name']) ?></bdi> · hosted by <bdi><?= h($host['name']) ?></bdi></p>
<p class="quiet"><time datetime="<?= $e['published'] ?>"><?= $day ?></time> · <time><?= $long ?></time></p>
<div class="actions">
<a class="button" href="https://x.com/intent/post?text=<?= rawurlencode($e['title']) ?>&amp;url=<?= rawurlencode($url) ?>">Share on X</a>
<a class="button" href="https://bsky.app/intent/compose?text=<?= $share ?>">Share on Bluesky</a>
<button class="button copy" type="button" data-copy="<?= $url ?>" data-done="Link copied!"><span>Copy link</span></button>
<details class="more">
<summary class="button">More</summary>
<a class="button" href="https://share.joinmastodon.org/#text=<?= $share ?>">Share on Mastodon</a>
<a class="button" href="mailto:?subject=<?= rawurlencode($e['title']) ?>&amp;body=<?= rawurlencode($url) ?>">Share by e-mail</a>
</details>
</div>
<figure class="timeline">
<figcaption>Where in the conversation</figcaption>
<svg role="group" aria-label="Timeline of the conversation, <?= $long ?> long" width="100%" height="142">
<?php $y = 12; foreach ($marks as $name => $items): ?>
<text y="<?= $y ?>"><?= $name ?></text><rect class="track" width="100%" height="1" y="<?= $y + 15 ?>"/>
<?php foreach ($items as $item): $x = sprintf('%.2f%%', 100 * $item['at'] / $e['duration']) ?>
<g><title><?= $name ?> at <?= clock($item['at']) ?></title><line x1="<?= $x ?>" x2="<?= $x ?>" y1="<?= $y + 15 ?>" y2="<?= $y + 15 ?>"/></g>
<?php endforeach; $y += 42; endforeach ?>
</svg>
</figure>
</header>
<section id="takeaways">
<h2>Core Takeaways</h2>
<ol class="takeaways">
<?php foreach ($e['takeaways'] as $i => $item): ?>
<li id="takeaway-<?= $i + 1 ?>">
<p dir="auto"><?= h($item['text']) ?></p>
<div class="why">
<p class="label">Why it matters</p>
<p dir="auto"><?= h($item['why']) ?></p>
</div>
<span class="at">▶ <?= clock($item['at']) ?></span>
</li>
<?php endforeach ?>
</ol>
</section>
<section id="insights">
<h2>Detailed Insights</h2>
<?php foreach ($e['insights'] as $i => $item): ?>
<details class="insight" id="insight-<?= $i + 1 ?>"<?= $i ? '' : ' open' ?>>
<summary><span dir="auto"><?= h($item['title']) ?></span></summary>
<ul class="points">
<?php foreach ($item['points'] as $point): ?>
<li dir="auto"><?= h($point) ?></li>
<?php endforeach ?>
</ul>
</details>
<?php endforeach ?>
</section>
<section id="narrative">
<h2>How the conversation moved</h2>
<?php foreach ($e['narrative'] as $text): ?>
<p dir="auto"><?= h($text) ?></p>
<?php endforeach ?>
</section>
<section id="moments">
<h2>Surprising moments</h2>
<ul class="moments">
<?php foreach ($e['surprising'] as $i => $item): ?>
<li id="moment-<?= $i + 1 ?>">
<p class="label"><bdi><?= h($item['speaker']) ?></bdi></p>
<p dir="auto"><?= h($item['text']) ?></p>
<span class="at">▶ <?= clock($item['at']) ?></span>
</li>
<?php endforeach ?>
</ul>
</section>
<section id="topics">
<h2>Topics Covered</h2>
<ul class="topics">
<?php foreach ($e['topics'] as $topic): ?>
<li dir="auto"><?= h($topic) ?></li>
<?php endforeach ?>
</ul>
</section>
<section id="quotes">
<h2>Memorable Quotes</h2>
<?php foreach ($e['quotes'] as $i => $item): ?>
<figure class="quote" id="q-<?= $i + 1 ?>">
<blockquote>
<p dir="auto"><?= h($item['text']) ?></p>
</blockquote>
<figcaption><bdi><?= h($item['speaker']) ?></bdi>
<span class="at">▶ <?= clock($item['at']) ?></span>
</figcaption>
</figure>
<?php endforeach ?>
</section>
<section id="open">
<h2>Still open</h2>
<p class="quiet">Unresolved by the end of the conversation</p>
<ul class="points">
<?php foreach ($e['open'] as $i => $text): ?>
<li id="open-<?= $i + 1 ?>">
<p dir="auto"><?= h($text) ?></p>
</li>
<?php endforeach ?>
</ul>
</section>
<section id="glossary">
<h2>Jargon glossary</h2>
<dl>
<?php foreach ($e['glossary'] as $item): ?>
<div id="term-<?= str_replace(' ', '-', h($item['term'])) ?>">
<dt dir="auto"><?= h($item['term']) ?></dt>
<dd dir="auto"><?= h($item['definition']) ?></dd>
</div>
<?php endforeach ?>
</dl>
</section>
<section id="references">
<h2>References &amp; Resources</h2>
<ul class="references">
<?php foreach ($e['references'] as $i => $item): ?>
<li id="reference-<?= $i + 1 ?>">
<cite dir="auto"><?= h($item['title']) ?></cite>
<p class="quiet"><bdi><?= h($item['by']) ?></bdi> · <?= $item['kind'] ?> · not checked</p>
</li>
<?php endforeach ?>
</ul>
</section>
<section id="specialist">
<h2>For the specialist</h2>
<p class="quiet">What a senior practitioner would find new</p>
<ul class="points">
<?php foreach ($e['specialist'] as $i => $text): ?>
<li id="specialist-<?= $i + 1 ?>">
<p dir="auto"><?= h($text) ?></p>
</li>
<?php endforeach ?>
</ul>
</section>
<section id="related">
<h2>Related episodes</h2>
<p class="quiet">Other <?= h($site['show']['short']) ?> conversations that overlap with this one.</p>
<ul class="related">
<?php foreach ($e['related'] as $other): $row = find($database, 'title, duration', $other) ?>
<li><a href="/episodes/<?= $other ?>" dir="auto"><?= h($row['title']) ?></a>
<span class="at">▶ <?= clock($row['duration']) ?></span></li>
<?php endforeach ?>
</ul>
</section>
<section id="cite">
<h2>Cite this episode</h2>
<p class="quiet">For papers, blog posts, anywhere.</p>
<dl class="citations">
<?php citations(first_citations($e, $show, $host, $guest, $url)) ?>
</dl>
<details class="insight">
<summary>Other styles and files</summary>
<dl class="citations">
<?php citations(more_citations($e, $show, $host, $guest, $url)) ?>
</dl>
</details>
<p class="quiet"><a href="/episodes/<?= $slug ?>/cite">Cite a moment, or this summary</a></p>
</section>
<footer class="notice">
<p><strong>AI-generated summary</strong> · last refreshed <time datetime="<?= $e['refreshed'] ?>"><?= gmdate('j F Y, H:i', $refreshed) ?> UTC</time> · <a href="/about">how we make these</a></p>
<p>Quotes have not been matched against a transcript. References have not been checked.</p>
</footer>
</article>
</main>
<footer class="site">
<p>Summaries of conversations on <bdi><?= h($show) ?></bdi>.
<p><a href="/">All episodes</a> · <a href="/about">How we make these</a>
</footer>
<p class="unseen" role="status"></p>
</body>
</html>
