// Проверяет isAdmin, и только.
export const isAdmin = (user) => user.role === "Админ";
