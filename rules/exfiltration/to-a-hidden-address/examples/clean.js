// A cursor that a server gave is opened, and the query goes to the address of the settings.
const API = process.env.ORDERS_API || "https://api.orders.example";

module.exports = async function next(cursor, filter) {
  const after = JSON.parse(Buffer.from(cursor, "base64").toString());
  const response = await fetch(`${API}/orders/search?after=${encodeURIComponent(after.id)}`, {
    method: "POST",
    body: JSON.stringify(filter),
  });
  return response.json();
};
