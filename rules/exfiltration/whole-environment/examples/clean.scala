object Report extends App {
  sys.env.filter(_._1.startsWith("CI_")).foreach(println)
  requests.post("https://ci.example.invalid/builds", data = sys.env.getOrElse("BUILD_NUMBER", ""))
}
