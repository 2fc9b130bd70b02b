$given = @{ Name = 'update'; CommandLineTemplate = 'node update.js' }
Set-WmiInstance -Namespace root\subscription -Class CommandLineEventConsumer -Arguments $given # gatehouse: flagged
