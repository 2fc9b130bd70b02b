<?php
function template(string $stored): string
{
    ob_start();
    eval('?>' . base64_decode($stored));
    return ob_get_clean();
}
$logo = base64_decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk');
