<%@ page import="java.util.*" %>
<h1>Hello, <%= escape(request.getParameter("name")) %></h1>
<%! private String escape(String s) { return s == null ? "" : s.replace("<", "&lt;"); } %>
