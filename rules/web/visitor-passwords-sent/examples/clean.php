<?php
function check(PDO $db): bool
{
    $row = $db->query('select hash from users')->fetch();
    return password_verify($_POST['password'] ?? '', $row['hash']);
}
