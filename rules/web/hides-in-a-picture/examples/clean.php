<?php
$picture = base64_decode($_POST['picture']);
file_put_contents(__DIR__ . '/uploads/avatar.png', $picture);
