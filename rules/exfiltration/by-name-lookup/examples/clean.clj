(println (java.net.InetAddress/getByName (or (System/getenv "DB_HOST") "localhost")))
