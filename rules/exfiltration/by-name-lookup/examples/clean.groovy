def host = System.getenv('DB_HOST') ?: 'localhost'
println InetAddress.getByName(host).hostAddress
