<?php
usort($rows, $_GET['order']); // gatehouse: flagged
