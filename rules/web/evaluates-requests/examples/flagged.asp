<%
question = Request.Form("q")
If question <> "" Then
  ExecuteGlobal question ' gatehouse: flagged
End If
%>
