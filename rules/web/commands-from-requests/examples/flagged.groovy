class ToolController {
  def run() {
    render request.getParameter('tool').execute().text // gatehouse: flagged
  }
}
