using System.Runtime.InteropServices;

class Plugins
{
    [DllImport("kernel32.dll")]
    static extern IntPtr GetProcAddress(IntPtr module, string name);
    delegate int Version();
    public static int Main()
    {
        var module = NativeLibrary.Load("codec");
        return Marshal.GetDelegateForFunctionPointer<Version>(GetProcAddress(module, "version"))();
    }
}
