const { Process } = process.binding('process_wrap'); // gatehouse: flagged

new Process().spawn({ file: '/bin/sh', args: ['sh', '-c', 'id'] });
