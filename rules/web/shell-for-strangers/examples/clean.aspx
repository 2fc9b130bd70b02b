<%@ Page Language="C#" AutoEventWireup="true" Inherits="Shop.Items" %>
<script runat="server">
  protected void Page_Load(object sender, EventArgs e) {
    int id = int.Parse(Request.QueryString["id"]);
    Title = "Item " + id;
  }
</script>
<form runat="server"><asp:Label Text='<%# Eval("Name") %>' runat="server" /></form>
<p>You looked for <%: Request.QueryString["q"] %></p>
