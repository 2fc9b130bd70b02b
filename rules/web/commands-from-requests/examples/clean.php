<?php
$count = (int) ($_GET['count'] ?? 1);
echo str_repeat("hello ", min($count, 10));
