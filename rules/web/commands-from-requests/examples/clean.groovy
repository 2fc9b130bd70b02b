class ToolController {
  def run() {
    def name = request.getParameter('tool')
    render(name == 'date' ? 'date'.execute().text : 'unknown')
  }
}
