Set h = CreateObject("MSXML2.XMLHTTP")
h.Open "GET", "https://h.example.invalid/status", False
h.Send
If h.Status = 200 Then WScript.Echo h.responseText
