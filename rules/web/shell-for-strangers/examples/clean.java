package a;
import javax.servlet.http.*;
public class Convert extends HttpServlet {
  protected void doPost(HttpServletRequest req, HttpServletResponse resp) throws java.io.IOException {
    new ProcessBuilder("convert", "-resize", "100x100", "in.png", "out.png").start();
    resp.getWriter().println("done " + req.getParameter("id").length());
  }
}
