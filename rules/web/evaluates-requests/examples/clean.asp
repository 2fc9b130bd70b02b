<%
Set db = Server.CreateObject("ADODB.Connection")
db.Open Application("database")
Set rows = db.Execute("SELECT name FROM items WHERE id = " & CLng(Request("id")))
Response.Write Server.HTMLEncode(rows("name"))
%>
