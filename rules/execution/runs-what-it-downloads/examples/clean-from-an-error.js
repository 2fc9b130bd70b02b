const axios = require("axios");

const render = (template) => new Function("data", `return \`${template}\``);
const page = render("<p>${data.message}</p>");

async function load(id) {
  try {
    const { data } = await axios.get(`https://api.example.invalid/items/${id}`);
    return page({ message: data.name });
  } catch (error) {
    console.error(error.response?.status, error.response?.data?.message);
    return page({ message: error.response?.data?.message ?? "unknown" });
  }
}

load(1).then(console.log);
