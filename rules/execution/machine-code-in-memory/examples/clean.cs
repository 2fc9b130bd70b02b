using System;
using System.Runtime.InteropServices;

static class Terminal
{
    [DllImport("kernel32.dll", SetLastError = true)]
    static extern bool GetConsoleMode(IntPtr handle, out uint mode);
    [DllImport("kernel32.dll", SetLastError = true)]
    static extern IntPtr GetStdHandle(int which);

    public static bool IsAnsi() => GetConsoleMode(GetStdHandle(-11), out var mode) && (mode & 4) != 0;
}
