const vscode = require("vscode");

function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("assistant.open", () => vscode.window.showInformationMessage("Ready")),
  );
}

module.exports = { activate };
