<?php
$page = in_array($_GET['page'] ?? '', ['home', 'about'], true) ? $_GET['page'] : 'home';
echo json_encode(['page' => $page]);
