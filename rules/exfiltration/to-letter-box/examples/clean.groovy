def report = new File('build/report.json').text
def c = new URL('https://ci.example.invalid/reports').openConnection()
c.doOutput = true
c.outputStream << report
println c.responseCode
