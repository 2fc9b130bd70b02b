<?php

$ids = array_map('intval', $_GET['ids'] ?? []);
$names = array_filter(array_map('trim', explode(',', $_POST['names'] ?? '')), 'strlen');
usort($names, 'strnatcasecmp');
array_walk($names, 'printf');
