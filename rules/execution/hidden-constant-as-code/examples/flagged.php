<?php
class Cache
{
    private function boot()
    {
        eval(gzinflate(base64_decode('S03OyFdIzs8rSc0rUSguSSwqSS1KLVZITy0BAA=='))); // gatehouse: flagged
    }
}
