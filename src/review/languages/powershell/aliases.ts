/** Short names of commands ("about_Aliases", and `Get-Alias` of a fresh session). */
const ALIASES: Readonly<Record<string, string>> = {
  "%": "foreach-object",
  foreach: "foreach-object",
  "?": "where-object",
  where: "where-object",
  ac: "add-content",
  cat: "get-content",
  cd: "set-location",
  chdir: "set-location",
  clc: "clear-content",
  clp: "clear-itemproperty",
  copy: "copy-item",
  cp: "copy-item",
  cpi: "copy-item",
  curl: "invoke-webrequest",
  del: "remove-item",
  diff: "compare-object",
  dir: "get-childitem",
  echo: "write-output",
  erase: "remove-item",
  fl: "format-list",
  ft: "format-table",
  gal: "get-alias",
  gc: "get-content",
  gci: "get-childitem",
  gcim: "get-ciminstance",
  gcm: "get-command",
  gi: "get-item",
  gl: "get-location",
  gm: "get-member",
  gp: "get-itemproperty",
  gps: "get-process",
  group: "group-object",
  gsv: "get-service",
  gv: "get-variable",
  gwmi: "get-wmiobject",
  icim: "invoke-cimmethod",
  icm: "invoke-command",
  iex: "invoke-expression",
  ii: "invoke-item",
  ipmo: "import-module",
  irm: "invoke-restmethod",
  iwmi: "invoke-wmimethod",
  iwr: "invoke-webrequest",
  kill: "stop-process",
  ls: "get-childitem",
  md: "new-item",
  measure: "measure-object",
  mi: "move-item",
  mkdir: "new-item",
  move: "move-item",
  mv: "move-item",
  nal: "new-alias",
  ni: "new-item",
  nsn: "new-pssession",
  nv: "new-variable",
  ogv: "out-gridview",
  oh: "out-host",
  popd: "pop-location",
  ps: "get-process",
  pushd: "push-location",
  pwd: "get-location",
  rd: "remove-item",
  ren: "rename-item",
  ri: "remove-item",
  rm: "remove-item",
  rmdir: "remove-item",
  rni: "rename-item",
  rp: "remove-itemproperty",
  sajb: "start-job",
  sal: "set-alias",
  saps: "start-process",
  sasv: "start-service",
  sc: "set-content",
  select: "select-object",
  set: "set-variable",
  si: "set-item",
  sl: "set-location",
  sleep: "start-sleep",
  sls: "select-string",
  sort: "sort-object",
  sp: "set-itemproperty",
  start: "start-process",
  sv: "set-variable",
  tee: "tee-object",
  type: "get-content",
  wget: "invoke-webrequest",
  write: "write-output",
};

/** Verbs of commands that are no programs ("Approved Verbs for PowerShell Commands"). */
const VERBS =
  /^(?:add|approve|assert|backup|block|build|checkpoint|clear|close|compare|complete|compress|confirm|connect|convert|convertfrom|convertto|copy|debug|deny|deploy|disable|disconnect|dismount|edit|enable|enter|exit|expand|export|find|foreach|format|get|grant|group|hide|import|initialize|install|invoke|join|limit|lock|measure|merge|mount|move|new|open|optimize|out|ping|pop|protect|publish|push|read|receive|redo|register|remove|rename|repair|request|reset|resize|resolve|restart|restore|resume|revoke|save|search|select|send|set|show|skip|sort|split|start|step|stop|submit|suspend|switch|sync|tee|test|trace|unblock|undo|uninstall|unlock|unprotect|unpublish|unregister|update|use|wait|watch|where|write)-[a-z]\w*$/;

/** A command's full name in small letters: without its module, and for what its alias stands. */
export function usualCommand(spelt: string): string {
  const small = spelt.toLowerCase().replace(/^microsoft\.powershell\.\w+\\/, "");
  const known = Object.hasOwn(ALIASES, small) ? ALIASES[small] : undefined;
  return known ?? small;
}

/** Whether a name is of a command of PowerShell, not of a program. */
export function isCommand(usual: string): boolean {
  return VERBS.test(usual);
}

/** Names of programs that commands of PowerShell hide, unless they are called as programs. */
export const HIDDEN_PROGRAMS: ReadonlySet<string> = new Set(["curl", "wget", "sc", "set"]);
