const fastify = require("fastify")({ logger: true });
const { checks } = require("./lib/checks");

fastify.get("/status", async () => ({ checks: await checks() }));

fastify.listen({ port: Number(process.env.PORT ?? 3000) });
