export const mail = (client, to, text) =>
  client.send({ to, text });
