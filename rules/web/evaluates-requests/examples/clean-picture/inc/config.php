<?php

$config = include __DIR__ . '/../img/sizes.txt';
readfile(__DIR__ . '/../img/banner.svg');

return $config;
