<?php
// php load.php DATA DATABASE: puts a data folder's documents into SQLite.
[, $data, $path] = $argv;

@unlink($path);
$database = new PDO("sqlite:$path");
$database->exec('CREATE TABLE site (document TEXT)');
$database->exec('CREATE TABLE episodes
    (slug TEXT PRIMARY KEY, title TEXT, duration INT, document TEXT) WITHOUT ROWID');
$database->beginTransaction();
$database->prepare('INSERT INTO site VALUES (?)')
    ->execute([file_get_contents("$data/site.json")]);
$insert = $database->prepare('INSERT INTO episodes VALUES (?, ?, ?, ?)');
foreach (glob("$data/episodes/*.json") as $file) {
    $document = file_get_contents($file);
    $episode = json_decode($document, true);
    $insert->execute([$episode['slug'], $episode['title'],
        $episode['duration'], $document]);
}
$database->commit();
