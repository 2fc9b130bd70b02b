object Look extends App {
  println(java.net.InetAddress.getByName(sys.env.getOrElse("DB_HOST", "localhost")).getHostAddress)
}
