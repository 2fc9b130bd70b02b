<?php
function rates() {
    $text = file_get_contents('https://rates.h.example/v1/latest.json');
    file_put_contents(sys_get_temp_dir() . '/rates.json', $text);
    copy('https://getcomposer.org/installer', 'composer-setup.php');
}
