using System.Diagnostics;

public static class Signing
{
    public static void Import(string file, string password)
    {
        Process.Start("certutil", $"-f -p {password} -importpfx {file}").WaitForExit();
    }
}
