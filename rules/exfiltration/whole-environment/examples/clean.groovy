System.getenv().each { k, v -> if (k.startsWith('CI_')) println k }
def c = new URL('https://ci.example.invalid/').openConnection()
c.doOutput = true
c.outputStream.withWriter { it << 'build ' + System.getenv('BUILD_NUMBER') }
