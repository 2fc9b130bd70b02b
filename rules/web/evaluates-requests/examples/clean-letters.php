<?php
// Names of the columns of a sheet, from the query's first one on.
$column = 'A';
for ($i = 0; $i < 30; $i++) {
    $column++;
}
$count = 3;
$count--;
echo $column . $count . htmlspecialchars($_GET['sheet'] ?? '');
