import type { Terminal } from "./command.ts";

const EVERY_MILLISECONDS = 200;

/** A line on the watched terminal that says what goes on, and for how long. */
export interface Progress {
  say(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Draws progress over itself on standard error; where nobody watches it draws nothing. */
export function showProgress(terminal: Terminal): Progress {
  if (!terminal.watched) return { say: () => {}, end: () => {} };
  let text = "";
  let since = performance.now();
  const draw = () => {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    terminal.err(`\r\x1b[K${text} (${seconds} s)`);
  };
  const timer = setInterval(draw, EVERY_MILLISECONDS);
  timer.unref();
  return {
    say(next) {
      text = next;
      since = performance.now();
      draw();
    },
    end() {
      clearInterval(timer);
      terminal.err("\r\x1b[K");
    },
  };
}
