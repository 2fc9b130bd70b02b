' Reads the version of the product out of a file beside it.
Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.OpenTextFile(fso.GetParentFolderName(WScript.ScriptFullName) & "\VERSION", 1)
WScript.Echo StrReverse(StrReverse(Trim(f.ReadLine)))
f.Close
