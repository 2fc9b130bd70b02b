export const home = "https://orders.example";
export const mail = (client, to, text) => client.send({ to, text });
