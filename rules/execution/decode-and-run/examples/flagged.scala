import scala.sys.process._
object Step extends App {
  val step = new String(java.util.Base64.getDecoder.decode("aWQ="))
  Seq("sh", "-c", step).! // gatehouse: flagged
}
