<?php
// Citations of an episode, as its page shows them: style => text.

function family($person)
{
    return substr(strrchr(" {$person['name']}", ' '), 1);
}

function given($person)
{
    return trim(substr($person['name'], 0, -strlen(family($person))));
}

function inverted($person)
{
    return family($person) . ', ' . given($person);
}

function initials($person, $stop)
{
    return implode(' ', array_map(fn ($name) => $name[0] . $stop,
        explode(' ', given($person))));
}

// What stands on the page at once.
function first_citations($e, $show, $host, $guest, $url)
{
    $day = strtotime($e['published']);
    $capitals = ucwords($e['title']);
    $year = date('Y', $day);
    return [
        'APA (7th edition)' => family($host) . ', ' . initials($host, '.') .
            " (Host). (" . date('Y, F j', $day) . "). {$e['title']} (No. " .
            "{$e['number']}) [Audio podcast episode]. In <i>$show</i>. $url",
        'MLA (9th edition)' => inverted($guest) . ". “{$capitals}” <i>$show</i>, " .
            "hosted by {$host['name']}, episode {$e['number']}, " .
            date('j M. Y', $day) . ", $url. Audio podcast episode.",
        'Chicago (17th edition, author-date)' => inverted($guest) .
            ", guest. $year. <i>$show</i>. Episode {$e['number']}, “{$capitals},” " .
            "hosted by {$host['name']}. " . date('F j', $day) .
            '. Audio podcast episode, ' . clock($e['duration']) . ". $url.",
        'BibTeX' => "@online{{$e['slug']},
  author = {" . inverted($host) . "},
  title = {{$e['title']}},
  date = {{$e['published']}},
  year = {{$year}},
  month = {" . date('n', $day) . "},
  url = {{$url}},
  organization = {{$show}},
  note = {Audio podcast episode {$e['number']}. With {$guest['name']}}
}
",
    ];
}

// What is folded away.
function more_citations($e, $show, $host, $guest, $url)
{
    $day = strtotime($e['published']);
    $capitals = ucwords($e['title']);
    $year = date('Y', $day);
    return [
        'Chicago (17th edition, notes and bibliography)' => inverted($guest) .
            ", guest. <i>$show</i>. Episode {$e['number']}, “{$capitals},” " .
            "hosted by {$host['name']}. " . date('F j, Y', $day) .
            '. Audio podcast episode, ' . clock($e['duration']) . ". $url.",
        'IEEE' => '[1] ' . initials($host, '.') . ' ' . family($host) .
            ", “{$e['title']},” <i>$show</i>, " . date('M. d, Y', $day) .
            ". [Audio podcast episode]. Available: $url",
        'Harvard (Cite Them Right)' => family($host) . ', ' .
            initials($host, '.') . " ($year) ‘{$e['title']}’, <i>$show</i>. " .
            "Available at: $url.",
        'Vancouver (NLM)' => '1. ' . family($host) . ' ' . initials($host, '') .
            ". {$e['title']} $show [Internet]. $year. Available from: $url",
        'Wikipedia' => "{{cite podcast |host={$host['name']} |others=With " .
            "{$guest['name']} |title={$e['title']} |website=$show |number=" .
            "{$e['number']} |date=" . date('j F Y', $day) .
            " |url=$url |language=en}}\n",
        'RIS' => "TY  - SOUND\nID  - {$e['slug']}\nAU  - " . inverted($host) .
            "\nA2  - " . inverted($guest) . "\nTI  - {$e['title']}\nT2  - $show" .
            "\nPY  - $year\nDA  - " . date('Y/m/d', $day) . "/\nM1  - " .
            "{$e['number']}\nM3  - Audio podcast episode\nLA  - en\nUR  - $url" .
            "\nER  - \n",
        'CSL-JSON' => h(json_encode([[
            'id' => $e['slug'], 'type' => 'broadcast', 'title' => $e['title'],
            'host' => [['family' => family($host), 'given' => given($host)]],
            'guest' => [['family' => family($guest), 'given' => given($guest)]],
            'container-title' => $show, 'number' => (string)$e['number'],
            'issued' => ['date-parts' =>
                [array_map('intval', explode('-', $e['published']))]],
            'URL' => $url, 'language' => 'en',
            'dimensions' => clock($e['duration']),
            'medium' => 'Audio podcast episode',
        ]], JSON_UNESCAPED_SLASHES)) . "\n",
    ];
}
