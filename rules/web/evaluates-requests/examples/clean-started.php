<?php

// What started the program is no request.
$command = array_slice($_SERVER['argv'], 1);
$run = $_SERVER['APP_RUNNER'] ?? 'run_tests';
$run($command);
