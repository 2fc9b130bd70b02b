<?php
exec('git rev-parse HEAD', $lines);
echo htmlspecialchars($lines[0] ?? '');
