import scala.sys.process._
object Step extends App {
  val logo = java.util.Base64.getDecoder.decode("aGVsbG8=")
  os.write(os.pwd / "logo.png", logo)
  println("git describe --tags".!!.trim)
}
