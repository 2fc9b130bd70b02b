import axios from "axios";

// A client logs in at its own service and keeps what that answers.
export async function login(user: string, password: string): Promise<string> {
  const { data } = await axios.post("https://api.orders.example/login", { user, password });
  return data.token;
}

export async function call(path: string, options: { authorization: string }) {
  await fetch(`https://api.orders.example${path}`, {
    method: "POST",
    headers: { authorization: options.authorization },
  });
}
