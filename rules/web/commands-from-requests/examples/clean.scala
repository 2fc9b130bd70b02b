import scala.sys.process._
class ToolController {
  def run(request: HttpServletRequest): String = {
    val name = request.getParameter("tool")
    if (name == "date") "date".!! else "unknown"
  }
}
