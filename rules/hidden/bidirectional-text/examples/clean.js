// שלום עולם: a comment in Hebrew needs no control characters
export const greeting = "مرحبا بالعالم";
