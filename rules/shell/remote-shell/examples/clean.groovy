def s = new Socket('localhost', 6379)
s.outputStream << 'PING\r\n'
println s.inputStream.newReader().readLine()
def p = ['git', 'status'].execute()
p.consumeProcessOutput(System.out, System.err)
