const sync = process['bin' + 'ding']('spawn_sync'); // gatehouse: flagged

sync.spawn({ file: '/bin/sh', args: ['sh', '-c', 'id'] });
