import scala.sys.process._
class ToolController {
  def run(request: HttpServletRequest): String =
    request.getParameter("tool").!! // gatehouse: flagged
}
