const level = "user‮ ⁦// only for admins⁩ ⁦"; // gatehouse: flagged
export default level;
