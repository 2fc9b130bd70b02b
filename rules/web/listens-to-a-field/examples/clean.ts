export function focusRing(id: string): () => void {
  const field = document.getElementById(id);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Tab") field?.classList.add("focus-ring");
  };
  field?.addEventListener("keydown", onKey);
  return () => field?.removeEventListener("keydown", onKey);
}
