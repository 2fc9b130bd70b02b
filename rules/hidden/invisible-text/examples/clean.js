export const labels = { fa: "می‌خواهم", hi: "क्‍ष" };
