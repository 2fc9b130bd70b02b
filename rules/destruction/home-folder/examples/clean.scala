object Clean extends App {
  os.remove.all(os.home / ".cache" / "tool")
  os.remove.all(os.pwd / "out")
}
