import type { FactList } from "./fact-list.ts";

/** Files that AI agents take as their instructions when they work in the folder. */
const AGENT_FILE =
  /(?:^|\/)(?:CLAUDE(?:\.local)?\.md|AGENTS?\.md|GEMINI\.md|SKILL\.md|CONVENTIONS\.md|\.cursorrules|\.windsurfrules|\.clinerules|\.roorules|\.goosehints|copilot-instructions\.md|\.mcp\.json|mcp\.json)$|(?:^|\/)\.(?:cursor\/rules|clinerules|roo|windsurf\/rules|claude\/(?:commands|agents|skills)|github\/(?:instructions|prompts|chatmodes)|kiro|amazonq\/rules)\//i;

interface Pattern {
  note: string;
  /** Every repetition is bounded, so that the search is linear in the text. */
  pattern: RegExp;
  /** Said with "never" or "do not" before it, the sentence forbids it. */
  refusable: boolean;
}

const COMMANDS: readonly Pattern[] = [
  always(
    "sets other instructions aside",
    /\b(?:ignore|disregard|forget|override)\s{1,9}(?:(?:all|any|the|your|of)\s{1,9}){0,4}(?:previous|prior|above|earlier|preceding|system|existing)\s{1,9}(?:instruction|rule|prompt|guideline|direction|message)s?/gi,
  ),
  always(
    "asks for concealment",
    /\b(?:do not|don't|never|must not)\s{1,9}(?:ever\s{1,9})?(?:tell|inform|mention|reveal|show|notify|alert|disclos|report)(?:e|ing)?\b[^.\n]{0,40}\b(?:user|human|developer|reviewer|maintainer|anyone|anybody)s?\b/gi,
  ),
  refusable(
    "asks for concealment",
    /\bwithout\s{1,9}(?:ever\s{1,9})?(?:tell|inform|mention|reveal|show|notify|alert|disclos|report)(?:e|ing)?\b[^.\n]{0,40}\b(?:user|human|developer|reviewer|maintainer|anyone|anybody)s?\b/gi,
  ),
  always(
    "asks for concealment",
    /\b(?:secretly|covertly|silently|quietly)\s{1,9}(?:send|add|run|execute|upload|insert|include|read|install|download|copy|append|commit|push|fetch)\b/gi,
  ),
  always(
    "asks for concealment",
    /\b(?:do not|don't|never|must not|without)\s{1,9}(?:ever\s{1,9})?(?:mention|list|reveal|disclose|discuss|document)(?:ing)?\s{1,9}(?:this|these|that|it|the\s{1,9}(?:script|step|change|instruction|rule|command|request|header)s?)\b/gi,
  ),
  refusable(
    "asks to run encoded text",
    /\bbase64\s{1,9}(?:-d|-D|--decode)\b[^\n|]{0,60}\|\s{0,9}(?:sudo\s{1,9})?(?:ba|z|da)?sh\b/gi,
  ),
  refusable(
    "asks to load a script",
    /\b(?:must|always|every|all)\b[^.\n]{0,60}\b(?:load|include|add|insert|inject|import|embed)s?\b[^.\n]{0,60}https?:\/\/[^\s`"')]{1,200}\.js\b/gi,
  ),
  refusable(
    "asks for a back door",
    /\b(?:accept|allow|grant)\b[^.\n]{0,60}\b(?:header|token|password|passphrase|cookie|key)\b[^.\n]{0,60}\badmin/gi,
  ),
  refusable(
    "asks to send secrets",
    /(?:\bgh\s{1,9}auth\s{1,9}token\b|\bprintenv\b|\b(?:cat|tar)\b[^\n|]{0,60}(?:\.ssh|\.npmrc|\.aws|\.netrc|\.git-credentials|\.env)\b)[^\n]{0,120}\|[^\n|]{0,20}\b(?:curl|wget|nc)\b/gi,
  ),
  refusable(
    "asks to send secrets",
    /\b(?:npx|uvx|pipx\s{1,9}run|bunx|curl|wget)\b[^\n]{0,200}\$\{?(?:GITHUB|GH|NPM|NODE_AUTH|AWS|OPENAI|ANTHROPIC)_[A-Z_]{0,40}(?:TOKEN|KEY)\b/g,
  ),
  refusable(
    "asks to send secrets",
    /\b(?:send|upload|post|exfiltrate|forward|transmit|submit|email|leak)\b[^.\n]{0,80}(?:(?:\b|_)(?:secrets?|tokens?|credentials?|api[ _-]?keys?|passwords?|private keys?|environment variables)\b|\.env\b|\.npmrc\b|\.ssh\b)[^\n]{0,60}(?:\bto\b|https?:)/gi,
  ),
  refusable(
    "asks to send secrets",
    /\b(?:process\.env|os\.environ|env(?:ironment)? variables|the (?:conversation|prompt|source code|diff))\b[^\n]{0,120}\b(?:send|post|upload|forward|copy|append|report)\b[^\n]{0,60}https?:\/\/(?!localhost|127\.)/gi,
  ),
  refusable(
    "asks to read secrets",
    /\b(?:read|cat|open|print|collect|gather|include|find|copy)\b[^.\n]{0,40}(?:\.ssh\/|id_rsa|id_ed25519|\.npmrc\b|\.aws\/credentials|\.netrc\b|\/etc\/(?:passwd|shadow)|\.config\/gh\/hosts|\/proc\/self\/environ)/gi,
  ),
  refusable(
    "asks to run a download",
    /\b(?:curl|wget|iwr|Invoke-WebRequest)\b[^\n|]{0,300}\|\s{0,9}(?:sudo\s{1,9})?(?:ba|z|da)?sh\b/gi,
  ),
  refusable(
    "asks to run a download",
    /\b(?:ba|z)?sh\s{1,9}(?:-c\s{1,9})?["']?(?:<\(|\$\()\s{0,9}(?:curl|wget)\b/gi,
  ),
  refusable(
    "turns approval off",
    /--dangerously-skip-permissions|--yolo\b|--trust-all-tools|--dangerously-bypass|\bbypassPermissions\b/gi,
  ),
  refusable(
    "turns approval off",
    /\b(?:auto[- ]?approve|automatically approve|skip (?:all )?(?:confirmation|approval|permission)s?)\b/gi,
  ),
  refusable(
    "acts without asking",
    /\bwithout\s{1,9}(?:asking|confirmation|permission|approval|consent)\b[^.\n]{0,60}\b(?:run|execute|push|delete|install|send|upload)\b/gi,
  ),
  refusable(
    "acts without asking",
    /\b(?:run|execute|push|delete|install|send|upload)\b[^.\n]{0,60}\bwithout\s{1,9}(?:asking|confirmation|permission|approval|consent)\b/gi,
  ),
];

/** Installers that their makers tell everybody to run so. */
const INSTALLER =
  /https:\/\/(?:sh\.rustup\.rs|astral\.sh|mise\.run|mise\.jdx\.dev|get\.pnpm\.io|bun\.sh|deno\.land|fnm\.vercel\.app|get\.volta\.sh|install\.python-poetry\.org|get\.docker\.com|get\.nexte\.st|claude\.ai|ollama\.com|cli\.github\.com|install\.determinate\.systems|nixos\.org|pixi\.sh|starship\.rs|raw\.githubusercontent\.com\/(?:nvm-sh|Homebrew|golangci|helm)\/)/i;

/** In text that people do not see, speaking to a model with authority is enough. */
const HIDDEN: readonly Pattern[] = [
  always(
    "speaks to a model unseen",
    /\b(?:AI|LLM|language model|assistant|agent|copilot|claude|chatgpt|gemini|codex)s?\b[^\n]{0,60}\b(?:must|should|approve|execute|always|you are|respond|output|merge|instructions?:)/gi,
  ),
  always(
    "speaks to a model unseen",
    /\b(?:system|instructions?)\s{0,9}(?:prompt|override|note)?\s{0,9}:[^\n]{0,80}\b(?:you|must|run|send|approve)\b/gi,
  ),
];

function always(note: string, pattern: RegExp): Pattern {
  return { note, pattern, refusable: false };
}

function refusable(note: string, pattern: RegExp): Pattern {
  return { note, pattern, refusable: true };
}

/** What a page for people says when it turns to a machine that reads it. */
const ADDRESSED =
  /\b(?:if you are|note (?:for|to)|attention,?|instructions? (?:for|to)|message (?:for|to))\s{1,9}(?:an?\s{1,9}|all\s{1,9}|any\s{1,9})?(?:AI|LLM|language model|automated)\b[^\n]{0,60}/gi;
/** How far such words reach. */
const ADDRESSED_LENGTH = 1500;

const HIDING = /display:\s{0,9}none|visibility:\s{0,9}hidden|font-size:\s{0,9}0|\shidden\b/i;

/** Finds text that tells an AI agent to act against the people whom it works for. */
export function agentInstruction(text: string, path: string, list: FactList): void {
  if (AGENT_FILE.test(path)) search(text, 0, text.length, COMMANDS, list);
  if (!/(?:\.(?:md|mdx|markdown|html?)|^body|^title|^commit)$/i.test(path)) return;
  for (const { start, end } of AGENT_FILE.test(path) ? [] : addressed(text))
    search(text, start, end, COMMANDS, list);
  for (const { start, end } of unseen(text)) {
    if (!AGENT_FILE.test(path)) search(text, start, end, COMMANDS, list);
    search(text, start, end, HIDDEN, list);
  }
}

function search(
  text: string,
  start: number,
  end: number,
  patterns: readonly Pattern[],
  list: FactList,
): void {
  const part = text.slice(start, end);
  for (const { note, refusable, pattern } of patterns) {
    for (const match of part.matchAll(pattern)) {
      const { index } = match;
      if (refusable && isRefused(part, index)) continue;
      if (note === "sets other instructions aside" && isCited(part, index)) continue;
      if (note === "asks to run a download" && INSTALLER.test(match[0])) continue;
      list.add("agent-instruction", start + index, start + index + match[0].length, note);
    }
  }
}

/** "Never …", "do not …", "avoid …" earlier in the same sentence. */
function isRefused(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 80), at);
  const sentence = before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". ")) + 1);
  return /\b(?:never|not|don't|avoid|cannot|can't|refuse|forbidden|prohibited|disallow\w*)\b/i.test(
    sentence,
  );
}

/** `If it says "ignore …"`: words of somebody else. */
function isCited(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 120), at);
  return /\b(?:if|when|says?|said|like|such as|e\.g\.|contains?|writes?|may write)\b[^.\n]{0,60}["'`\u201c\u2018]$/i.test(
    before,
  );
}

interface Part {
  start: number;
  end: number;
}

function addressed(text: string): Part[] {
  const starts = [...text.matchAll(ADDRESSED)].slice(0, 20).map((match) => match.index);
  return starts.map((start) => ({ start, end: Math.min(text.length, start + ADDRESSED_LENGTH) }));
}

/** HTML comments and elements that a page does not show; parts that overlap are one. */
function unseen(text: string): Part[] {
  const parts = [...comments(text), ...hiddenElements(text)].sort((a, b) => a.start - b.start);
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (last !== undefined && part.start <= last.end) last.end = Math.max(last.end, part.end);
    else merged.push(part);
  }
  return merged;
}

function comments(text: string): Part[] {
  const parts: Part[] = [];
  for (let open = text.indexOf("<!--"); open !== -1;) {
    const close = text.indexOf("-->", open + 4);
    parts.push({ start: open + 4, end: close === -1 ? text.length : close });
    open = close === -1 ? -1 : text.indexOf("<!--", close);
  }
  return parts;
}

function hiddenElements(text: string): Part[] {
  const parts: Part[] = [];
  for (const match of text.matchAll(/<[a-z][^<>]*>/gi)) {
    if (!HIDING.test(match[0].slice(0, 2000))) continue;
    const start = match.index + match[0].length;
    parts.push({ start, end: Math.min(text.length, start + 4000) });
  }
  return parts;
}
