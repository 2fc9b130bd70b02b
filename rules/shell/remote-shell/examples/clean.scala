object Link extends App {
  val s = new java.net.Socket("localhost", 6379)
  s.getOutputStream.write("PING\r\n".getBytes)
  println(s.getInputStream.read)
  val p = new ProcessBuilder("git", "status").start()
  println(p.waitFor())
}
