<?php
$field = $_GET['order'];
usort($rows, fn ($a, $b) => $a[$field] <=> $b[$field]);
$ids = array_map('intval', $_GET['ids']);
echo count($ids);
