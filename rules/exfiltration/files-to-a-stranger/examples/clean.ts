import * as vscode from 'vscode';

const FORMATTER = 'https://format.lens.example/v1';

export function activate(context: vscode.ExtensionContext) {
  const format = vscode.commands.registerTextEditorCommand('lens.format', async (editor) => {
    const body = JSON.stringify({ text: vscode.window.activeTextEditor?.document.getText() });
    const answer = await fetch(FORMATTER, { method: 'POST', body });
    const { text } = (await answer.json()) as { text: string };
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  });
  context.subscriptions.push(format);
}
