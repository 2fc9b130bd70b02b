const fs = require("fs/promises");

module.exports = function (app) {
  app.post("/avatar", async (req, res) => {
    await fs.writeFile("uploads/avatar.png", req.body);
    res.end();
  });
};
