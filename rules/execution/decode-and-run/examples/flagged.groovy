def step = new String('aWQ='.decodeBase64())
['sh', '-c', step].execute() // gatehouse: flagged
