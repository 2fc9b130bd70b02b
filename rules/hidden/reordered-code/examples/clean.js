export const greeting = "مرحبا name!";
