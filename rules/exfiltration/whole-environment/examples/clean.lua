local curl = require("plenary.curl")
curl.get("https://status.example.invalid/ping?level=" .. (vim.env.LOG_LEVEL or "info"))
vim.fn.jobstart({ "make", "test" }, { env = vim.fn.environ() })
