<?php

function value($value, ...$args)
{
    return $value instanceof Closure ? $value(...$args) : $value;
}

function tap_with($value, $callback)
{
    if ($callback instanceof \Closure) {
        $callback($value);
    }

    return $value;
}

$page = value($_GET['page'] ?? 1);
$sort = tap_with($_GET['sort'] ?? 'name', $_GET['then'] ?? null);
