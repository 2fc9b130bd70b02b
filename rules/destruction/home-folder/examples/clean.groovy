new File(System.getProperty('user.home'), '.cache/tool').deleteDir()
new File('build').deleteDir()
