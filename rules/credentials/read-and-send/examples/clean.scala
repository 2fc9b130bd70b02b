object Keys extends App {
  val token = os.read(os.home / ".config" / "gh" / "token").trim
  val r = requests.get("https://api.github.com/user", headers = Map("Authorization" -> s"Bearer $token"))
  println(r.text())
}
