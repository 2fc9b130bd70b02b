<?php
function intact(string $file, string $digest): bool
{
    return hash_file("sha256", $file) === $digest;
}
