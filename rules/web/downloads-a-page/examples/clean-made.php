<?php
$routes = json_decode(file_get_contents(__DIR__ . '/routes.json'), true);
file_put_contents(__DIR__ . '/cache/routes.php', '<?php return ' . var_export($routes, true) . ';');
