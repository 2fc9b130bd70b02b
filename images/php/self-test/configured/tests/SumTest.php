<?php

use PHPUnit\Framework\TestCase;

final class SumTest extends TestCase
{
    public function testAdds(): void
    {
        $this->assertSame(3, 1 + 2);
    }
}
