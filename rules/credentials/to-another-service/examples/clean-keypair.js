const nacl = require("tweetnacl");

class Keypair {
  constructor(pair) {
    this.pair = pair;
  }

  static fromSecretKey(secret) {
    return new Keypair(nacl.sign.keyPair.fromSecretKey(secret));
  }

  register() {
    const body = Buffer.from(this.pair.publicKey).toString("base64");
    return fetch("https://keys.example.invalid/", { method: "POST", body });
  }
}

module.exports = { Keypair };
