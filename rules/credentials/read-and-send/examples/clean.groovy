def props = new Properties()
new File(System.getProperty('user.home'), '.gradle/gradle.properties').withInputStream { props.load(it) }
def c = new URL('https://oss.sonatype.org/service/local/staging').openConnection()
c.setRequestProperty('Authorization', 'Basic ' + "${props.user}:${props.password}".bytes.encodeBase64())
println c.responseCode
