const level = "user";
if (level !== "user‮ ⁦// only administrators⁩ ⁦") transfer(); // gatehouse: flagged
