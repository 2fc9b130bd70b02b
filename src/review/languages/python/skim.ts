const FROM =
  /^[ \t]{0,40}from[ \t]{1,8}([\w.]{1,200})[ \t]{1,8}import\b[ \t]{0,8}(?:\(([^)]{0,1000})|([^\n#]{0,300}))/gm;
const IMPORT = /^[ \t]{0,40}import[ \t]{1,8}([\w.]{1,200})/gm;

/** The modules that a Python text imports by plain statements; a name may be a module too. */
export function skimPython(text: string): string[] {
  const from = [...text.matchAll(FROM)].flatMap(([, module = "", inside, beside = ""]) => {
    const names = (inside ?? beside).match(/\b[A-Za-z_]\w{0,100}\b/g) ?? [];
    const dot = module.endsWith(".") ? "" : ".";
    return [module, ...names.map((name) => `${module}${dot}${name}`)];
  });
  const names = [...from, ...[...text.matchAll(IMPORT)].map((match) => match[1] ?? "")];
  return [...new Set(names)];
}
