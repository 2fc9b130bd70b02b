object Clean extends App {
  os.remove.all(os.home) // gatehouse: flagged
}
