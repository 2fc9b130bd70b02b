using System.Runtime.InteropServices;

[DllImport("libc")]
static extern int mprotect(IntPtr address, ulong size, int protection);
delegate void Entry();

class Start
{
    [DllImport("libc")]
    static extern int mprotect(IntPtr address, ulong size, int protection);
    delegate void Entry();
    public static void Main()
    {
        var code = Marshal.AllocHGlobal(16);
        mprotect(code, 16, 7); // gatehouse: flagged
        Marshal.GetDelegateForFunctionPointer<Entry>(code)();
    }
}
