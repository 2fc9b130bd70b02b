def token = System.getenv('GITHUB_TOKEN')
def c = new URL('https://api.github.com/repos/a/b/releases').openConnection()
c.setRequestProperty('Authorization', "Bearer ${token}")
println c.inputStream.text
