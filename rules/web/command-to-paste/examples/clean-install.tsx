const COMMANDS = {
  macos: "curl -fsSL https://bun.sh/install | bash",
  windows: 'powershell -c "irm bun.sh/install.ps1 | iex"',
};

export function Install({ system }: { system: keyof typeof COMMANDS }) {
  const copy = () => navigator.clipboard.writeText(COMMANDS[system]);
  return <button onClick={copy}>{COMMANDS[system]}</button>;
}
